import MarkovChains
import RealModule

/// Merton's series: given n jumps the price is lognormal, n is a Poisson number.
///
/// Source: Merton, J. Financial Economics 3, 125 (1976), equation 16. The expectation of the asset part uses the
/// Poisson law with the mean lambda (1 + kappa) T, as Merton's weights do, and that of the cash part the one with
/// lambda T.
struct MertonSeries {
  private let discount: Double
  private let forward: Double
  /// For each number of jumps: the two probabilities, and Merton's d1 and d2 but for ln K.
  private let terms: [Term]

  private struct Term {
    var chance: Double
    var assetChance: Double
    var law: LognormalLaw
  }

  init(
    market: Market, volatility: Double, intensity: Double, jumpMean: Double, jumpDeviation: Double,
    maturity: Double
  ) {
    let kappa = JumpLaw.normal(mean: jumpMean, deviation: jumpDeviation).meanRelativeJump
    discount = Double.exp(-market.rate * maturity)
    forward = market.spot * Double.exp(market.growth * maturity)
    let cash = PoissonWeights(mean: intensity * maturity)
    let asset = PoissonWeights(mean: intensity * (1 + kappa) * maturity)
    let drift = market.growth - volatility * volatility / 2 - intensity * kappa
    let start = Double.log(market.spot) + drift * maturity
    terms = Set(cash.range).union(asset.range).sorted().map { n in
      let jumps = Double(n)
      let variance = volatility * volatility * maturity + jumps * jumpDeviation * jumpDeviation
      return Term(
        chance: cash[n], assetChance: asset[n],
        law: LognormalLaw(mean: start + jumps * jumpMean, deviation: variance.squareRoot()))
    }
  }

  func vanilla(_ side: Contract.Side, strike: Double) -> Double {
    let value = digitalAsset(side, strike: strike) - strike * digitalCash(side, strike: strike, cash: 1)
    return max(0, side == .call ? value : -value)
  }

  func digitalCash(_ side: Contract.Side, strike: Double, cash: Double) -> Double {
    let mass = terms.reduce(0) { sum, term in
      sum + term.chance * (side == .call ? term.law.mass(above: strike) : term.law.mass(below: strike))
    }
    return discount * cash * mass
  }

  func digitalAsset(_ side: Contract.Side, strike: Double) -> Double {
    let share = terms.reduce(0) { sum, term in
      // The law under the measure of the asset: its mean is higher by the variance.
      let law = LognormalLaw(
        mean: term.law.logForward + term.law.deviation * term.law.deviation / 2, deviation: term.law.deviation
      )
      return sum + term.assetChance * (side == .call ? law.mass(above: strike) : law.mass(below: strike))
    }
    return discount * forward * share
  }
}
