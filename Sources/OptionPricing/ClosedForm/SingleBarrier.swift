import RealModule

/// Options with one continuously watched barrier, and the events of touching it, under Black and Scholes.
///
/// Source: Reiner and Rubinstein, Risk 4 (8), 28 (1991), written as what it is: the law of the price at maturity on
/// the paths that never touched is the free law minus its mirror image behind the barrier.
struct SingleBarrier {
  var model: BlackScholes
  var level: Double
  var direction: Contract.Direction

  /// ln(level / spot).
  private var distance: Double { Double.log(level / model.market.spot) }

  private var isTouched: Bool {
    direction == .up ? model.market.spot >= level : model.market.spot <= level
  }

  /// The mirror image of the law of the price: what it puts on the near side of the level is the mass that has touched.
  private var image: LognormalLaw {
    let variance = model.volatility * model.volatility
    return LognormalLaw(
      mean: model.law.mean + 2 * distance, deviation: model.deviation,
      logMass: 2 * model.drift / variance * distance)
  }

  func option(_ side: Contract.Side, strike: Double, _ knock: Contract.Knock) -> Double {
    let out = isTouched ? 0 : model.discount * max(0, alive(side, strike))
    return knock == .out ? out : max(0, model.vanilla(side, strike: strike) - out)
  }

  /// The chance that the price touches the level before maturity.
  var hitProbability: Double {
    guard !isTouched else { return 1 }
    let law = model.law
    let beyond =
      direction == .up
      ? law.mass(above: level) + image.mass(below: level) : law.mass(below: level) + image.mass(above: level)
    return min(1, beyond)
  }

  private func alive(_ side: Contract.Side, _ strike: Double) -> Double {
    let (low, high) = direction == .up ? (0, level) : (level, Double.infinity)
    return model.law.vanilla(side, strike: strike, from: low, to: high)
      - image.vanilla(side, strike: strike, from: low, to: high)
  }

  /// The value of 1 paid when the level is touched.
  ///
  /// It is a chance of touching with the drift a sigma^2, a = sqrt((drift / sigma^2)^2 + 2 r / sigma^2); where a rate is
  /// so negative that there is no such root, the integral over the time of touching.
  var oneTouch: Double {
    guard !isTouched else { return 1 }
    let variance = model.volatility * model.volatility
    // Mirrored, so that the level lies above.
    let (b, mu) = (abs(distance), (direction == .up ? 1 : -1) * model.drift / variance)
    let square = Self.touchSquare(model.market, model.volatility)
    guard square >= 0 else { return touchIntegral(b, drift: mu * variance) }
    let (a, s) = (square.squareRoot(), model.deviation)
    let first = Double.exp(b * (mu - a) + NormalLaw.logCumulative(a * s - b / s))
    return first + Double.exp(b * (mu + a) + NormalLaw.logCumulative(-a * s - b / s))
  }

  /// The a^2 of `oneTouch`.
  static func touchSquare(_ market: Market, _ volatility: Double) -> Double {
    let variance = volatility * volatility
    let ratio = (market.growth - variance / 2) / variance
    return ratio * ratio + 2 * market.rate / variance
  }

  /// The mean of exp(-r t) over the time t of touching a level `distance` above, if it is before maturity. In x = 1 /
  /// sqrt(t) the density is a normal one and a smooth factor.
  private func touchIntegral(_ distance: Double, drift: Double) -> Double {
    let (sigma, rate) = (model.volatility, model.market.rate)
    let lower = 1 / model.maturity.squareRoot()
    // 40 standard deviations; by then the growth exp(|r| t) has long fallen behind.
    let upper = lower + (40 * sigma + abs(drift) / lower) / distance
    let scale = 2 * distance / (sigma * (2 * Double.pi).squareRoot())
    return GaussLegendre.adaptive(from: lower, to: upper, tolerance: 1e-15) { x in
      let z = (distance * x - drift / x) / sigma
      return scale * Double.exp(-z * z / 2 - rate / (x * x))
    }
  }
}
