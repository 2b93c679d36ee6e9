/// Turns the walkers per state after every step, as an engine reports them, into a `WalkTally`.
///
/// One recorder serves every engine, so that all of them tally by the same rules.
public struct TallyRecorder: Sendable {
  public private(set) var tally: WalkTally
  private var recordOf: [Int: Int]
  private let transient: [Bool]
  private var absorbed: [UInt64]

  /// A recorder for a problem of one stage.
  ///
  /// - Parameter recordedSteps: the steps at which whole densities are kept, strictly ascending.
  public init(chain: MarkovChain, recordedSteps: [Int]) {
    self.init(
      stateCount: chain.stateCount, transientStates: chain.transientStates,
      recordedSteps: recordedSteps)
  }

  /// A recorder for a kernel schedule: absorbing is what absorbs in every stage.
  public init(problem: WalkProblem, recordedSteps: [Int]) {
    self.init(
      stateCount: problem.stateCount, transientStates: problem.transientStates,
      recordedSteps: recordedSteps)
  }

  private init(stateCount: Int, transientStates: [Int], recordedSteps: [Int]) {
    tally = WalkTally(recordCount: recordedSteps.count, stateCount: stateCount)
    recordOf = Dictionary(uniqueKeysWithValues: recordedSteps.enumerated().map { ($1, $0) })
    absorbed = Array(repeating: 0, count: stateCount)
    var transient = [Bool](repeating: false, count: stateCount)
    for state in transientStates { transient[state] = true }
    self.transient = transient
  }

  /// By state: walkers absorbed up to the step last noted.
  public var absorbedWalkers: [UInt64] { absorbed }

  /// Takes up the work of a recorder of the same problem and recorded steps.
  public mutating func goOn(from tally: WalkTally, absorbedWalkers: [UInt64]) {
    precondition(
      tally.densities.count == self.tally.densities.count && absorbedWalkers.count == absorbed.count,
      "the tally of another problem")
    self.tally = tally
    absorbed = absorbedWalkers
  }

  /// Notes the walkers on every state after `step` steps (0 is the start), absorbed walkers on absorbing
  /// states. Steps come in order 0, 1, 2, ...
  ///
  /// - Parameter last: whether no step follows: then the walkers present are not counted as visits to come.
  public mutating func record(step: Int, counts: [UInt64], last: Bool) {
    if step == 0 { tally.walkers = counts.reduce(0, +) }
    tally.steps = step
    if let record = recordOf[step] { tally.densities[record] = counts }
    for state in counts.indices {
      if transient[state] {
        if !last {
          tally.visits[state] += counts[state]
          tally.walkerSteps += counts[state]
        }
      } else if counts[state] != absorbed[state] {
        let arrived = counts[state] - absorbed[state]
        tally.arrivals[state] += arrived
        tally.arrivalSteps[state] += arrived * UInt64(step)
        absorbed[state] = counts[state]
      }
    }
    if last { fillLaterRecords(after: step, counts: counts) }
  }

  /// Notes the walkers at a step after which the walk was interrupted: later records stay empty.
  public mutating func recordInterrupted(step: Int, counts: [UInt64]) {
    let later = recordOf.filter { $0.key > step }
    for (recorded, _) in later { recordOf[recorded] = nil }
    record(step: step, counts: counts, last: true)
  }

  /// A walk that ended early (all walkers absorbed) stays as it is for the steps that were still to be recorded.
  private mutating func fillLaterRecords(after step: Int, counts: [UInt64]) {
    for (recorded, record) in recordOf where recorded > step { tally.densities[record] = counts }
  }
}
