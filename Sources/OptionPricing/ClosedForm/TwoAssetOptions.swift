import RealModule

/// European options on two correlated lognormal prices.
///
/// Sources: Margrabe, J. Finance 33, 177 (1978); Stulz, J. Financial Economics 10, 161 (1982).
struct TwoAssetOptions {
  private let discount: Double
  private let forwards: (Double, Double)
  private let deviations: (Double, Double)
  private let correlation: Double

  init(
    market: Market, volatility: Double, second: PriceModel.SecondAsset, correlation: Double, maturity: Double
  ) {
    discount = Double.exp(-market.rate * maturity)
    forwards = (
      market.spot * Double.exp(market.growth * maturity),
      second.spot * Double.exp((market.rate - second.dividendYield) * maturity)
    )
    let root = maturity.squareRoot()
    deviations = (volatility * root, second.volatility * root)
    self.correlation = correlation
  }

  /// Standard deviation of ln(S1 / S2).
  private var spread: Double {
    let (s1, s2) = deviations
    return max(0, (s1 - s2) * (s1 - s2) + 2 * (1 - correlation) * s1 * s2).squareRoot()
  }

  /// (S1 - S2)+.
  var exchange: Double {
    discount * LognormalLaw(forward: forwards.0, deviation: spread).vanilla(.call, strike: forwards.1)
  }

  /// On sqrt(S1 S2), which is lognormal.
  func geometricBasket(_ side: Contract.Side, strike: Double) -> Double {
    let (s1, s2) = deviations
    let variance = max(0, s1 * s1 + s2 * s2 + 2 * correlation * s1 * s2) / 4
    let mean = (Double.log(forwards.0) - s1 * s1 / 2 + Double.log(forwards.1) - s2 * s2 / 2) / 2
    return discount * LognormalLaw(mean: mean, deviation: variance.squareRoot()).vanilla(side, strike: strike)
  }

  func minimum(_ side: Contract.Side, strike: Double) -> Double {
    let call = callOnMinimum(strike)
    return discount * (side == .call ? call : max(0, call + strike - callOnMinimum(0)))
  }

  func maximum(_ side: Contract.Side, strike: Double) -> Double {
    let call = callOnMaximum(strike)
    return discount * (side == .call ? call : max(0, call + strike - callOnMaximum(0)))
  }

  /// E(max - K)+: the two calls less the one on the minimum.
  private func callOnMaximum(_ strike: Double) -> Double {
    let (first, second) = marginals
    return first.vanilla(.call, strike: strike) + second.vanilla(.call, strike: strike)
      - callOnMinimum(strike)
  }

  /// E(min - K)+, by Stulz's formula.
  private func callOnMinimum(_ strike: Double) -> Double {
    let (first, second) = marginals
    let (s1, s2) = deviations
    guard spread > 0, s1 > 0, s2 > 0 else {
      return onOneNoise(strike)
    }
    let gap = Double.log(forwards.0 / forwards.1)
    let d1 = (first.mean - logarithm(strike)) / s1
    let d2 = (second.mean - logarithm(strike)) / s2
    let part1 = BivariateNormalLaw.cumulative(
      d1 + s1, -gap / spread - spread / 2, correlation: (correlation * s2 - s1) / spread)
    let part2 = BivariateNormalLaw.cumulative(
      d2 + s2, gap / spread - spread / 2, correlation: (correlation * s1 - s2) / spread)
    let both = BivariateNormalLaw.cumulative(d1, d2, correlation: correlation)
    return max(0, forwards.0 * part1 + forwards.1 * part2 - (strike > 0 ? strike * both : 0))
  }

  /// The minimum where the ratio of the prices is known, or one of them is: no more than one noise is left.
  private func onOneNoise(_ strike: Double) -> Double {
    let (first, second) = marginals
    if spread == 0 {
      return (forwards.0 < forwards.1 ? first : second).vanilla(.call, strike: strike)
    }
    let (known, random) = deviations.0 == 0 ? (forwards.0, second) : (forwards.1, first)
    guard strike < known else { return 0 }
    return random.vanilla(.call, strike: strike) - random.vanilla(.call, strike: known)
  }

  private var marginals: (LognormalLaw, LognormalLaw) {
    (
      LognormalLaw(forward: forwards.0, deviation: deviations.0),
      LognormalLaw(forward: forwards.1, deviation: deviations.1)
    )
  }

  private func logarithm(_ level: Double) -> Double { level > 0 ? Double.log(level) : -.infinity }
}
