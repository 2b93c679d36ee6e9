import FileFormats
import MarkovChains

/// A problem ready to be run by any engine: the walk, what is estimated, and what it is held against.
public struct Workload: Hashable, Sendable {
  public var problem: WalkProblem
  /// Steps at which densities are kept, ascending, the start among them.
  public var recordedSteps: [Int]
  public var estimate: LinearEstimate
  /// A reference beyond the chain, entry by entry of the estimate.
  public var reference: ExperimentResult.Reference?
  /// Time of one Markov step, and its unit.
  public var stepTime: Double
  public var timeUnit: String

  public init(
    problem: WalkProblem, recordedSteps: [Int], estimate: LinearEstimate,
    reference: ExperimentResult.Reference? = nil, stepTime: Double = 1, timeUnit: String = "step"
  ) {
    self.problem = problem
    self.recordedSteps = recordedSteps
    self.estimate = estimate
    self.reference = reference
    self.stepTime = stepTime
    self.timeUnit = timeUnit
  }
}

/// A kind of problem that an experiment file can name.
public struct WorkloadKind: Sendable {
  /// The key in the file.
  public let name: String
  public let summary: String
  /// Reads the problem's own keys; `recorded` are the steps asked for in the file, if any.
  let read: @Sendable (ConfigurationNode, _ recorded: [Int]?) throws -> Workload

  /// All kinds; tests and tools loop over them.
  public static let all = [
    wire, slab, twoDirections, torus, ring, interval, rectangle, sphere, barbell,
    ornsteinUhlenbeck, chainFile,
  ]
}

/// The steps at which densities are kept.
enum Recording {
  /// The steps asked for with the start added, or about `count` steps spread evenly over 0 ... `last`.
  static func steps(_ asked: [Int]?, last: Int, count: Int = 24) -> [Int] {
    if let asked { return Set(asked + [0]).sorted() }
    let step = max(1, last / count)
    return Set(Array(stride(from: 0, through: last, by: step)) + [last]).sorted()
  }
}
