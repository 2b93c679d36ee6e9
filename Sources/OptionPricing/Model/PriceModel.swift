import MarkovChains

/// How the price of the asset moves. Volatilities are per square root of a year, intensities per year.
public enum PriceModel: Hashable, Sendable {
  /// Geometric Brownian motion (Black and Scholes 1973).
  case blackScholes(volatility: Double)
  /// Arithmetic Brownian motion about the forward price (Bachelier 1900); the volatility is in units of the price.
  case bachelier(volatility: Double)
  /// Lognormal jumps (Merton 1976).
  case merton(volatility: Double, intensity: Double, jumpMean: Double, jumpDeviation: Double)
  /// Double exponential jumps (Kou 2002).
  case kou(volatility: Double, intensity: Double, up: Double, rateUp: Double, rateDown: Double)
  /// Stochastic variance (Heston 1993).
  case heston(HestonParameters)
  /// Stochastic variance with lognormal jumps (Bates 1996).
  case bates(HestonParameters, intensity: Double, jumpMean: Double, jumpDeviation: Double)
  /// Two correlated geometric Brownian motions; the market holds the first asset's spot and yield.
  case twoAssets(volatility: Double, second: SecondAsset, correlation: Double)

  /// `dv = reversion (longVariance - v) dt + volatilityOfVariance sqrt(v) dW2`, correlated with the price's noise.
  public struct HestonParameters: Hashable, Sendable {
    public var variance: Double
    public var reversion: Double
    public var longVariance: Double
    public var volatilityOfVariance: Double
    public var correlation: Double

    public init(
      variance: Double, reversion: Double, longVariance: Double, volatilityOfVariance: Double,
      correlation: Double
    ) {
      self.variance = variance
      self.reversion = reversion
      self.longVariance = longVariance
      self.volatilityOfVariance = volatilityOfVariance
      self.correlation = correlation
    }
  }

  public struct SecondAsset: Hashable, Sendable {
    public var spot: Double
    public var dividendYield: Double
    public var volatility: Double

    public init(spot: Double, dividendYield: Double, volatility: Double) {
      self.spot = spot
      self.dividendYield = dividendYield
      self.volatility = volatility
    }
  }
}
