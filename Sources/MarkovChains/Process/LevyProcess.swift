import ComplexModule
import RealModule

/// A process with stationary independent increments and finitely many jumps:
/// `dX = drift dt + sqrt(variance) dW + dJ`, J compound Poisson with `intensity` jumps a unit of time.
///
/// Brownian motion, the logarithms of geometric Brownian motion and of Merton's and Kou's prices, and the compound
/// Poisson process are all of this kind; each has a type of its own that gives its parameters their usual names and
/// converts to this one.
public struct LevyProcess: Hashable, Sendable {
  /// Drift per unit time, jumps not included.
  public var drift: Double
  /// Variance of the diffusion per unit time.
  public var variance: Double
  /// Mean number of jumps per unit time.
  public var intensity: Double
  /// Nil if `intensity` is zero.
  public var jumps: JumpLaw?

  public init(drift: Double, variance: Double, intensity: Double = 0, jumps: JumpLaw? = nil) {
    self.drift = drift
    self.variance = variance
    self.intensity = intensity
    self.jumps = jumps
  }

  /// The characteristic exponent per unit time: E exp(i u (X_t - X_0)) = exp(t * exponent(u)).
  public func exponent(_ u: Complex<Double>) -> Complex<Double> {
    let iu = u * Complex.i
    let diffusion = iu.scaled(drift) + (iu * iu).scaled(variance / 2)
    guard let jumps else { return diffusion }
    return diffusion + (jumps.characteristicFunction(u) - Complex(1)).scaled(intensity)
  }

  /// The n-th cumulant of the increment over a unit of time, n = 1 ... 6; cumulants grow in proportion to time.
  public func cumulant(_ n: Int) -> Double {
    let diffusion = n == 1 ? drift : n == 2 ? variance : 0
    return diffusion + intensity * (jumps?.moment(n) ?? 0)
  }

  /// - Throws: `ChainError.badParameter` for a negative or infinite parameter, an intensity without a law of jumps, or
  ///   a process that never moves.
  public func check() throws {
    try ChainError.require(drift.isFinite, "drift", drift, allowed: "a finite number")
    try ChainError.require(
      variance >= 0 && variance.isFinite, "variance", variance, allowed: "a finite number not below 0")
    try ChainError.require(
      intensity >= 0 && intensity.isFinite, "jump intensity", intensity,
      allowed: "a finite number not below 0")
    try ChainError.require(
      intensity == 0 || jumps != nil, "jump intensity", intensity, allowed: "0 where no law of jumps is given"
    )
    try jumps?.check()
  }
}
