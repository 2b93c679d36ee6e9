import RealModule

/// Options on a price that is normal about its forward price with an absolute volatility.
///
/// Source: Bachelier, Annales scientifiques de l'ENS 17, 21 (1900); here discounted and about
/// F = S exp((r - q) T).
struct Bachelier {
  var market: Market
  /// In units of the price per square root of a year.
  var volatility: Double
  var maturity: Double

  private var forward: Double { market.spot * Double.exp(market.growth * maturity) }
  private var discount: Double { Double.exp(-market.rate * maturity) }
  private var deviation: Double { volatility * maturity.squareRoot() }

  func vanilla(_ side: Contract.Side, strike: Double) -> Double {
    let gap = side == .call ? forward - strike : strike - forward
    guard deviation > 0 else { return discount * max(0, gap) }
    let d = gap / deviation
    return max(0, discount * (gap * NormalLaw.cumulative(d) + deviation * NormalLaw.density(d)))
  }

  func digitalCash(_ side: Contract.Side, strike: Double, cash: Double) -> Double {
    discount * cash * chance(side, strike)
  }

  /// The asset if it ends in the money; a normal price may be negative then.
  func digitalAsset(_ side: Contract.Side, strike: Double) -> Double {
    let density = deviation > 0 ? NormalLaw.density((forward - strike) / deviation) : 0
    return discount * (forward * chance(side, strike) + (side == .call ? 1 : -1) * deviation * density)
  }

  private func chance(_ side: Contract.Side, _ strike: Double) -> Double {
    let gap = side == .call ? forward - strike : strike - forward
    return deviation > 0 ? NormalLaw.cumulative(gap / deviation) : gap > 0 ? 1 : 0
  }
}
