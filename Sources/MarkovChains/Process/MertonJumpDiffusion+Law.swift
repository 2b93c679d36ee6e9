import RealModule

/// The law of the price after a time, from a positive start; errors as those of `LevyProcess` laws, for the process of
/// the logarithm.
extension MertonJumpDiffusion {
  /// E S_t = S_0 exp(growth t).
  public func mean(from start: Double, after time: Double) throws -> Double {
    try check(start)
    try logarithm.check()
    try ChainError.requirePositive("time", time)
    return try ChainError.requireAnswer(start * Double.exp(growth * time), "the mean")
  }

  /// The density of S_t, per unit of price.
  public func density(_ price: Double, from start: Double, after time: Double) throws -> Double {
    try check(start, price)
    return try logarithm.density(Double.log(price / start), after: time) / price
  }

  /// P(S_t <= price).
  public func cumulative(_ price: Double, from start: Double, after time: Double) throws -> Double {
    try check(start, price)
    return try logarithm.cumulative(Double.log(price / start), after: time)
  }

  private func check(_ start: Double, _ price: Double = 1) throws {
    try ChainError.requirePositive("start", start)
    try ChainError.requirePositive("price", price)
  }
}
