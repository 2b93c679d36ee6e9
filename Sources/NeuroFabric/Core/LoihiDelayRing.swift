import CFabricKernels

/// The delay ring of the fast engine: for every tick to come, the synapses that act in it.
///
/// Short runs of synapses are copied into the ring, so that delivery reads one list from front to back; long
/// ones are put in by reference. A slot grows when it is full and never shrinks: a fabric in its stride
/// allocates nothing.
struct LoihiDelayRing {
  static let chunk = LOIHI_CHUNK
  /// Longest run that is copied.
  private static let longestCopy = 16

  /// Long runs that act in a tick.
  struct Runs {
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
  /// All synapses, with a chunk of padding at the end.
  private let synapses: UnsafeMutablePointer<LoihiSynapse>

  /// - Parameters:
  ///   - slotCount: a power of two.
  ///   - synapses: the table that segments refer to, with a chunk of padding at the end; not owned.
  init(slotCount: Int, synapses: UnsafeMutablePointer<LoihiSynapse>) {
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
    let first = UnsafeMutablePointer<LoihiSynapse>.allocate(capacity: capacity)
    return loihi_slot(first: first, next: first, limit: first + (capacity - 2 * chunk))
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
    slots[tick & mask].next = slots[tick & mask].first
    runs[tick & mask].count = 0
  }

  /// The copied synapses that act in tick `tick`.
  @inline(__always)
  func synapses(tick: Int) -> UnsafeMutableBufferPointer<LoihiSynapse> {
    let slot = slots + (tick & mask)
    return UnsafeMutableBufferPointer(
      start: slot.pointee.first, count: slot.pointee.next - slot.pointee.first)
  }

  /// The long runs that act in tick `tick`.
  @inline(__always)
  func runs(tick: Int) -> UnsafeMutableBufferPointer<LoihiSegment> {
    let runs = runs + (tick & mask)
    return UnsafeMutableBufferPointer(start: runs.pointee.first, count: runs.pointee.count)
  }

  /// Lets `segment`, activated in tick `tick`, act in its time.
  func push(_ segment: LoihiSegment, tick: Int) {
    let slot = (tick + Int(segment.ticks)) & mask
    guard segment.count <= Self.longestCopy else { return pushRun(segment, to: runs + slot) }
    while slots[slot].limit - slots[slot].next < Self.longestCopy { grow(slots + slot) }
    slots[slot].next.initialize(from: synapses + Int(segment.first), count: Int(segment.count))
    slots[slot].next += Int(segment.count)
  }

  private func pushRun(_ segment: LoihiSegment, to runs: UnsafeMutablePointer<Runs>) {
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
    slot.initialize(to: Self.slot(capacity: 2 * (full.limit - full.first + 2 * Self.chunk)))
    slot.pointee.first.moveInitialize(from: full.first, count: count)
    slot.pointee.next += count
    full.first.deallocate()
  }
}
