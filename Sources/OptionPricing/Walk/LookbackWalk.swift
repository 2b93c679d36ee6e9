import FixedPoint
import MarkovChains
import RealModule

/// Lookbacks under Black and Scholes: walkers whose state is a node and the highest (or lowest) node so far.
///
/// Contracts on the same extreme share a walk, with all their strikes and maturities. Error: fourth order in the spacing,
/// beside what the gates leave of the excess kurtosis of a step and what is cut at the ends of the mesh.
struct LookbackWalk {
  /// Nodes of the mesh: pairs go with their square, times of the exact answers with the fourth power.
  static let nodeLimits = 11...301
  /// From the start to the ends of the mesh, in standard deviations beyond the drift.
  private static let width = 5.0

  private let strip: OptionStrip
  private let claims: [LookbackClaim]
  private let lattice: RunningMaximumLattice
  private let nodes: Int
  /// Of the logarithm towards the extreme, per year.
  private let drift: Double
  private let variance: Double
  /// Steps of every contract.
  private let steps: [Int]

  /// - Throws: `OptionError` for contracts that are not European lookbacks on one extreme, another model than Black and
  ///   Scholes's, a number of nodes out of range or settings that are not for lookbacks.
  init(_ strip: OptionStrip, settings: LatticeSettings) throws {
    (self.strip, nodes) = (strip, settings.states)
    claims = try Self.claims(of: strip)
    guard case .blackScholes(let volatility) = strip.model else {
      throw OptionError.mismatch("lookbacks are walked under Black and Scholes; the model is another")
    }
    try settings.requirePlain()
    try OptionError.requirePositive("volatility", volatility)
    try OptionError.require(
      Self.nodeLimits.contains(nodes), "states", nodes,
      allowed: "\(Self.nodeLimits.lowerBound) to \(Self.nodeLimits.upperBound) nodes for lookbacks")
    let sign = claims.first?.sign ?? 1
    variance = volatility * volatility
    drift = sign * (strip.market.growth - variance / 2)
    let (time, deviation) = (strip.horizon, volatility * strip.horizon.squareRoot())
    // A maximum counts with the price it stands for, which looks further up.
    let above = Self.width * deviation + max(0, drift * time) + (sign > 0 ? variance * time : 0)
    let below = Self.width * deviation + max(0, -drift * time)
    let count = min(max(2, Int((Double(nodes - 1) * above / (above + below)).rounded())), nodes - 3)
    lattice = try RunningMaximumLattice(
      below: nodes - 1 - count, above: count, grid: ProbabilityGrid(bits: settings.bits))
    let spacing = (above + below) / Double(nodes - 1)
    let last = variance * time / (spacing * spacing * lattice.moveProbability(isIdeal: false))
    steps = strip.contracts.map { max(1, Int((last * $0.maturity / time).rounded())) }
  }

  private static func claims(of strip: OptionStrip) throws -> [LookbackClaim] {
    let claims = try strip.contracts.map { contract in
      guard let claim = LookbackClaim(contract, market: strip.market), contract.exercise == .european else {
        throw OptionError.mismatch("\(contract.label) is no European lookback")
      }
      return claim
    }
    guard Set(claims.map(\.direction)).count == 1 else {
      throw OptionError.mismatch(
        "one walk watches one extreme: give contracts on the maximum or on the minimum")
    }
    return claims
  }

  func walk() throws -> OptionWalk {
    let design = try lattice.design()
    let records = Set(steps + [0]).sorted()
    let answers = try strip.contracts.map { try strip.closedForm(of: $0, greeks: false) }
    var (entries, budget): ([LinearEstimate.Entry], [BiasBudget]) = ([], [])
    let laws = Dictionary(
      uniqueKeysWithValues: Set(steps).map {
        ($0, ChainVersions(design: design, startState: lattice.startState, steps: $0).laws())
      })
    for (index, contract) in strip.contracts.enumerated() {
      let drawn = values(of: index, isIdeal: false)
      entries.append(
        .init(label: contract.label, score: drawn, record: records.firstIndex(of: steps[index])!))
      let law = laws[steps[index]]!
      let unrounded = dot(law.ideal, values(of: index, isIdeal: true))
      let continuous = dot(law.continuous, values(of: index, isIdeal: true, isContinuous: true))
      budget.append(
        BiasBudget(
          mesh: continuous - (answers[index]?.price ?? .nan), timeStep: unrounded - continuous,
          probability: dot(law.drawn, drawn) - unrounded))
    }
    return OptionWalk(
      problem: WalkProblem(
        stages: [design.quantized], start: try StartWeights.point(lattice.startState, of: design.quantized),
        horizon: .steps(records.last ?? 1)),
      design: design, recordedSteps: records, estimate: LinearEstimate(name: "price", entries: entries),
      isPrice: entries.map { _ in true }, closedForms: answers.map { $0?.price ?? .nan },
      closedFormName: answers.compactMap { $0?.method.rawValue }.first ?? "", budget: budget,
      timeStep: strip.horizon / Double(records.last ?? 1), scheme: text(steps: records.last ?? 1))
  }

  /// What a walker on every pair is worth now.
  private func values(of index: Int, isIdeal: Bool, isContinuous: Bool = false) -> [Double] {
    let maturity = strip.contracts[index].maturity
    let score = LookbackScore(
      lattice: lattice, drift: drift, variance: variance, time: maturity, steps: steps[index],
      move: lattice.moveProbability(isIdeal: isIdeal), isContinuous: isContinuous)
    let discount = strip.discount(to: maturity)
    return score.values(claims[index], spot: strip.market.spot).map { $0 * discount }
  }

  private func text(steps: Int) -> String {
    let extreme = claims.first?.direction == .down ? "lowest" : "highest"
    return
      "Lattice of a walk and its extreme: \(lattice.stateCount) pairs of one of \(nodes) nodes and the \(extreme) node "
      + "so far, \(steps) steps, 3 outcomes a step (no drift), \(lattice.grid.bits)-bit gates drawn exactly. Chosen "
      + "because walkers carry no memory: the extreme is a part of the state, and weights at the end carry the drift; "
      + "fourth order in the spacing."
  }
}
