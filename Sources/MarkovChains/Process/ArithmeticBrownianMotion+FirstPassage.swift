import RealModule

/// The time T at which Brownian motion with drift first reaches a level at a signed distance b of its start.
///
/// For b > 0 the law is the inverse Gaussian one: density b / (sigma sqrt(2 pi t^3)) exp(-(b - mu t)^2 / (2 sigma^2 t)).
/// Source: Borodin and Salminen, Handbook of Brownian Motion, part II, 2.2.0. At b = 0 the level is reached at once.
extension ArithmeticBrownianMotion {
  /// P(T <= t) = Phi((mu t - b) / (sigma sqrt t)) + exp(2 mu b / sigma^2) Phi((-b - mu t) / (sigma sqrt t)).
  public func firstPassageProbability(distance: Double, by time: Double) throws -> Double {
    try check(time, distance)
    let (b, mu) = upwards(distance)
    if b == 0 { return 1 }
    let deviation = volatility * time.squareRoot()
    let direct = normalMass(from: -.infinity, to: (mu * time - b) / deviation)
    let mirrored = scaledNormalMass(
      exponent: 2 * mu * b / (volatility * volatility), from: -.infinity, to: (-b - mu * time) / deviation)
    return try ChainError.requireAnswer(min(1, direct + mirrored), "the probability")
  }

  /// The density of T, per unit time.
  public func firstPassageDensity(distance: Double, at time: Double) throws -> Double {
    try check(time, distance)
    let (b, mu) = upwards(distance)
    return b / time * normalDensity(b, mean: mu * time, variance: volatility * volatility * time)
  }

  /// P(T is finite): exp(2 mu b / sigma^2) where the drift leads away, else 1.
  public func probabilityOfEverReaching(distance: Double) throws -> Double {
    try check(1, distance)
    let (b, mu) = upwards(distance)
    return mu >= 0 ? 1 : Double.exp(2 * mu * b / (volatility * volatility))
  }

  /// E T = b / mu.
  ///
  /// - Throws: `ChainError.noAnswer` where the drift does not lead to the level: the mean is infinite.
  public func meanFirstPassageTime(distance: Double) throws -> Double {
    try check(1, distance)
    let (b, mu) = upwards(distance)
    if b == 0 { return 0 }
    try requireDrift(mu)
    return b / mu
  }

  /// Var T = b sigma^2 / mu^3.
  ///
  /// - Throws: `ChainError.noAnswer` where the drift does not lead to the level.
  public func varianceOfFirstPassageTime(distance: Double) throws -> Double {
    try check(1, distance)
    let (b, mu) = upwards(distance)
    if b == 0 { return 0 }
    try requireDrift(mu)
    return b * volatility * volatility / (mu * mu * mu)
  }

  /// E exp(-k T) for k >= 0, zero where T is infinite: exp(b (mu - sqrt(mu^2 + 2 k sigma^2)) / sigma^2).
  public func firstPassageTransform(rate: Double, distance: Double) throws -> Double {
    try check(1, distance)
    try ChainError.requireNotNegative("rate", rate)
    let (b, mu) = upwards(distance)
    let root = (mu * mu + 2 * rate * volatility * volatility).squareRoot()
    // mu - root cancels where the drift leads to the level; its conjugate does not.
    let exponent = mu > 0 ? -2 * rate / (mu + root) : (mu - root) / (volatility * volatility)
    return Double.exp(b * exponent)
  }

  private func upwards(_ distance: Double) -> (distance: Double, drift: Double) {
    distance < 0 ? (-distance, -drift) : (distance, drift)
  }

  private func requireDrift(_ drift: Double) throws {
    guard drift > 0 else {
      throw ChainError.noAnswer("the first-passage time has no mean: the drift does not lead to the level")
    }
  }
}
