/// The exact means of what a `WalkTally` counts, for one unit of every start weight: same fields, same rules.
///
/// A tally of W walkers has the mean `W / sourceStrength` times this.
public struct ExpectedTally: Hashable, Sendable {
  /// `densities[r][state]` after `recordedSteps[r]` steps, absorbed walkers on their absorbing state.
  public private(set) var densities: [[Double]]
  /// Sum over steps n = 0 ... last - 1 of the law on every transient state.
  public private(set) var visits: [Double]
  /// Absorbed by every state.
  public private(set) var arrivals: [Double]
  /// Sum of the absorption steps, per absorbing state.
  public private(set) var arrivalSteps: [Double]
  /// Path scores, in units of `PathScores.unit`; not a number where the mean is not known.
  public private(set) var scores: [Double] = []
  public private(set) var walkerSteps = 0.0
  /// Walkers not absorbed when the walk ended.
  public private(set) var survivors = 0.0
  /// Markov steps that were summed.
  public private(set) var steps = 0
  /// Whether `shouldStop` ended the sum early: then it is no answer.
  public private(set) var wasStopped = false

  /// Sums over the problem's horizon. A walk to absorption ends early when the survivors are below `2^-53` of
  /// the source: what is left cannot change a double.
  ///
  /// Cost: one sparse vector-matrix product per step.
  ///
  /// - Parameters:
  ///   - recordedSteps: ascending; steps past the end keep the last law.
  ///   - shouldStop: asked after every step.
  public init(
    of problem: WalkProblem, recordedSteps: [Int] = [], shouldStop: () -> Bool = { false }
  ) {
    let zeros = [Double](repeating: 0, count: problem.stateCount)
    (visits, arrivals, arrivalSteps) = (zeros, zeros, zeros)
    densities = Array(repeating: zeros, count: recordedSteps.count)
    let transient = problem.transientStates
    let absorbing = Set(0..<problem.stateCount).subtracting(transient).sorted()
    let negligible = Self.negligible(problem)
    var previous = zeros
    var nextRecord = 0
    problem.forEachStep(upTo: problem.horizon.limit) { step, law in
      if step > 0 { addVisits(previous, transient) }
      addArrivals(law, since: previous, absorbing, step: step)
      while nextRecord < recordedSteps.count, recordedSteps[nextRecord] <= step {
        if recordedSteps[nextRecord] == step { densities[nextRecord] = law }
        nextRecord += 1
      }
      (previous, steps) = (law, step)
      survivors = transient.reduce(0) { $0 + law[$1] }
      wasStopped = shouldStop()
      return survivors > negligible && !wasStopped
    }
    while nextRecord < recordedSteps.count {
      densities[nextRecord] = previous
      nextRecord += 1
    }
    if !wasStopped { scores = problem.expectedPathScores() }
  }

  private static func negligible(_ problem: WalkProblem) -> Double {
    switch problem.horizon {
    case .steps: -1
    case .absorption: problem.sourceStrength * 0x1p-53
    }
  }

  private mutating func addVisits(_ law: [Double], _ transient: [Int]) {
    for state in transient {
      visits[state] += law[state]
      walkerSteps += law[state]
    }
  }

  private mutating func addArrivals(
    _ law: [Double], since previous: [Double], _ absorbing: [Int], step: Int
  ) {
    for state in absorbing {
      let arrived = law[state] - previous[state]
      arrivals[state] += arrived
      arrivalSteps[state] += arrived * Double(step)
    }
  }
}
