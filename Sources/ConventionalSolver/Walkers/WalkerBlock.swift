import RandomStreams

/// The live walkers of one block, and what they have done so far; a worker reuses one for all its blocks.
///
/// A walker's step n draws word n mod 4 of Philox block (identity: walker, tick: n / 4), so that any walker
/// can be replayed alone and no order of walkers or blocks matters.
struct WalkerBlock: ~Copyable {
  /// Walkers a block holds.
  static let size = 4096

  private let states = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: size)
  private let identities = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: size)
  /// The states visited in one call of `advance`. They are counted after it: counting them as they come would make
  /// every walker wait for the stores of the one before.
  private let trace = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 4 * size)
  /// Walkers that are not absorbed.
  private(set) var live = 0
  /// Index of the block's first walker in the batch.
  private(set) var base: UInt64 = 0
  /// Philox blocks drawn.
  private(set) var philoxBlocks: UInt64 = 0
  /// Walkers found on every state before each step they made, over all blocks.
  let visits: UnsafeMutableBufferPointer<UInt64>

  init(stateCount: Int) {
    visits = .allocate(capacity: stateCount)
    visits.initialize(repeating: 0)
  }

  deinit {
    visits.deallocate()
    trace.deallocate()
    states.deallocate()
    identities.deallocate()
  }

  mutating func begin(base: UInt64) {
    self.base = base
    live = 0
  }

  mutating func add(state: Int, identity: Int) {
    states[live] = UInt32(state)
    identities[live] = UInt32(identity)
    live += 1
  }

  /// A live walker: its index in the block, and its state.
  func walker(at index: Int) -> (identity: Int, state: Int) { (Int(identities[index]), Int(states[index])) }

  /// The states of the live walkers.
  var liveStates: Slice<UnsafeMutableBufferPointer<UInt32>> { states[..<live] }

  /// Moves every live walker by the steps `from ..< to`, which lie in one group of four.
  ///
  /// - Parameters:
  ///   - stageRows: index of the row of state 0 in `rows` for each of the four steps of the group.
  ///   - absorbed: called for a walker that leaves: its index in the block, its absorbing state and the number of
  ///     steps it made.
  @inline(__always)
  mutating func advance(
    from: Int, to: Int, key: StreamKey, stageRows: SIMD4<Int>,
    rows: UnsafeBufferPointer<AliasTables.Row>, columns: UnsafeBufferPointer<AliasTables.Column>,
    absorbed: (_ walker: UInt32, _ state: Int, _ step: Int) -> Void
  ) {
    let tick = UInt64(from / 4)
    var index = 0
    var traced = 0
    walkers: while index < live {
      var state = states[index]
      let identity = base &+ UInt64(identities[index])
      let words = key.block(identity: identity, tick: tick)
      philoxBlocks &+= 1
      for step in from..<to {
        trace[traced] = state
        traced &+= 1
        let row = rows[stageRows[step & 3] &+ Int(state)]
        let word = words[step & 3]
        let column = columns[Int(row.first) &+ Int(word & row.mask)]
        var own = word < column.threshold
        if word &- column.threshold <= row.mask, column.fraction != 0 {
          own = tie(key: key, identity: identity, tick: tick, step: step) < column.fraction
        }
        state = own ? column.target : column.alias
        if state & AliasTables.absorbingBit != 0 {
          absorbed(identities[index], Int(state ^ AliasTables.absorbingBit), step + 1)
          live &-= 1
          states[index] = states[live]
          identities[index] = identities[live]
          continue walkers
        }
      }
      states[index] = state
      index &+= 1
    }
    for state in trace[..<traced] { visits[Int(state)] &+= 1 }
  }

  /// The 32 bits below a word that its own bits did not decide.
  @inline(never)
  private mutating func tie(key: StreamKey, identity: UInt64, tick: UInt64, step: Int) -> UInt32 {
    philoxBlocks &+= 1
    return key.block(identity: identity, tick: tick, draw: 1 + UInt32(step & 3)).x
  }
}
