import RealModule

/// The compound Poisson process: jumps at the times of a Poisson process, with a law of their own.
///
/// Its laws throw `ChainError.badParameter` for an intensity that is not positive, a law of jumps that `JumpLaw.check`
/// refuses, or a time that is not positive, in that order.
public struct CompoundPoisson: Hashable, Sendable {
  /// Mean number of jumps per unit time.
  public var intensity: Double
  public var jumps: JumpLaw

  public init(intensity: Double, jumps: JumpLaw) {
    self.intensity = intensity
    self.jumps = jumps
  }

  public var process: LevyProcess {
    LevyProcess(drift: 0, variance: 0, intensity: intensity, jumps: jumps)
  }

  public func mean(after time: Double) throws -> Double {
    try check(time)
    return process.cumulant(1) * time
  }

  public func variance(after time: Double) throws -> Double {
    try check(time)
    return process.cumulant(2) * time
  }

  /// The third cumulant over the 3/2 power of the second.
  public func skewness(after time: Double) throws -> Double {
    let variance = try variance(after: time)
    return try ChainError.requireAnswer(
      process.cumulant(3) * time / (variance * variance.squareRoot()), "the skewness")
  }

  /// The fourth cumulant over the square of the second.
  public func excessKurtosis(after time: Double) throws -> Double {
    let variance = try variance(after: time)
    return try ChainError.requireAnswer(
      process.cumulant(4) * time / (variance * variance), "the excess kurtosis")
  }

  /// P(no jump), the atom of the law at zero.
  public func probabilityOfNoJump(after time: Double) throws -> Double {
    try check(time)
    return Double.exp(-intensity * time)
  }

  /// P(sum of the jumps <= x), the atom included; for normal jumps and for exponential jumps of one sign.
  public func cumulative(_ x: Double, after time: Double) throws -> Double {
    try check(time)
    return try process.cumulative(x, after: time)
  }

  private func check(_ time: Double) throws {
    try ChainError.requirePositive("jump intensity", intensity)
    try jumps.check()
    try ChainError.requirePositive("time", time)
  }
}
