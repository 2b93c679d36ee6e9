import ComplexModule
import RealModule

/// Heston's variance with independent lognormal jumps of the price, compensated so that E S_t grows at the
/// rate `growth`.
///
/// Source: Bates, Review of Financial Studies 9, 69 (1996).
public struct BatesModel: Hashable, Sendable {
  public var heston: HestonModel
  /// Mean number of jumps per unit time.
  public var intensity: Double
  /// Mean and standard deviation of a jump of ln S.
  public var jumpMean: Double
  public var jumpDeviation: Double

  public init(heston: HestonModel, intensity: Double, jumpMean: Double, jumpDeviation: Double) {
    self.heston = heston
    self.intensity = intensity
    self.jumpMean = jumpMean
    self.jumpDeviation = jumpDeviation
  }

  /// The jumps alone, a martingale when exponentiated.
  public var jumps: LevyProcess {
    MertonJumpDiffusion(
      growth: 0, volatility: 0, intensity: intensity, jumpMean: jumpMean, jumpDeviation: jumpDeviation
    ).logarithm
  }

  /// E exp(i u ln(S_t / S_0)) for complex u in the strip where the moment exists; -1 <= Im u <= 0 always is.
  public func characteristicFunction(_ u: Complex<Double>, time: Double) -> Complex<Double> {
    heston.characteristicFunction(u, time: time) * Complex.exp(jumps.exponent(u).scaled(time))
  }

  /// - Throws: `ChainError.badParameter` for a parameter outside its range: Heston's first, then the jumps'.
  public func check() throws {
    try heston.check()
    try jumps.check()
  }
}
