/// Prices with jumps of ln S that are exponential on both sides:
/// `dS / S- = (growth - lambda kappa) dt + volatility dW + (e^J - 1) dN`, `kappa = E e^J - 1`.
///
/// Source: Kou, Management Science 48, 1086 (2002). The mean of the price exists for `rateUp` > 1 only.
public struct KouJumpDiffusion: Hashable, Sendable {
  public var growth: Double
  public var volatility: Double
  /// Mean number of jumps per unit time.
  public var intensity: Double
  /// Probability that a jump goes up.
  public var up: Double
  /// Rates of the exponential laws of upward and downward jumps of ln S (eta1, eta2).
  public var rateUp: Double
  public var rateDown: Double

  public init(
    growth: Double, volatility: Double, intensity: Double, up: Double, rateUp: Double, rateDown: Double
  ) {
    self.growth = growth
    self.volatility = volatility
    self.intensity = intensity
    self.up = up
    self.rateUp = rateUp
    self.rateDown = rateDown
  }

  /// The process of ln S.
  public var logarithm: LevyProcess {
    let jumps = JumpLaw.doubleExponential(up: up, rateUp: rateUp, rateDown: rateDown)
    return LevyProcess(
      drift: growth - volatility * volatility / 2 - intensity * jumps.meanRelativeJump,
      variance: volatility * volatility, intensity: intensity, jumps: jumps)
  }
}
