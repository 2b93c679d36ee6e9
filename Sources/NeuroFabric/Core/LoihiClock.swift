/// The busiest core of every tick, summed, without visiting quiet cores.
///
/// A quiet core's send time is a constant, its compartments' accesses, plus an update for every compartment that
/// *holds* a voltage at rest; the largest of these stands at the root of a tree of maxima. Only the cores that worked
/// in a tick are looked at. See `LoihiTiming` for the law.
struct LoihiClock {
  let timing: LoihiTiming
  private(set) var picoseconds: UInt64 = 0

  private struct Work {
    var send: UInt64 = 0
    var receive: UInt64 = 0
    /// Change of the number of holding compartments, from the next tick on.
    var heldChange = 0
    var isTouched = false
  }

  private var work: [Work]
  private var touched: [Int] = []
  /// A complete binary tree of maxima: node i has the children 2i and 2i + 1, leaves are the cores' quiet times.
  private var tree: [UInt64]
  private let leaves: Int

  init(timing: LoihiTiming, cores: Int) {
    self.timing = timing
    work = Array(repeating: Work(), count: cores)
    touched.reserveCapacity(cores)
    var leaves = 1
    while leaves < cores { leaves *= 2 }
    self.leaves = leaves
    tree = Array(repeating: 0, count: 2 * leaves)
  }

  /// Back to load: the quiet send time of every core from its compartments and those that hold a voltage.
  mutating func reset(compartments: (Int) -> (all: Int, holding: Int)) {
    picoseconds = 0
    touched.removeAll(keepingCapacity: true)
    for core in work.indices {
      work[core] = Work()
      let count = compartments(core)
      setQuietTime(
        timing.access * UInt64(count.all) + timing.update * UInt64(count.holding), core: core)
    }
  }

  /// A compartment of `core` was updated.
  /// - Parameters:
  ///   - held: it counted among the holding ones in this tick.
  ///   - holds: it will in the next.
  mutating func addUpdate(core: Int, drawsNoise: Bool, held: Bool, holds: Bool) {
    touch(core)
    if !held { work[core].send += drawsNoise ? timing.noiseUpdate : timing.update }
    work[core].heldChange += (holds ? 1 : 0) - (held ? 1 : 0)
  }

  mutating func addSpike(core: Int, messages: Int) {
    touch(core)
    work[core].send += timing.spike + timing.messageOut * UInt64(messages)
  }

  mutating func addMessage(core: Int, synapses: Int) {
    touch(core)
    work[core].receive += timing.messageIn + timing.synapse * UInt64(synapses)
  }

  mutating func endTick() {
    var send = tree[1]
    var receive: UInt64 = 0
    for core in touched {
      send = max(send, tree[leaves + core] + work[core].send)
      receive = max(receive, work[core].receive)
    }
    picoseconds += max(send, receive) + timing.barrier
    for core in touched {
      let change = work[core].heldChange
      work[core] = Work()
      if change != 0 {
        let quiet = tree[leaves + core]
        let step = timing.update * UInt64(change.magnitude)
        setQuietTime(change > 0 ? quiet + step : quiet - step, core: core)
      }
    }
    touched.removeAll(keepingCapacity: true)
  }

  private mutating func touch(_ core: Int) {
    if !work[core].isTouched {
      work[core].isTouched = true
      touched.append(core)
    }
  }

  private mutating func setQuietTime(_ time: UInt64, core: Int) {
    var node = leaves + core
    tree[node] = time
    while node > 1 {
      node /= 2
      tree[node] = max(tree[2 * node], tree[2 * node + 1])
    }
  }
}
