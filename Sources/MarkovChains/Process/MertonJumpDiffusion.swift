/// Prices with lognormal jumps: `dS / S- = (growth - lambda kappa) dt + volatility dW + (e^J - 1) dN`,
/// `kappa = E e^J - 1`, so that E S_t grows at the rate `growth` whatever the jumps.
///
/// Source: Merton, J. Financial Economics 3, 125 (1976).
public struct MertonJumpDiffusion: Hashable, Sendable {
  public var growth: Double
  public var volatility: Double
  /// Mean number of jumps per unit time.
  public var intensity: Double
  /// Mean and standard deviation of a jump of ln S.
  public var jumpMean: Double
  public var jumpDeviation: Double

  public init(
    growth: Double, volatility: Double, intensity: Double, jumpMean: Double, jumpDeviation: Double
  ) {
    self.growth = growth
    self.volatility = volatility
    self.intensity = intensity
    self.jumpMean = jumpMean
    self.jumpDeviation = jumpDeviation
  }

  /// The process of ln S.
  public var logarithm: LevyProcess {
    let jumps = JumpLaw.normal(mean: jumpMean, deviation: jumpDeviation)
    return LevyProcess(
      drift: growth - volatility * volatility / 2 - intensity * jumps.meanRelativeJump,
      variance: volatility * volatility, intensity: intensity, jumps: jumps)
  }
}
