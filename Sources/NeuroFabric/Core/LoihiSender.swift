import CFabricKernels

typealias LoihiSynapse = loihi_synapse
typealias LoihiSender = loihi_sender

extension loihi_synapse {
  init(target: Int, weight: Int, isSimple: Bool) {
    self.init(target: UInt32(target), weight: Int32(2 * weight + (isSimple ? 0 : 1)))
  }
}

/// A run of synapses with equal delay.
struct LoihiSegment {
  var first: UInt32
  var count: UInt32
  /// Ticks from sending to acting: delay setting + 1.
  var ticks: UInt32
}

extension loihi_sender {
  init(port: Int?) {
    self.init()
    self.port = Int32(port ?? -1)
    (ticks_a, ticks_b) = (1, 1)
  }

  /// Takes up to two short runs from the front of `segments`; the rest stays.
  mutating func takeShortRuns(from segments: inout ArraySlice<LoihiSegment>) {
    (first_a, count_a, ticks_a) = Self.shortRun(from: &segments)
    (first_b, count_b, ticks_b) = Self.shortRun(from: &segments)
  }

  private static func shortRun(
    from segments: inout ArraySlice<LoihiSegment>
  ) -> (first: UInt32, count: UInt8, ticks: UInt8) {
    guard let segment = segments.first else { return (0, 0, 1) }
    let count = min(segment.count, UInt32(LOIHI_CHUNK))
    if count == segment.count {
      segments.removeFirst()
    } else {
      segments[segments.startIndex].first += count
      segments[segments.startIndex].count -= count
    }
    return (segment.first, UInt8(count), UInt8(segment.ticks))
  }
}
