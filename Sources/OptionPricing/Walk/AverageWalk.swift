import FixedPoint
import MarkovChains
import RealModule

/// Asian options: every walker carries the average of its own path, which only an engine that follows walkers can do.
///
/// The mesh is that of the co-moving lattice with a number of steps that puts the dates on steps. Nodes keep one spacing at
/// all dates, such that the increments between any two dates have the variance of the process exactly; averages of many
/// dates take values far denser than the nodes, so that no cell is averaged over. With continuous averaging the mean is
/// the trapezoidal rule over all steps, of second order in the time step.
struct AverageWalk {
  private let strip: OptionStrip
  private let settings: LatticeSettings
  private let claims: [AverageClaim]
  private let process: LevyProcess
  private let lattice: CoMovingLattice
  private let monitoring: Contract.Monitoring
  private let maturity: Double

  /// Most numbers in a table of the states at the looks.
  private static let tableLimit = 5_000_000

  /// - Throws: `OptionError` for contracts that are not European Asian options of one maturity and the same dates, a
  ///   model that has no such walk, or settings that are not for averages; `ChainError` for a lattice with too few states
  ///   for its dates.
  init(_ strip: OptionStrip, settings: LatticeSettings) throws {
    (self.strip, self.settings) = (strip, settings)
    claims = try strip.contracts.map { contract in
      guard let claim = AverageClaim(contract.payoff), contract.exercise == .european else {
        throw OptionError.mismatch("\(contract.label) is no European Asian option")
      }
      return claim
    }
    guard let first = claims.first, Set(claims.map(\.monitoring)).count == 1,
      Set(strip.contracts.map(\.maturity)).count == 1
    else {
      throw OptionError.mismatch("one walk takes one average: give one maturity and one number of dates")
    }
    (monitoring, maturity) = (first.monitoring, strip.horizon)
    guard let process = strip.process, case .logarithmic = strip.scale(at: maturity) else {
      throw OptionError.mismatch(
        "averages are walked for models of one coordinate whose logarithm walks: BS, Merton, Kou")
    }
    self.process = process
    try Self.check(settings, claims)
    lattice = try CoMovingLattice(
      process: process, time: maturity, states: settings.states, grid: ProbabilityGrid(bits: settings.bits),
      stepMultiple: first.dates ?? 1, exponent: 1)
    let looks = first.dates ?? lattice.steps + 1
    try OptionError.require(
      looks <= Self.tableLimit / settings.states, "states", settings.states,
      allowed: "fewer: walkers are looked at \(looks) times, and \(Self.tableLimit) numbers are kept at most")
  }

  private static func check(_ settings: LatticeSettings, _ claims: [AverageClaim]) throws {
    guard !settings.antithetic, !settings.greeks else {
      throw OptionError.mismatch(
        "mirror images and Greeks are for European payoffs of the final price; leave them out")
    }
    guard !settings.controlVariate || claims.allSatisfy({ $0.mean == .arithmetic }) else {
      throw OptionError.mismatch(
        "the control variate of an average is the option on the geometric mean; it is for arithmetic means")
    }
  }

  func walk() throws -> OptionWalk {
    let design = try lattice.design()
    let answers = try strip.contracts.map { try strip.closedForm(of: $0, greeks: false) }
    let controls = try settings.controlVariate ? claims.map(control) : []
    let scores =
      claims.map { score($0, $0.mean) }
      + (settings.controlVariate ? claims.map { score($0, .geometric) } : [])
    return OptionWalk(
      problem: WalkProblem(
        stages: [design.quantized], start: try StartWeights.point(lattice.startState, of: design.quantized),
        horizon: .steps(lattice.steps),
        pathScores: PathScores(looks: looks(lattice, isContinuous: false), scores: scores)),
      design: design, recordedSteps: [0, lattice.steps],
      estimate: LinearEstimate(name: "price", entries: claims.indices.map { entry($0, controls) }),
      isPrice: claims.map { _ in true }, closedForms: answers.map { $0?.price ?? .nan },
      closedFormName: answers.compactMap { $0?.method.rawValue }.first ?? "",
      budget: try budget(answers), timeStep: lattice.timeStep, scheme: text)
  }

  // MARK: Scores

  /// The payoff in units of the spot, discounted to now.
  private func score(_ claim: AverageClaim, _ mean: PathScores.Mean) -> PathScores.Score {
    let paid = (claim.side == .call ? 1 : -1) * strip.discount(to: maturity)
    return PathScores.Score(mean, constant: -paid * claim.strike / strip.market.spot, slope: paid)
  }

  /// Money of one unit of a path score.
  private var unit: Double { strip.market.spot * PathScores.unit }

  /// The score; with a control variate less the score on the geometric mean, whose mean is added again.
  private func entry(_ index: Int, _ controls: [Double]) -> LinearEstimate.Entry {
    var terms = [LinearEstimate.Term(.score(index: index), coefficient: unit)]
    if settings.controlVariate {
      terms.append(.init(.score(index: claims.count + index), coefficient: -unit))
      // All walkers start on one state.
      terms.append(.init(.density(record: 0, state: lattice.startState), coefficient: controls[index]))
    }
    return LinearEstimate.Entry(label: strip.contracts[index].label, terms: terms)
  }

