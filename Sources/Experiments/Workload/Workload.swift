import FileFormats
import MarkovChains

/// A problem ready to be run by any engine: the walk, what is estimated, and what it is held against.
public struct Workload: Hashable, Sendable {
  public var problem: WalkProblem
  /// The gates of the problem's chain, where it was designed for a grid: chips draw them as they are. Nil where chips
  /// round the chain.
  public var design: QuantizedChain?
  /// Steps at which densities are kept, ascending, the start among them.
  public var recordedSteps: [Int]
  public var estimate: LinearEstimate
  /// A reference beyond the chain, entry by entry of the estimate.
  public var reference: ExperimentResult.Reference?
  /// Why the chain's answers differ from the reference, where that is known.
  public var budget: ExperimentResult.Budget?
  /// A unit of the estimate that tolerances may be given in, and its size.
  public var unit: Unit?
  /// The entries that a tolerance is about; nil for all.
  public var judgedEntries: [Int]?
  /// Time of one Markov step, and its unit.
  public var stepTime: Double
  public var timeUnit: String

  public init(
    problem: WalkProblem, design: QuantizedChain? = nil, recordedSteps: [Int], estimate: LinearEstimate,
    reference: ExperimentResult.Reference? = nil, budget: ExperimentResult.Budget? = nil,
    stepTime: Double = 1, timeUnit: String = "step"
  ) {
    self.problem = problem
    self.design = design
    self.recordedSteps = recordedSteps
    self.estimate = estimate
    self.reference = reference
    self.budget = budget
    self.stepTime = stepTime
    self.timeUnit = timeUnit
  }
}

extension Workload {
  /// A unit of an estimate: a basis point of the spot, say.
  public struct Unit: Hashable, Sendable {
    public var name: String
    public var size: Double

    public init(name: String, size: Double) {
      self.name = name
      self.size = size
    }
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
    wire, slab, twoDirections, torus, ring, interval, rectangle, ornsteinUhlenbeck, sphere, barbell, option,
    chainFile,
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
