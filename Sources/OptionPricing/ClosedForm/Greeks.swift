/// Derivatives of a price; nil where they do not exist or the model has no such parameter.
public struct Greeks: Hashable, Sendable {
  /// dV/dS and d2V/dS2 (in the first asset where there are two).
  public var delta: Double?
  public var gamma: Double?
  /// dV/d(volatility), per 1.00 of volatility (in Merton's and Kou's models that of the diffusion).
  public var vega: Double?
  /// dV/dt per year: minus the derivative in the maturity. Dates move with the maturity.
  public var theta: Double?
  /// dV/d(rate), per 1.00, with the dividend yield fixed.
  public var rho: Double?

  public init(
    delta: Double? = nil, gamma: Double? = nil, vega: Double? = nil, theta: Double? = nil, rho: Double? = nil
  ) {
    (self.delta, self.gamma, self.vega, self.theta, self.rho) = (delta, gamma, vega, theta, rho)
  }
}
