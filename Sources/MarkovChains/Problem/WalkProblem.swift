/// What is to be sampled: a kernel schedule, a start and how long to walk. Every engine gets the same value.
public struct WalkProblem: Hashable, Sendable {
  /// How long walkers walk.
  public enum Horizon: Hashable, Sendable {
    /// Exactly `steps` Markov steps.
    case steps(Int)
    /// Until every walker is absorbed, or `limit` steps (the result then says that walkers were left).
    case absorption(limit: Int)

    /// The largest number of steps that can happen.
    public var limit: Int {
      switch self {
      case .steps(let steps): steps
      case .absorption(let limit): limit
      }
    }
  }

  /// The kernel schedule: stages used in turn, one a step. Most problems have one. All stages have the same
  /// states; absorbing states are those that absorb in every stage.
  public var stages: [MarkovChain]
  /// Start weight of every state (the source): non-negative, not all zero; need not sum to one. Estimates
  /// scale with the sum, so a source strength carries through.
  public var start: [Double]
  public var horizon: Horizon
  /// What walkers are worth by their paths; nil where counts on states tell everything.
  public var pathScores: PathScores?

  public init(
    stages: [MarkovChain], start: [Double], horizon: Horizon, pathScores: PathScores? = nil
  ) {
    precondition(!stages.isEmpty, "a schedule has at least one stage")
    precondition(
      stages.allSatisfy { $0.stateCount == start.count }, "every stage has the states of the start")
    self.stages = stages
    self.start = start
    self.horizon = horizon
    self.pathScores = pathScores
  }

  public var chain: MarkovChain { stages[0] }
  public var stateCount: Int { start.count }
  /// The states that do not absorb in every stage, ascending.
  public var transientStates: [Int] {
    (0..<stateCount).filter { state in !stages.allSatisfy { $0.isAbsorbing(state) } }
  }
  /// The sum of the start weights.
  public var sourceStrength: Double { start.reduce(0, +) }
}
