import RealModule

/// The Ornstein-Uhlenbeck process `dX = rate (level - X) dt + volatility dW`.
///
/// Its laws throw `ChainError.badParameter` for a rate or volatility that is not positive, a level that is not finite,
/// a time that is not positive, or a place that is not finite, in that order.
public struct OrnsteinUhlenbeck: Hashable, Sendable {
  /// Rate of reversion to the level, per unit time.
  public var rate: Double
  public var level: Double
  /// Standard deviation per square root of a unit of time.
  public var volatility: Double

  public init(rate: Double, level: Double, volatility: Double) {
    self.rate = rate
    self.level = level
    self.volatility = volatility
  }

  public var diffusion: Diffusion {
    let (rate, level, square) = (rate, level, volatility * volatility)
    return Diffusion(drift: { rate * (level - $0) }, variance: { _ in square })
  }

  public func mean(from start: Double, after time: Double) throws -> Double {
    try check(time, start)
    return level + (start - level) * Double.exp(-rate * time)
  }

  /// volatility^2 (1 - exp(-2 rate t)) / (2 rate).
  public func variance(after time: Double) throws -> Double {
    try check(time)
    return -Double.expMinusOne(-2 * rate * time) * volatility * volatility / (2 * rate)
  }

  public func density(_ x: Double, from start: Double, after time: Double) throws -> Double {
    try check(time, start, x)
    return normalDensity(x, mean: try mean(from: start, after: time), variance: try variance(after: time))
  }

  /// P(X_t <= x).
  public func cumulative(_ x: Double, from start: Double, after time: Double) throws -> Double {
    try check(time, start, x)
    let deviation = try variance(after: time).squareRoot()
    return normalMass(from: -.infinity, to: (x - (try mean(from: start, after: time))) / deviation)
  }

  /// The variance of the stationary law, which is normal about the level.
  public func stationaryVariance() throws -> Double {
    try check()
    return volatility * volatility / (2 * rate)
  }

  /// The covariance of X_s and X_(s + lag) in the stationary process, lag >= 0.
  public func autocovariance(lag: Double) throws -> Double {
    let variance = try stationaryVariance()
    try ChainError.requireNotNegative("lag", lag)
    return variance * Double.exp(-rate * lag)
  }

  /// P(the level is not reached by time t) = erf(|x - level| sqrt(rate) / (volatility sqrt(exp(2 rate t) - 1))).
  ///
  /// The process is Brownian motion in the time (exp(2 rate t) - 1) / (2 rate) after a change of scale (Doob 1942), so
  /// this is the reflection principle.
  public func survivalAboveLevel(from start: Double, after time: Double) throws -> Double {
    try check(time, start)
    let spread = Double.expMinusOne(2 * rate * time).squareRoot()
    if spread == 0 { return start == level ? 0 : 1 }
    return Double.erf(abs(start - level) * rate.squareRoot() / (volatility * spread))
  }

  /// E exp(-integral of X over the time t): the price of a bond (Vasicek, J. Financial Economics 5, 177, 1977).
  public func bond(from start: Double, over time: Double) throws -> Double {
    try check(time, start)
    let b = -Double.expMinusOne(-rate * time) / rate
    let square = volatility * volatility
    // The integral is normal: this is minus its mean plus half of its variance.
    let mean = level * time + (start - level) * b
    return try ChainError.requireAnswer(
      Double.exp(-mean + square / (2 * rate * rate) * (time - b - rate * b * b / 2)), "the bond")
  }

  private func check(_ time: Double = 1, _ places: Double...) throws {
    try ChainError.requirePositive("rate", rate)
    try ChainError.requirePositive("volatility", volatility)
    try ChainError.requireFinite("level", level)
    try ChainError.requirePositive("time", time)
    for place in places { try ChainError.requireFinite("place", place) }
  }
}
