/// Prices without chains: closed forms, series, transforms and quadrature, for the contracts and models that have
/// them. They are what the chains are checked against, and none of them uses a chain.
public enum ClosedForm {
  /// How a price is found.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    case closedForm = "closed form"
    /// Merton's sum over the number of jumps; sums of images or of eigenfunctions.
    case series
    case fourierIntegral = "Fourier integral"
    case laplaceInversion = "Laplace inversion"
    /// The integral of a known law.
    case quadrature
    /// Date by date with Gauss-Legendre points.
    case quadratureRecursion = "quadrature recursion"
    /// Quadrature recursions over 4, 8, 16 and 32 dates, extrapolated to all times.
    case extrapolatedRecursion = "extrapolated quadrature recursion"
    /// The boundary of early exercise from its integral equation.
    case integralEquation = "integral equation"

    /// What the error of a price is below, in units of the largest of spot, strike and cash (for a hit
    /// probability: of 1), at usual volatilities (sigma sqrt(T) of 0.02 to 1).
    public var accuracy: Double {
      switch self {
      case .closedForm, .series, .quadrature: 1e-13
      case .fourierIntegral: 1e-12
      case .quadratureRecursion: 1e-12
      case .laplaceInversion: 1e-9
      case .extrapolatedRecursion, .integralEquation: 1e-9
      }
    }
  }

  /// How the Greeks are found.
  public enum GreekMethod: String, Hashable, Sendable {
    case formula
    /// Central differences of the price, of eighth order.
    case differences
  }

  public struct Answer: Hashable, Sendable {
    public var price: Double
    public var method: Method
    /// Nil where they were not asked for, the model does not move (volatility 0), or the method has the price but not
    /// its neighbours.
    public var greeks: Greeks?
    public var greekMethod: GreekMethod?
  }

  /// The price; nil if there is none for this contract and model, see `reasonForNone`.
  ///
  /// - Parameter greeks: whether to find the Greeks too, which takes some thirty prices where there is no formula.
  /// - Throws: what `Contract.check` throws; `OptionError.noConvergence` if the method fails for these numbers.
  public static func answer(
    _ contract: Contract, model: PriceModel, market: Market, greeks: Bool = true
  ) throws -> Answer? {
    try contract.check(model: model, market: market)
    guard case .known(let method, let price) = Route.route(contract, model, market) else { return nil }
    let place = PricingPlace(contract: contract, model: model, market: market)
    var answer = Answer(price: try finite(price(place)), method: method)
    guard greeks else { return answer }
    if let formula = exercisedGreeks(place, price: answer.price) ?? formulaGreeks(place) {
      (answer.greeks, answer.greekMethod) = (formula, .formula)
    } else if let step = DifferenceSteps(place), let greeks = try? step.greeks(of: { try finite(price($0)) })
    {
      (answer.greeks, answer.greekMethod) = (greeks, .differences)
    }
    return answer
  }

  /// Why `answer` is nil; nil if it is not.
  ///
  /// - Throws: what `Contract.check` throws.
  public static func reasonForNone(
    _ contract: Contract, model: PriceModel, market: Market
  ) throws -> String? {
    try contract.check(model: model, market: market)
    guard case .none(let reason) = Route.route(contract, model, market) else { return nil }
    return reason
  }

  /// Those of an option that is exercised at once: it is worth the asset less the strike, or the reverse.
  private static func exercisedGreeks(_ place: PricingPlace, price: Double) -> Greeks? {
    guard place.contract.exercise == .american, case .vanilla(let side, let strike) = place.contract.payoff
    else { return nil }
    let gain = side == .call ? place.market.spot - strike : strike - place.market.spot
    guard gain > 0, price == gain else { return nil }
    return Greeks(delta: side == .call ? 1 : -1, gamma: 0, vega: 0, theta: 0, rho: 0)
  }

  private static func formulaGreeks(_ place: PricingPlace) -> Greeks? {
    guard case .blackScholes(let volatility) = place.model, volatility > 0,
      case .vanilla(let side, let strike) = place.contract.payoff, strike > 0,
      place.contract.exercise == .european
    else { return nil }
    return place.blackScholes(volatility).vanillaGreeks(side, strike: strike)
  }

  private static func finite(_ price: Double) throws -> Double {
    guard price.isFinite else { throw OptionError.noConvergence("the price") }
    return price
  }
}

/// The numbers that a price depends on, so that they can be moved to find its derivatives.
struct PricingPlace {
  var contract: Contract
  var model: PriceModel
  var market: Market

  func blackScholes(_ volatility: Double) -> BlackScholes {
    BlackScholes(market: market, volatility: volatility, maturity: contract.maturity)
  }
}
