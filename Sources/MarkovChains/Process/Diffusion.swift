/// A one-dimensional diffusion `dX = drift(X) dt + sqrt(variance(X)) dW` with coefficients that may depend on the
/// state: Ornstein-Uhlenbeck, Cox-Ingersoll-Ross, local volatility, or any other by two functions.
public struct Diffusion: Sendable {
  /// The states that the process can take, ends included; infinite where it has no end.
  public var domain: ClosedRange<Double>
  /// Drift per unit time.
  public var drift: @Sendable (Double) -> Double
  /// Variance per unit time, not negative inside the domain.
  public var variance: @Sendable (Double) -> Double

  public init(
    domain: ClosedRange<Double> = -Double.infinity...Double.infinity,
    drift: @escaping @Sendable (Double) -> Double, variance: @escaping @Sendable (Double) -> Double
  ) {
    self.domain = domain
    self.drift = drift
    self.variance = variance
  }
}
