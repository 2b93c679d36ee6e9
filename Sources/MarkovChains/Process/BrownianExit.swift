import RealModule

/// Brownian motion with drift on an interval, until it leaves it at one of the ends.
///
/// Source: Borodin and Salminen, Handbook of Brownian Motion, part II, 2.3. Its laws throw `ChainError.badParameter` for
/// parameters of the motion that it refuses, ends that are not finite and in order, or a start outside, in that order.
public struct BrownianExit: Hashable, Sendable {
  public var motion: ArithmeticBrownianMotion
  public var lower: Double
  public var upper: Double

  public init(_ motion: ArithmeticBrownianMotion, lower: Double = 0, upper: Double = 1) {
    self.motion = motion
    self.lower = lower
    self.upper = upper
  }

  /// P(exit at the upper end).
  public func probabilityOfUpperExit(from start: Double) throws -> Double {
    let (x, length) = try place(start)
    let g = 2 * motion.drift / (motion.volatility * motion.volatility)
    return try ChainError.requireAnswer(Self.scaleRatio(g, x, length), "the probability")
  }

  /// (1 - exp(-g x)) / (1 - exp(-g l)), x / l for g = 0.
  private static func scaleRatio(_ g: Double, _ x: Double, _ length: Double) -> Double {
    if g == 0 { return x / length }
    if g > 0 { return Double.expMinusOne(-g * x) / Double.expMinusOne(-g * length) }
    // Multiplied through with exp(g l), so that nothing overflows.
    return Double.exp(g * (length - x)) * Double.expMinusOne(g * x) / Double.expMinusOne(g * length)
  }

  /// E tau = (P(upper) l - x) / mu, or x (l - x) / sigma^2 without drift.
  public func meanExitTime(from start: Double) throws -> Double {
    let (x, length) = try place(start)
    let square = motion.volatility * motion.volatility
    let peclet = motion.drift * length / square
    // Below, the difference cancels; the series in the drift is good to its square there.
    if abs(peclet) < 1e-5 {
      return x * (length - x) / square * (1 + motion.drift * (length - 2 * x) / (3 * square))
    }
    return try ChainError.requireAnswer(
      (try probabilityOfUpperExit(from: start) * length - x) / motion.drift, "the mean exit time")
  }

  /// P(tau > t).
  ///
  /// The sine series for long times, images for short ones: each where it needs few terms.
  public func survival(from start: Double, after time: Double) throws -> Double {
    let (x, length) = try place(start)
    try ChainError.requirePositive("time", time)
    let theta = motion.drift / (motion.volatility * motion.volatility)
    let scaled = motion.volatility * motion.volatility * time / (length * length)
    let value =
      scaled < 0.5 || abs(theta * length) > 20
      ? imageSum(x, length, theta, time) : sineSeries(x, length, theta, scaled)
    return min(max(try ChainError.requireAnswer(value, "the survival probability"), 0), 1)
  }

  private func sineSeries(_ x: Double, _ length: Double, _ theta: Double, _ scaled: Double) -> Double {
    let lift = theta * length
    var sum = 0.0
    for n in 1...200 {
      let a = Double(n) * Double.pi
      let decay = Double.exp(-(a * a + lift * lift) / 2 * scaled - theta * x)
      let integral = a * (1 - (n % 2 == 0 ? 1 : -1) * Double.exp(lift)) / (lift * lift + a * a)
      sum += 2 * decay * integral * Double.sin(a * x / length)
      if decay * (1 + Double.exp(lift)) < 1e-20 { break }
    }
    return sum
  }

  private func imageSum(_ x: Double, _ length: Double, _ theta: Double, _ time: Double) -> Double {
    let deviation = motion.volatility * time.squareRoot()
    let reach = 10 * deviation + abs(motion.drift) * time + length
    let count = Int(min(reach / (2 * length) + 2, 100_000))
    var sum = 0.0
    for k in -count...count {
      let shift = 2 * Double(k) * length
      let mean = motion.drift * time + shift
      sum += scaledNormalMass(
        exponent: theta * shift, from: (-x - mean) / deviation, to: (length - x - mean) / deviation)
      sum -= scaledNormalMass(
        exponent: theta * (shift - 2 * x), from: (x - mean) / deviation, to: (length + x - mean) / deviation)
    }
    return sum
  }

  /// E exp(-k tau) for k >= 0.
  public func transform(rate: Double, from start: Double) throws -> Double {
    let ends = try transformByEnd(rate: rate, from: start)
    return ends.lower + ends.upper
  }

  /// E(exp(-k tau); exit at the end) for either end.
  public func transformByEnd(rate: Double, from start: Double) throws -> (lower: Double, upper: Double) {
    let (x, length) = try place(start)
    try ChainError.requireNotNegative("rate", rate)
    let square = motion.volatility * motion.volatility
    let theta = motion.drift / square
    let gamma = (motion.drift * motion.drift + 2 * rate * square).squareRoot() / square
    let upper = Self.sinhRatio(gamma, x, length, exponent: theta * (length - x))
    let lower = Self.sinhRatio(gamma, length - x, length, exponent: -theta * x)
    _ = try ChainError.requireAnswer(lower + upper, "the transform")
    return (lower, upper)
  }

  /// exp(exponent) sinh(g x) / sinh(g l).
  private static func sinhRatio(_ g: Double, _ x: Double, _ length: Double, exponent: Double) -> Double {
    if g * length < 1e-8 { return Double.exp(exponent) * x / length }
    // Both exponents are large together where the drift is strong; only their sum is bounded.
    return Double.exp(exponent - g * (length - x)) * Double.expMinusOne(-2 * g * x)
      / Double.expMinusOne(-2 * g * length)
  }

  private func place(_ start: Double) throws -> (x: Double, length: Double) {
    try motion.check()
    try ChainError.requireFinite("lower end", lower)
    try ChainError.require(
      upper.isFinite && upper > lower, "upper end", upper, allowed: "finite and above the lower end \(lower)")
    try ChainError.requireInside("start", start, lower, upper)
    return (start - lower, upper - lower)
  }
}
