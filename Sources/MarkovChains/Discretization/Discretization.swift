/// The ways from a process to a chain, and which one to take.
public enum Discretization: String, Hashable, Sendable, CaseIterable {
  case coMovingLattice = "co-moving-lattice"
  case esscherLattice = "esscher-lattice"
  case twoStageJumps = "two-stage-jumps"
  case kushnerDupuisUpwind = "kushner-dupuis-upwind"
  case kushnerDupuisCentral = "kushner-dupuis-central"
  case generatorExponential = "generator-exponential"
  case sampledKernel = "sampled-kernel"

  /// What is to be represented.
  public struct Problem: Sendable {
    public enum Process: Sendable {
      case levy(LevyProcess)
      case diffusion(Diffusion)
      /// A process whose transition density is known.
      case density
    }

    public var process: Process
    /// Whether levels that absorb at all times must stay where they are.
    public var hasBarriers: Bool

    public init(process: Process, hasBarriers: Bool = false) {
      self.process = process
      self.hasBarriers = hasBarriers
    }
  }

  /// A discretisation and why it is taken.
  public struct Choice: Hashable, Sendable {
    public let discretization: Discretization
    public let reason: String
  }

  public var summary: String {
    switch self {
    case .coMovingLattice:
      "walk without drift, jumps on a gate of their own; the mesh is chosen after the gates and moves with the drift"
    case .esscherLattice:
      "walk without drift between barriers on nodes; the drift is in the walkers' weights"
    case .twoStageJumps:
      "two chains in turn: jump or stay, then a step of the diffusion"
    case .kushnerDupuisUpwind:
      "nearest-neighbour steps of the right mean for any drift"
    case .kushnerDupuisCentral:
      "nearest-neighbour steps of the right mean and variance, for a drift small beside variance over spacing"
    case .generatorExponential:
      "rates that match drift and variance on any mesh, observed at intervals of any length"
    case .sampledKernel:
      "the transition density sampled on the nodes"
    }
  }

  /// The order of the error in the spacing h and the time step.
  public var errorOrder: String {
    switch self {
    case .coMovingLattice, .twoStageJumps: "h^4, up to what the bits leave of h^2; exact in time"
    case .esscherLattice: "h^4, up to what the bits leave of h^2; barriers are continuous"
    case .kushnerDupuisUpwind: "h"
    case .kushnerDupuisCentral: "h^2"
    case .generatorExponential: "h^2; exact in time"
    case .sampledKernel: "exp(-2 pi^2 s^2), s the step's standard deviation in spacings; exact in time"
    }
  }

  /// Whether this way can represent the problem.
  public func represents(_ problem: Problem) -> Bool {
    switch (self, problem.process) {
    case (.coMovingLattice, .levy(let process)):
      return process.variance > 0 && !problem.hasBarriers
    case (.esscherLattice, .levy(let process)):
      return process.variance > 0 && process.intensity == 0 && problem.hasBarriers
    case (.twoStageJumps, .levy(let process)):
      return process.variance > 0 && process.intensity > 0 && !problem.hasBarriers
    case (.kushnerDupuisUpwind, .levy(let process)), (.kushnerDupuisCentral, .levy(let process)):
      return process.intensity == 0
    case (.kushnerDupuisUpwind, .diffusion), (.kushnerDupuisCentral, .diffusion): return true
    case (.generatorExponential, .levy), (.generatorExponential, .diffusion): return true
    case (.sampledKernel, .density): return !problem.hasBarriers
    case (.sampledKernel, .levy(let process)):
      return process.variance > 0 && process.hasNormalJumps && !problem.hasBarriers
    default: return false
    }
  }

  /// The discretisation for `problem`: the user's, if it can represent it, else the first of the order below that can.
  ///
  /// - Throws: `ChainError.badParameter` naming the discretisations that can represent the problem, where `wanted`
  ///   cannot.
  public static func choose(for problem: Problem, wanted: Discretization? = nil) throws -> Choice {
    let able = allCases.filter { $0.represents(problem) }
    if let wanted {
      try ChainError.require(
        able.contains(wanted), "discretization", wanted.rawValue,
        allowed: able.isEmpty ? "none for this process" : able.map(\.rawValue).joined(separator: ", "))
      return Choice(discretization: wanted, reason: "asked for: \(wanted.summary)")
    }
    let preferred: [Discretization] = [
      .coMovingLattice, .esscherLattice, .sampledKernel, .generatorExponential,
    ]
    guard let best = preferred.first(where: able.contains) else {
      throw ChainError.badParameter(
        name: "process", value: "\(problem.process)",
        allowed: "a process that one of these can represent: "
          + allCases.map(\.rawValue).joined(separator: ", "))
    }
    return Choice(discretization: best, reason: reason(best))
  }

  private static func reason(_ choice: Discretization) -> String {
    switch choice {
    case .coMovingLattice:
      "increments are stationary and no level must stay where it is, so the drift can be read out "
        + "and no gate need say it"
    case .esscherLattice:
      "a barrier must stay on its node, and without jumps the drift can be put into the walkers' weights"
    case .sampledKernel:
      "the transition density is known, so a step has no error but that of sampling it"
    default:
      "drift and variance depend on the state, or jumps meet a barrier: rates on a mesh represent any of them"
    }
  }
}
