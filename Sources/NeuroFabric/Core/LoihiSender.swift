import CFabricKernels

extension loihi_synapse {
  /// - Parameter weight: the effective weight, a multiple of 64.
  init(target: Int, weight: Int) {
    self.init(target: UInt32(target), weight: Int32(weight / 64 * 2))
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

  var range: Range<Int> { Int(first)..<Int(first + count) }

  /// Cuts up to `limit` synapses off the front.
  mutating func removeFirst(_ limit: Int) -> LoihiSegment {
    let cut = LoihiSegment(first: first, count: min(count, UInt32(limit)), ticks: ticks)
    first += cut.count
    count -= cut.count
    return cut
  }
}

extension loihi_sender {
  /// The runs may be empty; a far one that is not lies behind the near one.
  init(near: LoihiSegment, far: LoihiSegment, isSpecial: Bool) {
    self.init()
    let synapse = UInt32(MemoryLayout<loihi_synapse>.stride)
    first = near.first
    near_bytes = UInt8(synapse * near.count)
    far_bytes = UInt8(synapse * far.count)
    far_ticks = UInt8(far.ticks)
    is_special = isSpecial ? 1 : 0
  }
}
