import FixedPoint
import MarkovChains
import RealModule

/// Options whose barrier is looked at on dates, in the model of Black and Scholes, as a schedule of stages: see
/// `MonitoredLattice`. Knocked-in options are the vanilla option less the knocked-out one.
struct MonitoredBarrierWalk {
  private let strip: OptionStrip
  private let contract: Contract
  private let payoff: TerminalPayoff
  private let isKnockIn: Bool
  private let lattice: MonitoredLattice

  /// - Throws: `OptionError` for other contracts and models.
  init(_ strip: OptionStrip, _ contract: Contract, settings: LatticeSettings) throws {
    guard
      case .barrier(let side, let strike, let level, _, let knock, .discrete(let dates)) = contract.payoff,
      case .blackScholes = strip.model, let process = strip.process, contract.exercise == .european
    else {
      throw OptionError.mismatch("barriers are walked in the model BS, without exercise before maturity")
    }
    try settings.requirePlain()
    (self.strip, self.contract, isKnockIn) = (strip, contract, knock == .in)
    payoff = TerminalPayoff(vanilla: side, strike: strike)
    lattice = try contract.namingLevel {
      try MonitoredLattice(
        process: process, time: contract.maturity, level: Double.log(level / strip.market.spot), dates: dates,
        states: settings.states, grid: ProbabilityGrid(bits: settings.bits))
    }
  }

  func walk() throws -> OptionWalk {
    let (drawn, ideal) = (
      lattice.stencil.drawn.variance, lattice.stencil.drawn.variance / (1 + lattice.misfit)
    )
    let problem = try problem(move: drawn)
    let answer = try strip.closedForm(of: contract, greeks: false)
    let vanilla = isKnockIn ? try strip.vanillaPrice(payoff, maturity: contract.maturity) : 0
    let scores = scores(move: drawn).map { isKnockIn ? vanilla - $0 : $0 }
    let price = dot(problem.distribution(after: lattice.steps), scores)
    let unrounded = dot(
      try self.problem(move: ideal).distribution(after: lattice.steps),
      self.scores(move: ideal).map { isKnockIn ? vanilla - $0 : $0 })
    return OptionWalk(
      problem: problem, design: nil, recordedSteps: [0, lattice.steps],
      estimate: LinearEstimate(
        name: "price",
        entries: [.init(label: contract.label, score: scores, record: 1)]),
      isPrice: [true], closedForms: [answer?.price ?? .nan], closedFormName: answer?.method.rawValue ?? "",
      // Steps between dates have no error in time that the dates would see: what they do is the mesh's.
      budget: [
        BiasBudget(mesh: unrounded - (answer?.price ?? .nan), timeStep: 0, probability: price - unrounded)
      ],
      timeStep: lattice.timeStep,
      scheme:
        "Lattice with the barrier midway between nodes: \(lattice.nodes + 1) states, \(lattice.steps) steps, "
        + "\(lattice.dates) dates. Chosen because the barrier is looked at on dates only; walkers have no drift, a "
        + "weight carries it. A schedule of stages: on the cpu.")
  }

  private func problem(move: Double) throws -> WalkProblem {
    let stages = try lattice.stages(move: move)
    return WalkProblem(
      stages: stages, start: try StartWeights.point(lattice.startState, of: stages[0]),
      horizon: .steps(lattice.steps))
  }

  private func scores(move: Double) -> [Double] {
    let (scale, discount) = (strip.scale(at: contract.maturity), strip.discount(to: contract.maturity))
    return (0...lattice.nodes).map { state in
      guard state < lattice.nodes else { return 0 }
      let paid = payoff.average(over: lattice.readOut.cell(of: state), on: scale, tilt: lattice.tilt)
      return paid * discount * lattice.weight(of: state, move: move)
    }
  }
}
