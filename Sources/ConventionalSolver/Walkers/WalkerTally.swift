import Instrumentation
import MarkovChains

/// What a worker's walkers did. Sums of integers; the order of walkers leaves no trace.
struct WalkerTally: Sendable {
  var walkers: UInt64 = 0
  var interrupted = false
  private let recordedSteps: [Int]
  /// Live walkers at every record, and absorbed walkers at the first record after their arrival only:
  /// `finished` carries those forward.
  private var densities: [[UInt64]]
  private var visits: [UInt64]
  private var arrivals: [UInt64]
  private var arrivalSteps: [UInt64]
  /// Nil for a problem without path scores.
  var paths: PathSums?
  private var philoxBlocks: UInt64 = 0
  private var lastStep = 0

  init(solver: ConventionalSolver) {
    recordedSteps = solver.recordedSteps
    visits = Array(repeating: 0, count: solver.problem.stateCount)
    densities = Array(repeating: visits, count: recordedSteps.count)
    arrivals = visits
    arrivalSteps = visits
    paths = solver.paths.map(PathSums.init)
  }

  /// Counts the live walkers at the record that falls on `step`, if one does.
  ///
  /// - Returns: the first record after `step`.
  mutating func record(upTo step: Int, of block: borrowing WalkerBlock, from record: Int) -> Int {
    guard record < recordedSteps.count, recordedSteps[record] == step else { return record }
    for state in block.liveStates { densities[record][Int(state)] += 1 }
    return record + 1
  }

  /// Looks at the live walkers' paths if a look falls on `step`.
  ///
  /// - Returns: the first look after `step`.
  mutating func look(at step: Int, _ block: borrowing WalkerBlock, from look: Int) -> Int {
    paths?.look(at: step, block, from: look) ?? look
  }

  /// Notes a walker that was absorbed.
  ///
  /// - Parameters:
  ///   - walker: its index in the block.
  ///   - firstRecord: a record that is not after the first one to see the walker absorbed.
  ///   - firstLook: the first look that sees the walker absorbed.
  mutating func absorb(_ walker: Int, state: Int, step: Int, firstRecord: Int, firstLook: Int) {
    paths?.stay(walker: walker, state: state, from: firstLook)
    arrivals[state] += 1
    arrivalSteps[state] += UInt64(step)
    lastStep = max(lastStep, step)
    if firstRecord < recordedSteps.count { densities[firstRecord][state] += 1 }
  }

  /// Ends a block after `step`: walkers that are left stay where they are for the records beyond the horizon.
  mutating func leave(_ block: borrowing WalkerBlock, step: Int, from record: Int) {
    guard block.live > 0 else { return }
    lastStep = max(lastStep, step)
    for later in record..<recordedSteps.count {
      for state in block.liveStates { densities[later][Int(state)] += 1 }
    }
  }

  /// Adds what a worker's blocks counted for themselves, once.
  mutating func take(_ block: borrowing WalkerBlock) {
    for state in visits.indices { visits[state] += block.visits[state] }
    philoxBlocks += block.philoxBlocks
  }

  static func += (sum: inout WalkerTally, other: WalkerTally) {
    sum.walkers += other.walkers
    sum.interrupted = sum.interrupted || other.interrupted
    sum.philoxBlocks += other.philoxBlocks
    sum.lastStep = max(sum.lastStep, other.lastStep)
    if let paths = other.paths { sum.paths?.add(paths.totals) }
    for state in sum.visits.indices {
      sum.visits[state] += other.visits[state]
      sum.arrivals[state] += other.arrivals[state]
      sum.arrivalSteps[state] += other.arrivalSteps[state]
    }
    for record in sum.densities.indices {
      for state in sum.visits.indices { sum.densities[record][state] += other.densities[record][state] }
    }
  }

  /// The batch's result, by the rules of `TallyRecorder`.
  func finished(problem: WalkProblem, absorbing: [Bool]) -> ConventionalRun {
    var tally = WalkTally(recordCount: recordedSteps.count, stateCount: visits.count)
    tally.walkers = walkers
    tally.densities = densities
    for state in absorbing.indices where absorbing[state] {
      for record in densities.indices.dropFirst() {
        tally.densities[record][state] += tally.densities[record - 1][state]
      }
    }
    tally.visits = visits
    tally.arrivals = arrivals
    tally.arrivalSteps = arrivalSteps
    tally.scores = paths?.totals ?? []
    tally.walkerSteps = visits.reduce(0, +)
    if case .steps(let steps) = problem.horizon { tally.steps = steps } else { tally.steps = lastStep }
    let events = EventCounts([.walkerStep: tally.walkerSteps, .randomDraw: 2 * philoxBlocks])
    return ConventionalRun(tally: tally, events: events, interrupted: interrupted)
  }
}
