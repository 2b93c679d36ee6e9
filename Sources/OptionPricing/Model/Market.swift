/// What the market says today: the price of the asset, and the rates. Rates are continuous, per year.
public struct Market: Hashable, Sendable {
  /// Price of the asset now.
  public var spot: Double
  /// Interest rate, per year.
  public var rate: Double
  /// Dividend yield, per year.
  public var dividendYield: Double

  public init(spot: Double, rate: Double, dividendYield: Double = 0) {
    self.spot = spot
    self.rate = rate
    self.dividendYield = dividendYield
  }

  /// Growth rate of the forward price.
  public var growth: Double { rate - dividendYield }
}
