/// The delay ring of the fast engine: one queue of activated segments per slot.
///
/// A slot grows when it is full and never shrinks, so that a fabric in its stride allocates nothing.
struct LoihiDelayQueue {
  /// An activated segment: a run of flat synapses.
  struct Entry {
    var first: UInt32
    var count: UInt32
  }

  struct Slot {
    var entries: UnsafeMutablePointer<Entry>
    var count: Int
    var capacity: Int
  }

  let slots: UnsafeMutablePointer<Slot>
  private let slotCount: Int

  init(slotCount: Int) {
    self.slotCount = slotCount
    slots = .allocate(capacity: slotCount)
    for slot in 0..<slotCount {
      (slots + slot).initialize(
        to: Slot(entries: .allocate(capacity: 64), count: 0, capacity: 64))
    }
  }

  func deallocate() {
    for slot in 0..<slotCount { slots[slot].entries.deallocate() }
    slots.deallocate()
  }

  func removeAll() {
    for slot in 0..<slotCount { slots[slot].count = 0 }
  }

  /// Lets `segment`, activated in tick `tick`, act in its time. The slot count is a power of two.
  @inline(__always)
  func push(_ segment: LoihiSegment, tick: Int) {
    let slot = slots + ((tick &+ Int(segment.ticks)) & (slotCount &- 1))
    if slot.pointee.count == slot.pointee.capacity { grow(slot) }
    slot.pointee.entries[slot.pointee.count] = Entry(first: segment.first, count: segment.count)
    slot.pointee.count &+= 1
  }

  /// The slot that acts in tick `tick`.
  @inline(__always)
  func slot(tick: Int) -> UnsafeMutablePointer<Slot> { slots + (tick & (slotCount &- 1)) }

  @inline(never)
  private func grow(_ slot: UnsafeMutablePointer<Slot>) {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: slot.pointee.capacity * 2)
    entries.moveInitialize(from: slot.pointee.entries, count: slot.pointee.count)
    slot.pointee.entries.deallocate()
    slot.pointee.entries = entries
    slot.pointee.capacity *= 2
  }
}
