import CFabricKernels
import RandomStreams

/// A run of consecutive cores that one thread updates in a tick. Blocks share nothing within a tick; what one sends
/// to another is handed over between ticks.
///
/// Pointers alone, so that the tick loop counts no references. Whoever makes a block deallocates it.
struct TrueNorthBlock {
  let index: Int
  let blockCount: Int
  private let shared: UnsafePointer<TrueNorthTables>
  /// The cores, and their words of 64: the bits in them belong to this block alone.
  let cores: Range<Int>
  let coreWords: Range<Int>
  /// Lists and counts of a tick, scratch memory, and what is sent to other blocks.
  let work: UnsafeMutablePointer<tn_work>
  /// Cores that work in a tick.
  let active: UnsafeMutablePointer<UInt32>
  let state: UnsafeMutablePointer<State>

  struct State {
    var key: StreamKey
    var clippedPotentials: UInt64 = 0
  }

  /// - Parameter shift: a block has 2^shift words of cores.
  init(
    index: Int, of blockCount: Int, tables shared: UnsafePointer<TrueNorthTables>, shift: Int, key: StreamKey
  ) {
    let tables = shared.pointee
    self.index = index
    self.blockCount = blockCount
    self.shared = shared
    coreWords = index << shift..<min((index + 1) << shift, tables.coreWords)
    cores = coreWords.lowerBound * 64..<min(coreWords.upperBound * 64, tables.coreCount)
    let neurons = cores.reduce(0) { $0 + Int(tables.cores[$1].group_count) } * TrueNorthGroups.lanes
    let listed = neurons + TrueNorthGroups.lanes
    work = .zeroed(1)
    work.pointee.table = UnsafePointer(tables.groupTable)
    work.pointee.parts = UnsafePointer(tables.parts)
    work.pointee.counts = .zeroed(tables.widestRow * 64 * Int(TN_AXON_TYPES))
    work.pointee.axons = .zeroed(tables.mostAxonWords * 64 + 4)
    work.pointee.fired = .zeroed(listed)
    work.pointee.gates = .zeroed(listed)
    work.pointee.scalar = .zeroed(listed)
    work.pointee.outputs = .zeroed(listed)
    work.pointee.outboxes = .zeroed(2 * blockCount)
    work.pointee.first_word = UInt32(coreWords.lowerBound)
    work.pointee.end_word = UInt32(coreWords.upperBound)
    work.pointee.block_shift = UInt32(shift)
    active = .zeroed(cores.count)
    state = .allocate(capacity: 1)
    state.initialize(to: State(key: key))
  }

  var tables: TrueNorthTables {
    @inline(__always) unsafeAddress { shared }
  }

  func deallocate() {
    for box in 0..<2 * blockCount { tn_clear(work.pointee.outboxes + box) }
    for pointer: UnsafeMutableRawPointer in [
      .init(work.pointee.outboxes), .init(work.pointee.counts), .init(work.pointee.axons),
      .init(work.pointee.fired),
      .init(work.pointee.gates), .init(work.pointee.scalar), .init(work.pointee.outputs), .init(work),
      .init(active),
    ] { fabric_release(pointer) }
    state.deallocate()
  }

  func reset(key: StreamKey) {
    state.pointee = State(key: key)
    philox_set_keys(&work.pointee.keys, key.words.x, key.words.y)
    work.pointee.fired_count = 0
    work.pointee.scalar_count = 0
    work.pointee.output_count = 0
    work.pointee.scheduled_axons = 0
    work.pointee.merged_spikes = 0
    for box in 0..<2 * blockCount { work.pointee.outboxes[box].count = 0 }
  }

  /// What this block sends to another in tick `tick`: what crosses between threads, and what would cross between
  /// machines.
  @inline(__always)
  func outbox(to block: Int, tick: Int) -> UnsafeMutablePointer<tn_outbox> {
    work.pointee.outboxes + ((tick & 1) &* blockCount &+ block)
  }

  /// Puts what another block sent in tick `tick` into the scheduler, and empties its outbox.
  @inline(__always)
  func accept(from other: TrueNorthBlock, tick: Int) {
    let box = other.outbox(to: index, tick: tick)
    if box.pointee.count > 0 { tn_accept(tables.fabric, box, UInt64(truncatingIfNeeded: tick), work) }
  }

  /// Neurons that spiked in the tick last run, in the order of their updates.
  var fired: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: work.pointee.fired, count: work.pointee.fired_count)
  }

  /// Nothing is under way to this block's cores, and none of its neurons is unsettled.
  var isSilent: Bool {
    work.pointee.scheduled_axons == 0 && coreWords.allSatisfy { tables.unsettledCores[$0] == 0 }
  }
}
