import RealModule

/// Means over paths of standard Brownian motion W, weighted with the exponential of a time integral (Kac 1949).
public enum FeynmanKac {
  /// E exp(-(frequency^2 / 2) integral of W^2 over the time) for a start at x:
  /// exp(-x^2 (w / 2) tanh(w t)) / sqrt(cosh(w t)) (Cameron and Martin 1945).
  ///
  /// - Throws: `ChainError.badParameter` for a frequency below zero, a time that is not positive, or a start that is not
  ///   finite.
  public static func harmonicPotential(frequency: Double, from start: Double, over time: Double) throws
    -> Double
  {
    try ChainError.requireNotNegative("frequency", frequency)
    try ChainError.requirePositive("time", time)
    try ChainError.requireFinite("start", start)
    let angle = frequency * time
    // ln cosh in a form that does not overflow.
    let logCosh = angle + Double.log(onePlus: Double.expMinusOne(-2 * angle) / 2)
    return Double.exp(-start * start * frequency / 2 * Double.tanh(angle) - logCosh / 2)
  }

  /// E exp(-rate A) for the time A that W spends above its start: exp(-b t / 2) I_0(b t / 2), the arcsine law of Levy
  /// (1939).
  ///
  /// - Throws: `ChainError.badParameter` for a rate below zero or a time that is not positive.
  public static func occupationTime(rate: Double, over time: Double) throws -> Double {
    try ChainError.requireNotNegative("rate", rate)
    try ChainError.requirePositive("time", time)
    return SpecialFunctions.scaledModifiedBessel(0, rate * time / 2)
  }
}
