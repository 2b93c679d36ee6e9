/// `dS = growth S dt + volatility S dW`: prices in the model of Black and Scholes.
public struct GeometricBrownianMotion: Hashable, Sendable {
  /// Growth rate of the mean, per unit time: interest rate less dividend yield.
  public var growth: Double
  /// Volatility per square root of a unit of time.
  public var volatility: Double

  public init(growth: Double, volatility: Double) {
    self.growth = growth
    self.volatility = volatility
  }

  /// The process of ln S.
  public var logarithm: LevyProcess {
    LevyProcess(drift: growth - volatility * volatility / 2, variance: volatility * volatility)
  }
}
