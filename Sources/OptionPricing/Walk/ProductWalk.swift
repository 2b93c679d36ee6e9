import FixedPoint
import MarkovChains
import RealModule

/// European contracts whose walkers move in two coordinates: a price with its variance, or two prices.
///
/// Walkers are read at the end; what a state is worth is the payoff's mean over its cell.
struct ProductWalk {
  let strip: OptionStrip
  private let lattice: any PricedProduct

  /// - Throws: `OptionError` for contracts of different maturities or payoffs that need a path; `ChainError` for a
  ///   lattice that cannot carry the process.
  init(_ strip: OptionStrip, settings: LatticeSettings) throws {
    self.strip = strip
    guard Set(strip.contracts.map(\.maturity)).count == 1, let maturity = strip.contracts.first?.maturity
    else {
      throw OptionError.mismatch("walks in two coordinates are read once; give one maturity")
    }
    guard strip.contracts.allSatisfy({ $0.exercise == .european }) else {
      throw OptionError.mismatch("exercise before maturity is walked for models of one coordinate")
    }
    try settings.requirePlain("models of one coordinate; leave them out")
    let grid = ProbabilityGrid(bits: settings.bits)
    if case .twoAssets(let volatility, let second, let correlation) = strip.model {
      lattice = try TwoAssetProduct(
        market: strip.market, volatility: volatility, second: second, correlation: correlation,
        maturity: maturity, states: settings.states, grid: grid)
    } else if let model = strip.bates {
      lattice = try VolatilityProduct(
        model: model, spot: strip.market.spot, maturity: maturity, states: settings.states, grid: grid)
    } else {
      throw OptionError.mismatch("the model has one coordinate")
    }
  }

  func walk() throws -> OptionWalk {
    let design = try lattice.product.design()
    let versions = ChainVersions(design: design, startState: lattice.startState, steps: lattice.steps)
    let laws = versions.laws()
    let drawn = try strip.contracts.map { try score($0, law: laws.drawn) }
    let answers = try strip.contracts.map { try strip.closedForm(of: $0, greeks: false) }
    let budget = try strip.contracts.indices.map { index in
      let contract = strip.contracts[index]
      let unrounded = dot(laws.ideal, try score(contract, law: laws.ideal))
      let continuous = dot(laws.continuous, try score(contract, law: laws.continuous))
      return BiasBudget(
        mesh: continuous - (answers[index]?.price ?? .nan), timeStep: unrounded - continuous,
        probability: dot(laws.drawn, drawn[index]) - unrounded)
    }
    let entries = zip(strip.contracts, drawn).map { contract, score in
      LinearEstimate.Entry(label: contract.label, score: score, record: 1)
    }
    return OptionWalk(
      problem: WalkProblem(
        stages: [design.quantized], start: try StartWeights.point(lattice.startState, of: design.quantized),
        horizon: .steps(lattice.steps)),
      design: design, recordedSteps: [0, lattice.steps],
      estimate: LinearEstimate(name: "price", entries: entries),
      isPrice: entries.map { _ in true }, closedForms: answers.map { $0?.price ?? .nan },
      closedFormName: answers.compactMap { $0?.method.rawValue }.first ?? "", budget: budget,
      timeStep: (strip.contracts.first?.maturity ?? 0) / Double(lattice.steps), scheme: lattice.text)
  }

  private func score(_ contract: Contract, law: [Double]) throws -> [Double] {
    let discount = strip.discount(to: contract.maturity)
    return try lattice.payoffs(contract.payoff, law: law).map { $0 * discount }
  }
}

/// A lattice of two coordinates that prices payoffs.
protocol PricedProduct: Sendable {
  var product: ProductLattice { get }
  var startState: Int { get }
  var steps: Int { get }
  var text: String { get }
  /// What a walker on every state is paid at maturity, read such that the law `law` has the moments of the process.
  func payoffs(_ payoff: Contract.Payoff, law: [Double]) throws -> [Double]
}
