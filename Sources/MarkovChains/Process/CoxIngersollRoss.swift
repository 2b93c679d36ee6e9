import RealModule

/// The square-root process `dX = rate (level - X) dt + volatility sqrt(X) dW` on X >= 0.
///
/// Source: Cox, Ingersoll and Ross, Econometrica 53, 385 (1985). With c = 2 rate / ((1 - exp(-rate t)) volatility^2),
/// 2 c X_t has the noncentral chi-square law with d = 4 rate level / volatility^2 degrees of freedom and the
/// noncentrality 2 c x exp(-rate t). The laws throw `ChainError.badParameter` for a rate, level, volatility or time
/// that is not positive, or a place that is negative, in that order.
public struct CoxIngersollRoss: Hashable, Sendable {
  /// Rate of reversion to the level, per unit time.
  public var rate: Double
  public var level: Double
  /// Volatility: the variance per unit time is its square times X.
  public var volatility: Double

  public init(rate: Double, level: Double, volatility: Double) {
    self.rate = rate
    self.level = level
    self.volatility = volatility
  }

  public var diffusion: Diffusion {
    let (rate, level, square) = (rate, level, volatility * volatility)
    return Diffusion(
      domain: 0...Double.infinity, drift: { rate * (level - $0) }, variance: { square * max($0, 0) })
  }

  /// Whether zero is never reached (Feller's condition, 2 rate level >= volatility^2).
  public var staysPositive: Bool { 2 * rate * level >= volatility * volatility }

  public func mean(from start: Double, after time: Double) throws -> Double {
    try check(time, start)
    return level + (start - level) * Double.exp(-rate * time)
  }

  public func variance(from start: Double, after time: Double) throws -> Double {
    try check(time, start)
    let gone = -Double.expMinusOne(-rate * time)
    let square = volatility * volatility / rate
    return start * square * Double.exp(-rate * time) * gone + level * square / 2 * gone * gone
  }

  /// The density of X_t, as the Poisson mixture of gamma densities that the Bessel form sums: a sum of positive terms
  /// that neither overflows nor underflows. Infinite at 0 for d < 2.
  public func density(_ x: Double, from start: Double, after time: Double) throws -> Double {
    try check(time, start, x)
    let (c, half, mean) = try scaled(start, time)
    if x == 0 {
      if half < 1 { return .infinity }
      return half == 1 ? c * Double.exp(-mean) : 0
    }
    let (first, weights) = try mixture(mean, near: c * x, half: half)
    var sum = 0.0
    for (index, weight) in weights.enumerated() where weight > 0 {
      sum += weight * Self.gammaDensity(half + Double(first + index), c * x)
    }
    return c * sum
  }

  /// The terms of the mixture that matter: about the mean of the Poisson number, and, where the density is far in a
  /// tail, about the number whose product with the gamma density is largest.
  private func mixture(_ mean: Double, near y: Double, half: Double) throws -> (Int, [Double]) {
    // The largest product is where k (half + k - 1) = mean y.
    let shift = half - 1
    let peak = max(0, ((shift * shift + 4 * mean * y).squareRoot() - shift) / 2)
    guard mean * y <= 1e20, peak <= 1e10 else {
      throw ChainError.noAnswer("the volatility is too small for the sum of the density")
    }
    let reach = 10 * (peak + 1).squareRoot() + 40
    let first = Int(max(0, peak - reach))
    return (
      first,
      (first...Int(peak + reach)).map { SpecialFunctions.poissonWeight(Double($0), mean: mean) }
    )
  }

  /// y^(a - 1) exp(-y) / Gamma(a) for a > 0 and y > 0.
  private static func gammaDensity(_ a: Double, _ y: Double) -> Double {
    a >= 1
      ? SpecialFunctions.poissonWeight(a - 1, mean: y) : SpecialFunctions.poissonWeight(a, mean: y) * a / y
  }

  /// E exp(-s X_t) for s >= 0: (1 + s/c)^(-d/2) exp(-s x exp(-rate t) / (1 + s/c)).
  public func laplaceTransform(_ s: Double, from start: Double, after time: Double) throws -> Double {
    try check(time, start)
    try ChainError.requireNotNegative("argument of the transform", s)
    let (c, half, mean) = try scaled(start, time)
    return Double.exp(-half * Double.log(onePlus: s / c) - mean * (s / c) / (1 + s / c))
  }

  /// E exp(-integral of X over the time t): the price of a bond.
  public func bond(from start: Double, over time: Double) throws -> Double {
    try check(time, start)
    let square = volatility * volatility
    let g = (rate * rate + 2 * square).squareRoot()
    // Multiplied with exp(-g t), so that long times do not overflow, and with g - rate apart, which a small volatility
    // would lose.
    let rest = -Double.expMinusOne(-g * time)
    let excess = 2 * square / (g + rate)
    let share = excess / (2 * g) * rest
    let logA = -Double.log(onePlus: -share) - excess * time / 2
    let b = rest / (g * (1 - share))
    return try ChainError.requireAnswer(
      Double.exp(2 * rate * level / square * logA - b * start), "the bond")
  }

  /// c, d / 2, and half of the noncentrality, which is the mean of the Poisson number.
  private func scaled(_ start: Double, _ time: Double) throws -> (c: Double, half: Double, mean: Double) {
    let square = volatility * volatility
    let c = -2 * rate / (Double.expMinusOne(-rate * time) * square)
    let (half, mean) = (2 * rate * level / square, c * start * Double.exp(-rate * time))
    _ = try ChainError.requireAnswer(c + half + mean, "the law")
    return (c, half, mean)
  }

  private func check(_ time: Double, _ places: Double...) throws {
    try ChainError.requirePositive("rate", rate)
    try ChainError.requirePositive("level", level)
    try ChainError.requirePositive("volatility", volatility)
    try ChainError.requirePositive("time", time)
    for place in places { try ChainError.requireNotNegative("place", place) }
  }
}
