import FixedPoint
import MarkovChains
import RealModule

extension Contract {
  /// Calls `body`; an error about a barrier, which lattices know by its distance in ln S, is told of the level.
  func namingLevel<Lattice>(_ body: () throws -> Lattice) throws -> Lattice {
    do { return try body() } catch ChainError.badParameter("barrier", _, let allowed) {
      throw OptionError.badParameter(
        key: "barrier", value: payoff.levels.map { "\($0)" }.joined(separator: " and "),
        allowed: "\(allowed) (distances in ln S; more states bring nodes closer)")
    }
  }
}

/// Contracts with continuously watched barriers in the model of Black and Scholes: the barriers absorb, and lie on nodes.
///
/// Walkers have no drift; Esscher's weight carries it, so that barriers stay where they are. Knocked-out options are read
/// at the end, touches from the times at which walkers arrive, and knocked-in options are the vanilla option less the
/// knocked-out one. Error: see `EsscherLattice`.
struct BarrierWalk {
  private let strip: OptionStrip
  private let contract: Contract
  private let lattice: EsscherLattice
  private let role: Role

  /// What walkers are counted for.
  private enum Role {
    /// Those that reach the end; `parity` for the vanilla option less this.
    case survival(TerminalPayoff, parity: Bool)
    /// Those that arrive at a barrier: paid then, discounted or not.
    case touch(cash: Double, discounts: Bool)
  }

  /// - Throws: `OptionError` for other contracts and models.
  init(_ strip: OptionStrip, _ contract: Contract, settings: LatticeSettings) throws {
    guard case .blackScholes = strip.model, let process = strip.process, contract.exercise == .european else {
      throw OptionError.mismatch("barriers are walked in the model BS, without exercise before maturity")
    }
    try settings.requirePlain()
    (self.strip, self.contract) = (strip, contract)
    let spot = strip.market.spot
    func distance(_ level: Double) -> Double { Double.log(level / spot) }
    var (lower, upper): (Double?, Double?)
    func place(_ level: Double, _ direction: Contract.Direction) {
      if direction == .down { lower = distance(level) } else { upper = distance(level) }
    }
    switch contract.payoff {
    case .barrier(let side, let strike, let level, let direction, let knock, .continuous):
      place(level, direction)
      role = .survival(TerminalPayoff(vanilla: side, strike: strike), parity: knock == .in)
    case .doubleBarrier(let side, let strike, let low, let high, let knock):
      (lower, upper) = (distance(low), distance(high))
      role = .survival(TerminalPayoff(vanilla: side, strike: strike), parity: knock == .in)
    case .oneTouch(let level, let direction, let cash):
      place(level, direction)
      role = .touch(cash: cash, discounts: true)
    case .hitProbability(let level, let direction):
      place(level, direction)
      role = .touch(cash: 1, discounts: false)
    default: throw OptionError.mismatch("\(contract.label) has no continuously watched barrier")
    }
    lattice = try contract.namingLevel {
      try EsscherLattice(
        process: process, time: contract.maturity, lower: lower, upper: upper, states: settings.states,
        grid: ProbabilityGrid(bits: settings.bits))
    }
  }

  func walk() throws -> OptionWalk {
    let design = try lattice.design()
    let answer = try strip.closedForm(of: contract, greeks: false)
    let drawn = try price(.drawn(lattice))
    let ideal = try price(.ideal(lattice))
    let continuous = try price(.ideal(lattice, isContinuous: true))
    let budget = BiasBudget(
      mesh: continuous - (answer?.price ?? .nan), timeStep: ideal - continuous, probability: drawn - ideal)
    return OptionWalk(
      problem: WalkProblem(stages: [design.quantized], start: lattice.start, horizon: .steps(lattice.steps)),
      design: design, recordedSteps: records, estimate: LinearEstimate(name: "price", entries: [try entry()]),
      isPrice: [true], closedForms: [answer?.price ?? .nan], closedFormName: answer?.method.rawValue ?? "",
      budget: [budget], timeStep: lattice.timeStep, scheme: lattice.text)
  }

  /// The steps at which walkers are counted: the end, and for a touch all, since the arrivals of a step are the
  /// difference of two counts.
  private var records: [Int] {
    if case .touch = role { return Array(0...lattice.steps) }
    return [0, lattice.steps]
  }

  private var barrier: Int { lattice.lower != nil ? 0 : lattice.states - 1 }

  // MARK: Scores

  private func entry() throws -> LinearEstimate.Entry {
    let version = BarrierVersion.drawn(lattice)
    switch role {
    case .survival(let payoff, let parity):
      let scores = survivalScores(version)
      let vanilla = parity ? try strip.vanillaPrice(payoff, maturity: contract.maturity) : 0
      return LinearEstimate.Entry(
        label: contract.label,
        terms: scores.enumerated().compactMap { state, score in
          let worth = parity ? vanilla - score : score
          return worth == 0 ? nil : .init(.density(record: 1, state: state), coefficient: worth)
        })
    case .touch:
      let scores = arrivalScores(version)
      return LinearEstimate.Entry(
        label: contract.label,
        terms: (1...lattice.steps).map { step in
          let later = step < lattice.steps ? scores[step] : 0
          return .init(.density(record: step, state: barrier), coefficient: scores[step - 1] - later)
        })
    }
  }

  /// What a walker is worth that ends on a state: nothing on a barrier, else the payoff's mean over the cell in the
  /// measure with drift.
  private func survivalScores(_ version: BarrierVersion) -> [Double] {
    guard case .survival(let payoff, _) = role else { return [] }
    let (scale, discount) = (strip.scale(at: contract.maturity), strip.discount(to: contract.maturity))
    return (0..<lattice.states).map { state in
      if state == 0 && lattice.lower != nil || state == lattice.states - 1 && lattice.upper != nil {
        return 0
      }
      let paid = payoff.average(over: lattice.readOut.cell(of: state), on: scale, tilt: lattice.tilt)
      return paid * discount * version.weight(of: state, after: Double(lattice.steps))
    }
  }

  /// What a walker is worth that arrives at the barrier in step 1, 2, ... In continuous time it comes in the middle of
  /// the step on average.
  private func arrivalScores(_ version: BarrierVersion) -> [Double] {
    guard case .touch(let cash, let discounts) = role else { return [] }
    return (1...lattice.steps).map { step in
      let moment = Double(step) - (version.isContinuous ? 0.5 : 0)
      let discount = discounts ? strip.discount(to: moment * lattice.timeStep) : 1
      return cash * discount * version.weight(of: barrier, after: moment)
    }
  }

  private func price(_ version: BarrierVersion) throws -> Double {
    let laws = try version.laws()
    switch role {
    case .survival(let payoff, let parity):
      let out = dot(laws[lattice.steps], survivalScores(version))
      return parity ? try strip.vanillaPrice(payoff, maturity: contract.maturity) - out : out
    case .touch:
      return arrivalScores(version).enumerated().reduce(0) { sum, score in
        sum + score.element * (laws[score.offset + 1][barrier] - laws[score.offset][barrier])
      }
    }
  }
}

extension EsscherLattice {
  var text: String {
    "Lattice with barriers on nodes: \(states) states, \(steps) steps, 3 outcomes a step, \(grid.bits)-bit gates drawn "
      + "exactly. Chosen because barriers must stay on their nodes: walkers have no drift, a weight carries it "
      + "(Esscher's transform)."
  }
}
