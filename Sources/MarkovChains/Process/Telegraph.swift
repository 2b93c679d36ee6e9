import RealModule

/// The telegraph process of Goldstein and Kac: a particle of constant speed reverses at the times of a Poisson process;
/// its first direction is random.
///
/// Source: Kac, Rocky Mountain J. Mathematics 4, 497 (1974). The laws throw `ChainError.badParameter` for a rate, speed
/// or time that is not positive, or a place that is not finite, in that order.
public struct Telegraph: Hashable, Sendable {
  /// Reversals per unit time.
  public var reversalRate: Double
  public var speed: Double

  public init(reversalRate: Double, speed: Double) {
    self.reversalRate = reversalRate
    self.speed = speed
  }

  /// The density of the continuous part at `x`, for a start at zero: with l the rate and r = sqrt(v^2 t^2 - x^2),
  /// (l / 2 v) exp(-l t) (I_0(l r / v) + (v t / r) I_1(l r / v)) for |x| <= v t, zero beyond.
  public func density(_ x: Double, after time: Double) throws -> Double {
    try check(time)
    try ChainError.requireFinite("place", x)
    let reach = speed * time
    guard abs(x) <= reach else { return 0 }
    let root = ((reach - x) * (reach + x)).squareRoot()
    let z = reversalRate * root / speed
    // I_1(z) / z tends to 1/2.
    let slope =
      z < 1e-8
      ? reversalRate * time / 2
      : SpecialFunctions.scaledModifiedBessel(1, z) * reach / root
    let shape = SpecialFunctions.scaledModifiedBessel(0, z) + slope
    return reversalRate / (2 * speed) * Double.exp(z - reversalRate * time) * shape
  }

  /// The probability of no reversal: half of it at either front, |x| = speed t.
  public func frontProbability(after time: Double) throws -> Double {
    try check(time)
    return Double.exp(-reversalRate * time)
  }

  /// E X_t^2 = (v^2 / 2 l^2) (2 l t - 1 + exp(-2 l t)).
  public func meanSquare(after time: Double) throws -> Double {
    try check(time)
    let a = 2 * reversalRate * time
    let distance = speed * time
    // a - 1 + exp(-a) over a^2 / 2, which cancels for small a; there by its series.
    if a < 0.1 {
      var (term, sum) = (1.0, 1.0)
      for k in 3...14 {
        term *= -a / Double(k)
        sum += term
      }
      return distance * distance * sum
    }
    return distance * distance * 2 * (a + Double.expMinusOne(-a)) / (a * a)
  }

  private func check(_ time: Double) throws {
    try ChainError.requirePositive("reversal rate", reversalRate)
    try ChainError.requirePositive("speed", speed)
    try ChainError.requirePositive("time", time)
  }
}
