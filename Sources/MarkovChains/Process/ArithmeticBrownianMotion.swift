import RealModule

/// Brownian motion with drift: `dX = drift dt + volatility dW`.
///
/// Its laws throw `ChainError.badParameter` for a drift that is not finite, a volatility or time that is not positive,
/// or a place that is not finite, in that order.
public struct ArithmeticBrownianMotion: Hashable, Sendable {
  /// Drift per unit time.
  public var drift: Double
  /// Standard deviation per square root of a unit of time.
  public var volatility: Double

  public init(drift: Double = 0, volatility: Double = 1) {
    self.drift = drift
    self.volatility = volatility
  }

  public var process: LevyProcess { LevyProcess(drift: drift, variance: volatility * volatility) }

  public func mean(from start: Double, after time: Double) throws -> Double {
    try check(time, start)
    return start + drift * time
  }

  public func variance(after time: Double) throws -> Double {
    try check(time)
    return volatility * volatility * time
  }

  /// The density of X_t at `x`.
  public func density(_ x: Double, from start: Double, after time: Double) throws -> Double {
    try check(time, start, x)
    return normalDensity(x, mean: start + drift * time, variance: volatility * volatility * time)
  }

  /// P(X_t <= x).
  public func cumulative(_ x: Double, from start: Double, after time: Double) throws -> Double {
    try check(time, start, x)
    return normalMass(
      from: -.infinity, to: (x - start - drift * time) / (volatility * time.squareRoot()))
  }

  /// P(the largest value over the time is at least `level`), for a path from `start` that ends at `end`:
  /// exp(-2 (b - x) (b - y) / (sigma^2 t)), whatever the drift.
  public func bridgeMaximumProbability(
    level: Double, from start: Double, to end: Double, over time: Double
  ) throws -> Double {
    try check(time, start, end, level)
    if level <= max(start, end) { return 1 }
    return Double.exp(-2 * (level - start) * (level - end) / (volatility * volatility * time))
  }

  func check(_ time: Double = 1, _ places: Double...) throws {
    try ChainError.requireFinite("drift", drift)
    try ChainError.requirePositive("volatility", volatility)
    try ChainError.requirePositive("time", time)
    for place in places { try ChainError.requireFinite("place", place) }
  }
}
