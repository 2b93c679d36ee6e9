import RealModule

/// The law of the price after a time, from a positive start.
///
/// The laws throw `ChainError.badParameter` for a growth that is not finite, or a volatility, time, start or price that
/// is not positive, in that order.
extension GeometricBrownianMotion {
  /// E S_t^k = S_0^k exp(k growth t + k (k - 1) volatility^2 t / 2), for real k.
  ///
  /// - Throws: also `ChainError.noAnswer` where the moment is too large for a double.
  public func moment(_ k: Double, from start: Double, after time: Double) throws -> Double {
    try check(start, time)
    try ChainError.requireFinite("order of the moment", k)
    let exponent =
      k * Double.log(start) + k * growth * time + k * (k - 1) * volatility * volatility * time / 2
    return try ChainError.requireAnswer(Double.exp(exponent), "the moment")
  }

  public func mean(from start: Double, after time: Double) throws -> Double {
    try check(start, time)
    return try ChainError.requireAnswer(start * Double.exp(growth * time), "the mean")
  }

  public func variance(from start: Double, after time: Double) throws -> Double {
    let mean = try mean(from: start, after: time)
    return try ChainError.requireAnswer(
      mean * mean * Double.expMinusOne(volatility * volatility * time), "the variance")
  }

  /// The density of S_t, per unit of price.
  public func density(_ price: Double, from start: Double, after time: Double) throws -> Double {
    try check(start, time)
    try ChainError.requirePositive("price", price)
    return try logarithmicMotion.density(Double.log(price / start), from: 0, after: time) / price
  }

  /// P(S_t <= price).
  public func cumulative(_ price: Double, from start: Double, after time: Double) throws -> Double {
    try check(start, time)
    try ChainError.requirePositive("price", price)
    return try logarithmicMotion.cumulative(Double.log(price / start), from: 0, after: time)
  }

  private var logarithmicMotion: ArithmeticBrownianMotion {
    ArithmeticBrownianMotion(drift: growth - volatility * volatility / 2, volatility: volatility)
  }

  private func check(_ start: Double, _ time: Double) throws {
    try ChainError.requireFinite("growth", growth)
    try ChainError.requirePositive("volatility", volatility)
    try ChainError.requirePositive("time", time)
    try ChainError.requirePositive("start", start)
  }
}
