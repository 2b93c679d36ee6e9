import MarkovChains
import RealModule

/// Steps of the central differences that give the Greeks: small parts of the scales on which a price varies, and so
/// small that no barrier and no kink lies between.
struct DifferenceSteps {
  private let place: PricingPlace
  private let spotStep: Double
  private let rateStep: Double
  /// Relative to the volatility and to the maturity.
  private static let relative = 0.02

  /// Nil where the price does not move by diffusion, so that its derivatives need not exist.
  init?(_ place: PricingPlace) {
    guard let deviation = place.diffusiveDeviation, deviation > 0 else { return nil }
    self.place = place
    let spot = place.market.spot
    var step = 0.05 * spot * min(1, deviation)
    for kink in place.kinks where kink != spot { step = min(step, abs(kink - spot) / 5) }
    spotStep = step
    var rateStep = 0.05 * min(1, deviation) / max(place.contract.maturity, 0.05)
    for kink in place.rateKinks where kink != place.market.rate {
      rateStep = min(rateStep, abs(kink - place.market.rate) / 5)
    }
    self.rateStep = rateStep
  }

  func greeks(of price: (PricingPlace) throws -> Double) throws -> Greeks {
    let spot = try CentralDifferences.derivatives(at: place.market.spot, step: spotStep) {
      var moved = place
      moved.market.spot = $0
      return try price(moved)
    }
    let maturity = place.contract.maturity
    let time = try CentralDifferences.derivatives(at: maturity, step: Self.relative * maturity) {
      var moved = place
      moved.contract.maturity = $0
      return try price(moved)
    }
    let rate = try CentralDifferences.derivatives(at: place.market.rate, step: rateStep) {
      var moved = place
      moved.market.rate = $0
      return try price(moved)
    }
    return Greeks(
      delta: spot.first, gamma: spot.second, vega: try vega(of: price), theta: -time.first, rho: rate.first)
  }

  private func vega(of price: (PricingPlace) throws -> Double) throws -> Double? {
    guard let volatility = place.model.volatility else { return nil }
    return try CentralDifferences.derivatives(at: volatility, step: Self.relative * volatility) {
      var moved = place
      moved.model.volatility = $0
      return try price(moved)
    }.first
  }
}

extension PriceModel {
  /// The volatility of the diffusion (of the first asset); nil where it is a process of its own.
  var volatility: Double? {
    get {
      switch self {
      case .blackScholes(let volatility), .bachelier(let volatility), .merton(let volatility, _, _, _),
        .kou(let volatility, _, _, _, _), .twoAssets(let volatility, _, _):
        volatility
      case .heston, .bates: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .blackScholes: self = .blackScholes(volatility: newValue)
      case .bachelier: self = .bachelier(volatility: newValue)
      case .merton(_, let intensity, let mean, let deviation):
        self = .merton(volatility: newValue, intensity: intensity, jumpMean: mean, jumpDeviation: deviation)
      case .kou(_, let intensity, let up, let rateUp, let rateDown):
        self = .kou(volatility: newValue, intensity: intensity, up: up, rateUp: rateUp, rateDown: rateDown)
      case .twoAssets(_, let second, let correlation):
        self = .twoAssets(volatility: newValue, second: second, correlation: correlation)
      case .heston, .bates: break
      }
    }
  }
}

extension PricingPlace {
  /// Standard deviation of ln S by diffusion alone, over the shortest span that the contract looks at.
  fileprivate var diffusiveDeviation: Double? {
    let root = (contract.maturity / Double(contract.dates)).squareRoot()
    return switch model {
    case .bachelier(let volatility): volatility * root / market.spot
    case .heston(let parameters), .bates(let parameters, _, _, _):
      parameters.model.meanVariance(over: contract.maturity).squareRoot() * root
    default: model.volatility.map { $0 * root }
    }
  }

  /// Prices beyond which the value of the contract follows another formula.
  fileprivate var kinks: [Double] {
    switch contract.payoff {
    case .fixedLookback(_, let strike): [strike]
    case .vanilla(let side, let strike): earlyBoundary(side, strike)
    default: contract.payoff.levels
    }
  }

  /// Interest rates beyond which exercise before maturity follows another rule.
  fileprivate var rateKinks: [Double] { contract.exercise == .european ? [] : [0, market.dividendYield] }

  /// The boundary of early exercise of an American option.
  private func earlyBoundary(_ side: Contract.Side, _ strike: Double) -> [Double] {
    guard case .blackScholes(let volatility) = model, contract.exercise == .american,
      case .oneBoundary = EarlyExercise(side, market: market),
      let option = try? AmericanOption(model: blackScholes(volatility), side: side, strike: strike)
    else { return [] }
    return [side == .put ? strike * option.boundaryRatio : strike / option.boundaryRatio]
  }
}

extension Contract {
  /// Number of dates of a barrier that is not watched all the time; 1 for the others.
  fileprivate var dates: Int {
    if case .barrier(_, _, _, _, _, .discrete(let dates)) = payoff { return dates }
    return 1
  }
}
