import CFabricKernels

extension loihi_synapse {
  /// - Parameter weight: the effective weight, a multiple of 64.
  init(target: Int, weight: Int, isSimple: Bool) {
    self.init(target: UInt32(target), weight: Int32(weight / 64 * 2 + (isSimple ? 0 : 1)))
  }

  /// The effective weight in units of 64.
  var units: Int { Int(weight >> 1) }
}

/// A run of synapses with equal delay.
struct LoihiSegment {
  var first: UInt32
  var count: UInt32
  /// Ticks from sending to acting: delay setting + 1.
  var ticks: UInt32
}

extension loihi_sender {
  /// Takes up to two short runs from the front of `segments`, which lie behind one another; the rest stays.
  init(takingFrom segments: inout ArraySlice<LoihiSegment>, isProbed: Bool) {
    self.init()
    first = segments.first?.first ?? 0
    (count_a, ticks_a) = Self.shortRun(from: &segments)
    (count_b, ticks_b) = Self.shortRun(from: &segments)
    if isProbed || !segments.isEmpty { count_a += 1 }
  }

  private static func shortRun(
    from segments: inout ArraySlice<LoihiSegment>
  ) -> (bytes: UInt8, ticks: UInt8) {
    guard let segment = segments.first, segment.count <= LoihiDelayRing.longestCopy else {
      return (0, 1)
    }
    let count = min(segment.count, UInt32(LoihiDelayRing.chunk))
    if count == segment.count {
      segments.removeFirst()
    } else {
      segments[segments.startIndex].first += count
      segments[segments.startIndex].count -= count
    }
    return (8 * UInt8(count), UInt8(segment.ticks))
  }
}
