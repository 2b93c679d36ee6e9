import RealModule

/// Particles in a rod, in two directions: scattering is isotropic, so it turns half of the scattered back.
///
/// With a = Sigma_a + Sigma_s / 2, b = Sigma_s / 2 and k = sqrt(Sigma_a (Sigma_a + Sigma_s)), of the particles that enter
/// at one end the share k / (k cosh k L + a sinh k L) leaves at the other and b sinh k L / (k cosh k L + a sinh k L) comes
/// back. Source: Wing, An Introduction to Transport Theory (1962), chapter 1. The laws throw `ChainError.badParameter` for
/// a negative cross-section or a length that is not positive, in that order.
public struct RodModel: Hashable, Sendable {
  /// Cross-sections per unit length.
  public var absorption: Double
  public var scattering: Double
  public var length: Double

  public init(absorption: Double, scattering: Double, length: Double) {
    self.absorption = absorption
    self.scattering = scattering
    self.length = length
  }

  public func transmission() throws -> Double {
    let terms = try terms()
    return terms.decay / terms.denominator
  }

  public func reflection() throws -> Double {
    let terms = try terms()
    return scattering / 2 * terms.sine / terms.denominator
  }

  /// What is absorbed in the rod. Where little is, this is the flux within times the cross-section, and nothing
  /// cancels.
  public func absorbedShare() throws -> Double {
    let terms = try terms()
    // 1 - R - T = (cosh k L - 1 + Sigma_a sinh k L / k) / (cosh k L + a sinh k L / k), as a = Sigma_a + b.
    return (terms.cosineRest + absorption * terms.sine) / terms.denominator
  }

  /// exp(-k L), sinh(k L) exp(-k L) / k, (cosh(k L) - 1) exp(-k L), and cosh + a sinh / k times exp(-k L).
  private func terms() throws -> (decay: Double, sine: Double, cosineRest: Double, denominator: Double) {
    try ChainError.requireNotNegative("absorption", absorption)
    try ChainError.requireNotNegative("scattering", scattering)
    try ChainError.requirePositive("length", length)
    let k = (absorption * (absorption + scattering)).squareRoot()
    let rest = Double.expMinusOne(-k * length)
    let decay = Double.exp(-k * length)
    let sine = k * length < 1e-10 ? length : -Double.expMinusOne(-2 * k * length) / (2 * k)
    let cosineRest = rest * rest / 2
    let denominator = cosineRest + decay + (absorption + scattering / 2) * sine
    _ = try ChainError.requireAnswer(sine * (absorption + scattering) + denominator, "the rod's answer")
    return (decay, sine, cosineRest, denominator)
  }
}
