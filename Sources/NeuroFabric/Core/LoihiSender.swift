/// A synapse on its way, or in a table: 8 bytes.
struct LoihiFlatSynapse {
  /// Compartment, counted over all cores.
  var target: UInt32
  /// Twice the effective weight; 1 more if the target is not a simple compartment.
  var weight: Int32

  init(target: Int, weight: Int, isSimple: Bool) {
    self.target = UInt32(target)
    self.weight = Int32(2 * weight + (isSimple ? 0 : 1))
  }
}

/// A run of synapses with equal delay.
struct LoihiSegment {
  var first: UInt32
  var count: UInt32
  /// Ticks from sending to acting: delay setting + 1.
  var ticks: UInt32
}

/// What a spike of a compartment sets off: half a cache line.
///
/// Most compartments reach a few synapses at one or two delays. Those stand here as two short runs, which are
/// handed to the delay ring whatever their lengths, 0 too: that takes no branch that could be guessed wrong.
struct LoihiSender {
  var spikes: UInt64 = 0
  var firstA: UInt32 = 0
  var firstB: UInt32 = 0
  var countA: UInt8 = 0
  var ticksA: UInt8 = 1
  var countB: UInt8 = 0
  var ticksB: UInt8 = 1
  /// Output port, -1 for none.
  var port: Int32 = -1
  /// The segments that the short runs do not hold.
  var firstMore: UInt32 = 0
  var moreCount: UInt32 = 0

  init(port: Int?) { self.port = Int32(port ?? -1) }

  /// Takes up to two short runs from the front of `segments`; the rest stays.
  mutating func takeShortRuns(from segments: inout ArraySlice<LoihiSegment>) {
    (firstA, countA, ticksA) = Self.shortRun(from: &segments)
    (firstB, countB, ticksB) = Self.shortRun(from: &segments)
  }

  private static func shortRun(
    from segments: inout ArraySlice<LoihiSegment>
  ) -> (first: UInt32, count: UInt8, ticks: UInt8) {
    guard let segment = segments.first else { return (0, 0, 1) }
    let count = min(segment.count, UInt32(LoihiDelayRing.chunk))
    if count == segment.count {
      segments.removeFirst()
    } else {
      segments[segments.startIndex].first += count
      segments[segments.startIndex].count -= count
    }
    return (segment.first, UInt8(count), UInt8(segment.ticks))
  }
}
