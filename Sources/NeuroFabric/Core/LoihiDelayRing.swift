/// The delay ring of the fast engine: for every tick to come, the synapses that act in it.
///
/// Short runs of synapses are copied into the ring, so that delivery reads one list from front to back; long
/// ones are put in by reference. A slot grows when it is full and never shrinks: a fabric in its stride
/// allocates nothing.
struct LoihiDelayRing {
  /// Synapses copied at a time, whether or not they all count.
  static let chunk = 4
  /// Longest run that is copied.
  static let longestCopy = 16

  struct Slot {
    /// The synapses are those from `first` up to `next`.
    var first: UnsafeMutablePointer<LoihiFlatSynapse>
    var next: UnsafeMutablePointer<LoihiFlatSynapse>
    /// `next` never lies beyond it: a chunk fits.
    var limit: UnsafeMutablePointer<LoihiFlatSynapse>
    var runs: UnsafeMutablePointer<LoihiSegment>
    var runCount = 0
    var runCapacity: Int

    init(capacity: Int, runCapacity: Int) {
      first = .allocate(capacity: capacity)
      next = first
      limit = first + (capacity - chunk)
      runs = .allocate(capacity: runCapacity)
      self.runCapacity = runCapacity
    }

    func deallocate() {
      first.deallocate()
      runs.deallocate()
    }
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int
  /// All synapses, with a chunk of padding at the end.
  private let synapses: UnsafeMutablePointer<LoihiFlatSynapse>

  /// - Parameters:
  ///   - slotCount: a power of two.
  ///   - synapses: the table that segments refer to, with a chunk of padding at the end; not owned.
  init(slotCount: Int, synapses: UnsafeMutablePointer<LoihiFlatSynapse>) {
    mask = slotCount - 1
    self.synapses = synapses
    slots = .allocate(capacity: slotCount)
    for slot in 0..<slotCount {
      (slots + slot).initialize(to: Slot(capacity: 64, runCapacity: 4))
    }
  }

  func deallocate() {
    for slot in 0...mask { slots[slot].deallocate() }
    slots.deallocate()
  }

  func removeAll() {
    for slot in 0...mask { Self.clear(slots + slot) }
  }

  @inline(__always)
  static func clear(_ slot: UnsafeMutablePointer<Slot>) {
    slot.pointee.next = slot.pointee.first
    slot.pointee.runCount = 0
  }

  /// The slot that acts in tick `tick`.
  @inline(__always)
  func slot(tick: Int) -> UnsafeMutablePointer<Slot> { slots + (tick & mask) }

  /// Lets a run of up to a chunk of synapses act in tick `tick`.
  @inline(__always)
  func push(first: UInt32, count: UInt8, tick: Int) {
    append(synapses + Int(first), count: Int(count), to: slot(tick: tick))
  }

  /// Lets `segment`, activated in tick `tick`, act in its time.
  func push(_ segment: LoihiSegment, tick: Int) {
    let slot = slot(tick: tick + Int(segment.ticks))
    guard segment.count <= Self.longestCopy else { return pushRun(segment, to: slot) }
    var run = synapses + Int(segment.first)
    var left = Int(segment.count)
    while left > 0 {
      append(run, count: min(left, Self.chunk), to: slot)
      run += Self.chunk
      left -= Self.chunk
    }
  }

  @inline(__always)
  private func append(
    _ run: UnsafeMutablePointer<LoihiFlatSynapse>, count: Int, to slot: UnsafeMutablePointer<Slot>
  ) {
    let next = slot.pointee.next
    // A chunk of four synapses.
    let chunk = UnsafeRawPointer(run).loadUnaligned(as: SIMD4<UInt64>.self)
    UnsafeMutableRawPointer(next).storeBytes(of: chunk, as: SIMD4<UInt64>.self)
    slot.pointee.next = next + count
    if next + count > slot.pointee.limit { grow(slot) }
  }

  private func pushRun(_ segment: LoihiSegment, to slot: UnsafeMutablePointer<Slot>) {
    if slot.pointee.runCount == slot.pointee.runCapacity {
      let count = slot.pointee.runCount
      let runs = UnsafeMutablePointer<LoihiSegment>.allocate(capacity: 2 * count)
      runs.moveInitialize(from: slot.pointee.runs, count: count)
      slot.pointee.runs.deallocate()
      slot.pointee.runs = runs
      slot.pointee.runCapacity = 2 * count
    }
    (slot.pointee.runs + slot.pointee.runCount).initialize(to: segment)
    slot.pointee.runCount += 1
  }

  @inline(never)
  private func grow(_ slot: UnsafeMutablePointer<Slot>) {
    let first = slot.pointee.first
    let count = slot.pointee.next - first
    let capacity = 2 * (slot.pointee.limit - first + Self.chunk)
    let grown = UnsafeMutablePointer<LoihiFlatSynapse>.allocate(capacity: capacity)
    grown.moveInitialize(from: first, count: count)
    first.deallocate()
    slot.pointee.first = grown
    slot.pointee.next = grown + count
    slot.pointee.limit = grown + (capacity - Self.chunk)
  }
}
