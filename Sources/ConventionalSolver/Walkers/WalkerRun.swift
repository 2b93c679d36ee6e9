import Dispatch
import Instrumentation
import MarkovChains
import RandomStreams
import Synchronization

/// One batch, walker by walker: threads take blocks of walkers as they come; tallies are integers, so that
/// their sum does not depend on who took which.
struct WalkerRun: Sendable {
  let solver: ConventionalSolver
  let key: StreamKey
  /// `firstWalker[s] ..< firstWalker[s + 1]`: the walkers that start on state s.
  let firstWalker: [Int]

  init(solver: ConventionalSolver, key: StreamKey, start: [Int]) {
    self.solver = solver
    self.key = key
    firstWalker = start.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }

  private var walkers: Int { firstWalker[firstWalker.count - 1] }
  private var blocks: Int { (walkers + WalkerBlock.size - 1) / WalkerBlock.size }

  func run(threads: Int, shouldStop: @Sendable () -> Bool) -> ConventionalRun {
    let next = Atomic(0)
    let total = Mutex(WalkerTally(solver: solver))
    let workers = max(1, min(threads, blocks))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var tally = WalkerTally(solver: solver)
      var block = WalkerBlock(stateCount: solver.problem.stateCount)
      while !tally.interrupted {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < blocks else { break }
        walk(block: number, with: &block, into: &tally, shouldStop: shouldStop)
      }
      tally.take(block)
      total.withLock { $0 += tally }
    }
    return total.withLock { $0.finished(problem: solver.problem, absorbing: solver.absorbing) }
  }

  private func walk(
    block number: Int, with block: inout WalkerBlock, into tally: inout WalkerTally,
    shouldStop: @Sendable () -> Bool
  ) {
    fill(&block, number: number, into: &tally)
    let stops = solver.recordedSteps
    let limit = solver.problem.horizon.limit
    let stateCount = solver.problem.stateCount
    let stages = solver.problem.stages.count
    var record = tally.record(upTo: 0, of: block, from: 0)
    var look = tally.look(at: 0, block, from: 0)
    var (step, polls) = (0, 0)
    while step < limit, block.live > 0 {
      let next = min(
        limit, (step / 4 + 1) * 4, record < stops.count ? stops[record] : limit,
        tally.paths?.step(ofLook: look) ?? limit)
      let group = step & ~3
      let stageRows = SIMD4(
        group % stages, (group + 1) % stages, (group + 2) % stages, (group + 3) % stages)
      solver.aliases.rows.withUnsafeBufferPointer { rows in
        solver.aliases.columns.withUnsafeBufferPointer { columns in
          block.advance(
            from: step, to: next, key: key, stageRows: stageRows &* stateCount, rows: rows, columns: columns,
            absorbed: { tally.absorb(Int($0), state: $1, step: $2, firstRecord: record, firstLook: look) })
        }
      }
      step = next
      record = tally.record(upTo: step, of: block, from: record)
      look = tally.look(at: step, block, from: look)
      polls += 1
      if polls & 63 == 0, shouldStop() {
        tally.interrupted = true
        return
      }
    }
    tally.leave(block, step: step, from: record)
    tally.paths?.finish(walkers: min(WalkerBlock.size, walkers - number * WalkerBlock.size))
  }

  /// Puts the block's walkers on their start states; those that start on an absorbing state are done.
  private func fill(_ block: inout WalkerBlock, number: Int, into tally: inout WalkerTally) {
    let range = number * WalkerBlock.size..<min(walkers, (number + 1) * WalkerBlock.size)
    block.begin(base: UInt64(range.lowerBound))
    tally.paths?.begin(walkers: range.count)
    tally.walkers += UInt64(range.count)
    var state = startState(of: range.lowerBound)
    for walker in range {
      while firstWalker[state + 1] <= walker { state += 1 }
      if solver.absorbing[state] {
        tally.absorb(walker - range.lowerBound, state: state, step: 0, firstRecord: 0, firstLook: 0)
      } else {
        block.add(state: state, identity: walker - range.lowerBound)
      }
    }
  }

  /// The last state whose first walker is not after `walker`, or one before it without walkers.
  private func startState(of walker: Int) -> Int {
    var (low, high) = (0, firstWalker.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstWalker[middle] <= walker { low = middle } else { high = middle }
    }
    return low
  }
}
