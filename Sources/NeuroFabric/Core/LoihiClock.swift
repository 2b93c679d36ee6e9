/// The busiest core of every tick, summed, without visiting quiet cores.
///
/// A quiet core's send time is a constant, its compartments' accesses, plus an update for every compartment
/// that *holds* a voltage at rest; the largest of these stands at the root of a tree of maxima. Only the
/// cores that worked in a tick are looked at. See `LoihiTiming` for the law.
///
/// Plain memory only, to be released by `deallocate`: the tick loop then counts no references.
struct LoihiClock {
  let timing: LoihiTiming

  private struct Totals {
    var picoseconds: UInt64 = 0
    var touchedCount = 0
  }

  private struct Work {
    var send: UInt64 = 0
    var receive: UInt64 = 0
    /// Change of the number of holding compartments, from the next tick on.
    var heldChange = 0
    var isTouched = false
  }

  private let coreCount: Int
  private let work: UnsafeMutablePointer<Work>
  private let touched: UnsafeMutablePointer<Int>
  private let totals: UnsafeMutablePointer<Totals>
  /// A complete binary tree of maxima: node i has the children 2i and 2i + 1, leaves are the cores' quiet
  /// times.
  private let tree: UnsafeMutablePointer<UInt64>
  private let leaves: Int

  init(timing: LoihiTiming, cores: Int) {
    self.timing = timing
    coreCount = cores
    work = .allocate(capacity: cores)
    touched = .allocate(capacity: cores)
    work.initialize(repeating: Work(), count: cores)
    totals = .allocate(capacity: 1)
    totals.initialize(to: Totals())
    var leaves = 1
    while leaves < cores { leaves *= 2 }
    self.leaves = leaves
    tree = .allocate(capacity: 2 * leaves)
    tree.initialize(repeating: 0, count: 2 * leaves)
  }

  var picoseconds: UInt64 {
    get { totals.pointee.picoseconds }
    nonmutating set { totals.pointee.picoseconds = newValue }
  }

  func deallocate() {
    work.deallocate()
    touched.deallocate()
    totals.deallocate()
    tree.deallocate()
  }

  /// Back to load: the quiet send time of every core from its compartments and those that hold a voltage.
  func reset(compartments: (Int) -> (all: Int, holding: Int)) {
    totals.pointee = Totals()
    for core in 0..<coreCount {
      work[core] = Work()
      let count = compartments(core)
      setQuietTime(
        timing.access * UInt64(count.all) + timing.update * UInt64(count.holding), core: core)
    }
  }

  /// A compartment of `core` is updated; if it `held` a voltage, its update is in the quiet time already. From
  /// the next tick on it does not hold, unless `addHolding` says so.
  @inline(__always)
  func addUpdate(core: Int, drawsNoise: Bool, held: Bool) {
    touch(core)
    if !held { work[core].send &+= drawsNoise ? timing.noiseUpdate : timing.update }
    work[core].heldChange &-= held ? 1 : 0
  }

  /// A compartment of `core`, updated in this tick, holds a voltage from now on.
  @inline(__always)
  func addHolding(core: Int) { work[core].heldChange &+= 1 }

  /// A compartment of `core` spiked and handed out `messages` messages.
  @inline(__always)
  func addSpike(core: Int, messages: Int) {
    touch(core)
    work[core].send &+= timing.spike &+ timing.messageOut &* UInt64(truncatingIfNeeded: messages)
  }

  /// `core` accepted a message for `synapses` synapses.
  @inline(__always)
  func addMessage(core: Int, synapses: Int) {
    touch(core)
    work[core].receive &+=
      timing.messageIn &+ timing.synapse &* UInt64(truncatingIfNeeded: synapses)
  }

  func endTick() {
    var send = tree[1]
    var receive: UInt64 = 0
    for position in 0..<totals.pointee.touchedCount {
      let core = touched[position]
      send = max(send, tree[leaves + core] &+ work[core].send)
      receive = max(receive, work[core].receive)
    }
    totals.pointee.picoseconds &+= max(send, receive) &+ timing.barrier
    for position in 0..<totals.pointee.touchedCount { settle(touched[position]) }
    totals.pointee.touchedCount = 0
  }

  private func settle(_ core: Int) {
    let change = work[core].heldChange
    work[core] = Work()
    if change != 0 {
      let step = timing.update &* UInt64(truncatingIfNeeded: change)
      setQuietTime(tree[leaves + core] &+ step, core: core)
    }
  }

  @inline(__always)
  private func touch(_ core: Int) {
    if !work[core].isTouched {
      work[core].isTouched = true
      touched[totals.pointee.touchedCount] = core
      totals.pointee.touchedCount &+= 1
    }
  }

  private func setQuietTime(_ time: UInt64, core: Int) {
    var node = leaves + core
    tree[node] = time
    while node > 1 {
      node /= 2
      tree[node] = max(tree[2 * node], tree[2 * node + 1])
    }
  }
}
