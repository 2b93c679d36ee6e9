import RealModule

/// A lognormal law of a price, times a mass: ln S is normal with `mean` and `deviation`. The mass is one for a law
/// of probability, and the weight of a mirror image for prices that a barrier has cut.
///
/// Every formula of the Black-Scholes kind is a sum over such laws.
struct LognormalLaw {
  /// Mean and standard deviation of ln S.
  var mean: Double
  var deviation: Double
  var logMass = 0.0

  init(mean: Double, deviation: Double, logMass: Double = 0) {
    (self.mean, self.deviation, self.logMass) = (mean, deviation, logMass)
  }

  /// The law with this mean of the price itself.
  init(forward: Double, deviation: Double) {
    self.init(mean: Double.log(forward) - deviation * deviation / 2, deviation: deviation)
  }

  var logForward: Double { mean + deviation * deviation / 2 }

  /// P(S > level).
  func mass(above level: Double) -> Double { weighted(logMass, distance(level)) }
  func mass(below level: Double) -> Double { weighted(logMass, -distance(level)) }

  /// E[S; S > level].
  func price(above level: Double) -> Double { weighted(logMass + logForward, distance(level) + deviation) }
  func price(below level: Double) -> Double { weighted(logMass + logForward, -distance(level) - deviation) }

  /// E (S - strike)+ or E (strike - S)+, of the paths that end between `lower` and `upper`; not discounted.
  func vanilla(
    _ side: Contract.Side, strike: Double, from lower: Double = 0, to upper: Double = .infinity
  ) -> Double {
    let (low, high) =
      side == .call ? (max(strike, lower), upper) : (lower, min(strike, upper))
    guard low < high else { return 0 }
    let value = price(from: low, to: high) - strike * mass(from: low, to: high)
    return max(0, side == .call ? value : -value)
  }

  private func mass(from low: Double, to high: Double) -> Double {
    distance(low) < 0 ? mass(below: high) - mass(below: low) : mass(above: low) - mass(above: high)
  }

  private func price(from low: Double, to high: Double) -> Double {
    distance(low) + deviation < 0
      ? price(below: high) - price(below: low) : price(above: low) - price(above: high)
  }

  /// How many deviations the level lies below the mean.
  private func distance(_ level: Double) -> Double {
    let gap = mean - (level == 0 ? -.infinity : Double.log(level))
    return deviation > 0 || gap.isInfinite ? gap / deviation : gap > 0 ? .infinity : -.infinity
  }

  private func weighted(_ logWeight: Double, _ d: Double) -> Double {
    logWeight == 0 ? NormalLaw.cumulative(d) : Double.exp(logWeight + NormalLaw.logCumulative(d))
  }
}