  /// The price of the same option on the geometric mean: the process's, or that of the chain.
  private func control(_ claim: AverageClaim) throws -> Double {
    let contract = Contract(.geometricAsian(claim.side, strike: claim.strike, monitoring), maturity: maturity)
    if let answer = try strip.closedForm(of: contract, greeks: false) { return answer.price }
    let known = try geometricPrice(score(claim, .geometric), lattice, isContinuous: false)
    guard known.isFinite else {
      throw OptionError.mismatch(
        "the mean of the control variate is not known here: there is no closed form, and the law of the chain's "
          + "geometric mean takes too long; leave the control variate out")
    }
    return known
  }

  // MARK: Looks

  /// Place of every state at every look; walkers in continuous time spread a little more where steps have a mean.
  private func looks(_ lattice: CoMovingLattice, isContinuous: Bool) -> [PathScores.Look] {
    let (count, law) = (lattice.steps, lattice.law)
    let variance = law.variance + (isContinuous ? law.mean * law.mean : 0)
    let spacing = (maturity * process.cumulant(2) / (Double(count) * variance)).squareRoot()
    let drift = maturity * process.cumulant(1) / Double(count) - law.mean * spacing
    func look(_ step: Int, _ weight: Double) -> PathScores.Look {
      .init(
        step: step, weight: weight,
        readOut: LatticeReadOut(
          origin: drift * Double(step) - Double(lattice.startState) * spacing, spacing: spacing))
    }
    switch monitoring {
    case .discrete(let dates): return (1...dates).map { look($0 * count / dates, 1 / Double(dates)) }
    case .continuous:
      return (0...count).map { look($0, ($0 == 0 || $0 == count ? 0.5 : 1) / Double(count)) }
    }
  }

  // MARK: Bias

  /// Known for geometric means over dates; the bias of an arithmetic mean has no exact answer, and is like it.
  private func budget(_ answers: [ClosedForm.Answer?]) throws -> [BiasBudget] {
    try claims.indices.map { index in
      guard claims[index].mean == .geometric else {
        return BiasBudget(mesh: .nan, timeStep: .nan, probability: .nan)
      }
      let score = score(claims[index], .geometric)
      let drawn = try geometricPrice(score, lattice, isContinuous: false)
      let unrounded = try geometricPrice(score, lattice.ideal, isContinuous: false)
      let continuous = try geometricPrice(score, lattice.ideal, isContinuous: true)
      return BiasBudget(
        mesh: continuous - (answers[index]?.price ?? .nan), timeStep: unrounded - continuous,
        probability: drawn - unrounded)
    }
  }

  /// The chain's exact price of an option on the geometric mean over dates; not a number where it is not known.
  private func geometricPrice(
    _ score: PathScores.Score, _ lattice: CoMovingLattice, isContinuous: Bool
  ) throws -> Double {
    guard case .discrete(let dates) = monitoring else { return .nan }
    let version = try LatticeVersion(lattice, isContinuous: isContinuous)
    let kernel = try version.kernel(after: lattice.steps / dates)
    var looks = looks(lattice, isContinuous: isContinuous)
    for index in looks.indices { looks[index].step = index + 1 }
    let problem = WalkProblem(
      stages: [kernel], start: try StartWeights.point(lattice.startState, of: kernel), horizon: .steps(dates),
      pathScores: PathScores(looks: looks, scores: [score]))
    return problem.expectedPathScores()[0] * unit
  }

  private var text: String {
    let average =
      switch monitoring {
      case .discrete(let dates): "the mean of \(dates) dates, which fall on steps"
      case .continuous: "the trapezoidal mean of all steps, of second order in the time step"
      }
    return
      "Walkers with averages on a co-moving lattice: \(lattice.states) states, \(lattice.steps) steps, "
      + "\(lattice.law.offsets.count) outcomes a step (no drift), \(lattice.grid.bits)-bit gates drawn exactly; every walker "
      + "takes \(average). Chosen because the payoff depends on the path: the density method counts walkers and knows no "
      + "paths, so this runs on the cpu by walkers."
  }
}

extension LatticeVersion {
  /// Several steps as one: what is too rare to count (below 1e-17) is left out.
  fileprivate func kernel(after steps: Int) throws -> MarkovChain {
    let states = chain.stateCount
    var rows = [[MarkovChain.Transition]](repeating: [], count: states)
    for target in 0..<states {
      var column = [Double](repeating: 0, count: states)
      column[target] = 1
      for _ in 0..<steps { column = expectation(column) }
      for state in 0..<states where column[state] > 1e-17 {
        rows[state].append(.init(target: target, probability: column[state]))
      }
    }
    return try MarkovChain(rows: rows, space: .graph(count: states))
  }
}

/// What an Asian option pays, of which average.
private struct AverageClaim: Hashable {
  var mean: PathScores.Mean
  var side: Contract.Side
  var strike: Double
  var monitoring: Contract.Monitoring

  init?(_ payoff: Contract.Payoff) {
    switch payoff {
    case .geometricAsian(let side, let strike, let monitoring):
      (mean, self.side, self.strike, self.monitoring) = (.geometric, side, strike, monitoring)
    case .arithmeticAsian(let side, let strike, let monitoring):
      (mean, self.side, self.strike, self.monitoring) = (.arithmetic, side, strike, monitoring)
    default: return nil
    }
  }

  /// Nil with continuous averaging.
  var dates: Int? { if case .discrete(let dates) = monitoring { dates } else { nil } }
}

extension Contract.Payoff {
  /// Whether it is paid on an average of the price.
  var isAverage: Bool { AverageClaim(self) != nil }
}
