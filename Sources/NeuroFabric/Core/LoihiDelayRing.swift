import CFabricKernels

/// The delay ring of the fast engine: for every tick to come, the synapses that act in it.
///
/// Short runs of synapses are copied into the ring, so that delivery reads one list from front to back; long
/// ones are put in by reference. A slot grows when it is full and never shrinks: a fabric in its stride
/// allocates nothing.
struct LoihiDelayRing {
  /// Room for a short run.
  private static let padding = LOIHI_NEAR
  /// Longest run that is copied.
  static let longestCopy = 16

  /// Long runs that act in a tick.
  private struct Runs {
    var first: UnsafeMutablePointer<LoihiSegment>
    var count = 0
    var capacity: Int

    init(capacity: Int) {
      first = .allocate(capacity: capacity)
      self.capacity = capacity
    }
  }

  let slots: UnsafeMutablePointer<loihi_slot>
  private let runs: UnsafeMutablePointer<Runs>
  let mask: Int
  private let synapses: UnsafeMutablePointer<loihi_synapse>

  /// - Parameters:
  ///   - slotCount: a power of two.
  ///   - synapses: the table that segments refer to, padded with a short run at the end; not owned.
  init(slotCount: Int, synapses: UnsafeMutablePointer<loihi_synapse>) {
    mask = slotCount - 1
    self.synapses = synapses
    slots = .allocate(capacity: slotCount)
    runs = .allocate(capacity: slotCount)
    for slot in 0..<slotCount {
      (slots + slot).initialize(to: Self.slot(capacity: 64))
      (runs + slot).initialize(to: Runs(capacity: 4))
    }
  }

  private static func slot(capacity: Int) -> loihi_slot {
    let first = UnsafeMutablePointer<loihi_synapse>.allocate(capacity: capacity)
    return loihi_slot(next: first, limit: first + (capacity - padding), first: first, referred: 0)
  }

  func deallocate() {
    for slot in 0...mask {
      slots[slot].first.deallocate()
      runs[slot].first.deallocate()
    }
    slots.deallocate()
    runs.deallocate()
  }

  func removeAll() {
    for slot in 0...mask { clear(tick: slot) }
  }

  /// Empties the slot of tick `tick`.
  @inline(__always)
  func clear(tick: Int) {
    let slot = slots + (tick & mask)
    slot.pointee.next = slot.pointee.first
    if slot.pointee.referred > 0 {
      slot.pointee.referred = 0
      runs[tick & mask].count = 0
    }
  }

  /// The copied synapses that act in tick `tick`.
  @inline(__always)
  func copies(tick: Int) -> UnsafeMutableBufferPointer<loihi_synapse> {
    let slot = slots + (tick & mask)
    return UnsafeMutableBufferPointer(
      start: slot.pointee.first, count: slot.pointee.next - slot.pointee.first)
  }

  /// The number of synapses that act in tick `tick` and are not copied.
  @inline(__always)
  func referred(tick: Int) -> Int { Int(slots[tick & mask].referred) }

  /// The runs of synapses that act in tick `tick` and are not copied.
  func runs(tick: Int) -> UnsafeMutableBufferPointer<LoihiSegment> {
    let runs = runs + (tick & mask)
    return UnsafeMutableBufferPointer(start: runs.pointee.first, count: runs.pointee.count)
  }

  /// Lets `segment`, activated in tick `tick`, act in its time.
  func push(_ segment: LoihiSegment, tick: Int) {
    let slot = slots + ((tick + Int(segment.ticks)) & mask)
    if segment.count > Self.longestCopy {
      refer(to: segment, slot: (tick + Int(segment.ticks)) & mask)
      slot.pointee.referred += UInt64(segment.count)
    } else {
      while slot.pointee.limit - slot.pointee.next < Self.longestCopy { grow(slot) }
      slot.pointee.next.initialize(
        from: synapses + Int(segment.first), count: Int(segment.count))
      slot.pointee.next += Int(segment.count)
    }
  }

  /// Lets a single weight act in tick `tick`.
  func push(_ synapse: loihi_synapse, tick: Int) {
    let slot = slots + (tick & mask)
    if slot.pointee.next > slot.pointee.limit { grow(slot) }
    slot.pointee.next.initialize(to: synapse)
    slot.pointee.next += 1
  }

  private func refer(to segment: LoihiSegment, slot: Int) {
    let runs = runs + slot
    if runs.pointee.count == runs.pointee.capacity {
      let grown = UnsafeMutablePointer<LoihiSegment>.allocate(capacity: 2 * runs.pointee.count)
      grown.moveInitialize(from: runs.pointee.first, count: runs.pointee.count)
      runs.pointee.first.deallocate()
      runs.pointee.first = grown
      runs.pointee.capacity *= 2
    }
    (runs.pointee.first + runs.pointee.count).initialize(to: segment)
    runs.pointee.count += 1
  }

  /// Makes room in all slots that are full.
  func growFullSlots() {
    for slot in 0...mask where slots[slot].next > slots[slot].limit { grow(slots + slot) }
  }

  private func grow(_ slot: UnsafeMutablePointer<loihi_slot>) {
    let full = slot.pointee
    let count = full.next - full.first
    let capacity = full.limit - full.first + Self.padding
    slot.initialize(to: Self.slot(capacity: 2 * capacity))
    slot.pointee.first.moveInitialize(from: full.first, count: count)
    slot.pointee.next += count
    slot.pointee.referred = full.referred
    full.first.deallocate()
  }
}
