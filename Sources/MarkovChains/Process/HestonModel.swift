import ComplexModule
import RealModule

/// Prices whose variance is a square-root process:
/// `dS / S = growth dt + sqrt(v) dW1`, `dv = reversion (longVariance - v) dt + volatilityOfVariance sqrt(v) dW2`,
/// with correlation `correlation` between the two noises.
///
/// Source: Heston, Review of Financial Studies 6, 327 (1993). The characteristic function is written in the form
/// of Lord and Kahl (Mathematical Finance 20, 671, 2010), which has no jump of the complex logarithm, and such
/// that it also holds as the volatility of the variance goes to zero.
public struct HestonModel: Hashable, Sendable {
  public var growth: Double
  /// The variance at the start, per unit time.
  public var variance: Double
  /// Rate at which the variance returns to `longVariance`, per unit time.
  public var reversion: Double
  public var longVariance: Double
  public var volatilityOfVariance: Double
  public var correlation: Double

  public init(
    growth: Double, variance: Double, reversion: Double, longVariance: Double,
    volatilityOfVariance: Double, correlation: Double
  ) {
    self.growth = growth
    self.variance = variance
    self.reversion = reversion
    self.longVariance = longVariance
    self.volatilityOfVariance = volatilityOfVariance
    self.correlation = correlation
  }

  /// E exp(i u ln(S_t / S_0)) for complex u in the strip where the moment exists; -1 <= Im u <= 0 always is.
  public func characteristicFunction(_ u: Complex<Double>, time: Double) -> Complex<Double> {
    jointCharacteristicFunction(u, .zero, time: time)
  }

  /// E exp(i u ln(S_t / S_0) + i w v_t).
  public func jointCharacteristicFunction(
    _ u: Complex<Double>, _ w: Complex<Double>, time: Double
  ) -> Complex<Double> {
    let drift = (u * Complex.i).scaled(growth * time)
    let factors = varianceFactors(u, w, time: time)
    return Complex.exp(
      drift + factors.integral.scaled(reversion * longVariance) + factors.end.scaled(variance))
  }

  /// The mean of the variance over 0 ... time.
  public func meanVariance(over time: Double) -> Double {
    let decay = reversion * time
    let weight = decay == 0 ? 1 : -Double.expMinusOne(-decay) / decay
    return longVariance + (variance - longVariance) * weight
  }

  /// - Throws: `ChainError.badParameter` for a parameter outside its range, in the order of the properties.
  public func check() throws {
    try ChainError.require(growth.isFinite, "growth", growth, allowed: "a finite number")
    for (name, value) in [
      ("variance", variance), ("reversion", reversion), ("long variance", longVariance),
      ("volatility of the variance", volatilityOfVariance),
    ] {
      try ChainError.require(
        value >= 0 && value.isFinite, name, value, allowed: "a finite number not below 0")
    }
    try ChainError.require(abs(correlation) <= 1, "correlation", correlation, allowed: "-1 to 1")
  }

  /// The solution D of D' = (xi^2 / 2) D^2 - b D - (u^2 + i u) / 2, D(0) = i w, at `time`, and its integral, where
  /// b = reversion - correlation xi i u. With the stable fixed point r and y = D - r the equation is Bernoulli's.
  private func varianceFactors(
    _ u: Complex<Double>, _ w: Complex<Double>, time: Double
  ) -> (end: Complex<Double>, integral: Complex<Double>) {
    let (iu, iw) = (u * Complex.i, w * Complex.i)
    let quadratic = u * u + iu
    let xi2 = volatilityOfVariance * volatilityOfVariance
    let b = Complex(reversion) - iu.scaled(correlation * volatilityOfVariance)
    let d = Complex.sqrt(b * b + quadratic.scaled(xi2))
    if (b + d).length == 0 && xi2 == 0 {
      return (
        iw - quadratic.scaled(time / 2), iw.scaled(time) - quadratic.scaled(time * time / 4)
      )
    }
    let fixed = (b + d).length == 0 ? Complex.zero : -quadratic / (b + d)
    let start = iw - fixed
    let decay = Complex.exp(d.scaled(-time))
    let span = d.length == 0 ? Complex(time) : -Complex.expMinusOne(d.scaled(-time)) / d
    let half = (start * span).scaled(0.5)
    let z = half.scaled(-xi2)
    let ratio = z.length == 0 ? Complex.one : Complex.log(onePlus: z) / z
    let end = fixed + start * decay / (Complex.one + z)
    return (end, fixed.scaled(time) + (half * ratio).scaled(2))
  }
}
