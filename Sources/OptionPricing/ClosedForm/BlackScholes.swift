import RealModule

/// The law of Black and Scholes's price at maturity, and what follows from it directly.
///
/// Source: Black and Scholes, J. Political Economy 81, 637 (1973); Merton, Bell J. Economics 4, 141 (1973).
struct BlackScholes {
  var market: Market
  var volatility: Double
  var maturity: Double

  /// Standard deviation of ln S at maturity.
  var deviation: Double { volatility * maturity.squareRoot() }
  var discount: Double { Double.exp(-market.rate * maturity) }
  /// Drift of ln S per year.
  var drift: Double { market.growth - volatility * volatility / 2 }
  var forward: Double { market.spot * Double.exp(market.growth * maturity) }

  var law: LognormalLaw {
    LognormalLaw(mean: Double.log(market.spot) + drift * maturity, deviation: deviation)
  }

  func vanilla(_ side: Contract.Side, strike: Double) -> Double {
    discount * law.vanilla(side, strike: strike)
  }

  func digitalCash(_ side: Contract.Side, strike: Double, cash: Double) -> Double {
    discount * cash * (side == .call ? law.mass(above: strike) : law.mass(below: strike))
  }

  func digitalAsset(_ side: Contract.Side, strike: Double) -> Double {
    discount * (side == .call ? law.price(above: strike) : law.price(below: strike))
  }

  /// The Greeks of the vanilla option, for positive volatility and strike.
  func vanillaGreeks(_ side: Contract.Side, strike: Double) -> Greeks {
    let (spot, sign) = (market.spot, side == .call ? 1.0 : -1.0)
    let carry = Double.exp(-market.dividendYield * maturity)
    let d1 = (law.mean - Double.log(strike)) / deviation + deviation
    let (chance1, chance2) = (NormalLaw.cumulative(sign * d1), NormalLaw.cumulative(sign * (d1 - deviation)))
    let density = carry * NormalLaw.density(d1)
    let asset = sign * spot * carry * chance1
    let cash = sign * strike * discount * chance2
    return Greeks(
      delta: asset / spot, gamma: density / (spot * deviation), vega: spot * density * maturity.squareRoot(),
      theta: -spot * density * volatility / (2 * maturity.squareRoot())
        + market.dividendYield * asset - market.rate * cash,
      rho: maturity * cash)
  }
}
