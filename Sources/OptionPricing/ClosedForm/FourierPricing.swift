import ComplexModule
import RealModule

/// European prices from the characteristic function of ln(S_T / F), F the forward price.
///
/// Source: Lewis, Option Valuation under Stochastic Volatility (2000): integrals along Im u = -1/2, here by the
/// trapezoidal rule. The integrands are analytic to a distance 1/2 on either side, so that the rule with the step h
/// errs by exp(-pi / h); h = 0.08 gives 1e-17 of the larger of forward price and strike.
struct FourierPricing {
  var discount: Double
  var forward: Double
  /// E exp(i u ln(S_T / F)).
  var characteristicFunction: (Complex<Double>) -> Complex<Double>

  private static let step = 0.08
  /// Beyond this u the method gives up.
  static let termLimit = 4_000_000

  /// - Throws: `OptionError.noConvergence` if the characteristic function decays too slowly, as it does for a
  ///   variance near zero.
  func vanilla(_ side: Contract.Side, strike: Double) throws -> Double {
    guard strike > 0 else { return side == .call ? discount * forward : 0 }
    let x = Double.log(forward / strike)
    let integral = try sum(at: x) { u, value in value.real / (u * u + 0.25) }
    let part = (forward * strike).squareRoot() / Double.pi * integral
    let call = max(max(forward - strike, 0), min(forward, forward - part))
    return discount * (side == .call ? call : max(0, call - forward + strike))
  }

  /// E[S^power; S > strike or S < strike] discounted, power 0 for cash and 1 for the asset.
  func digital(_ side: Contract.Side, strike: Double, power: Int) throws -> Double {
    let total = discount * (power == 0 ? 1 : forward)
    guard strike > 0 else { return side == .call ? total : 0 }
    let x = Double.log(forward / strike)
    // Damped by exp(ln(S/K) / 2) the cash digital call and the asset digital put have transforms on the line.
    let sign = power == 0 ? 1.0 : -1.0
    let integral = try sum(at: x) { u, value in
      (value / Complex(0.5, sign * u)).real
    }
    let scale = power == 0 ? (forward / strike).squareRoot() : (forward * strike).squareRoot()
    let value = min(max(discount * scale / Double.pi * integral, 0), total)
    return (side == .call) == (power == 0) ? value : total - value
  }

  /// The trapezoidal sum of term(u, exp(i u x) phi(u - i / 2)) over u >= 0.
  private func sum(at x: Double, term: (Double, Complex<Double>) -> Double) throws -> Double {
    let h = Self.step
    var total = 0.0
    var small = 0
    for k in 0..<Self.termLimit {
      let u = Double(k) * h
      let phi = characteristicFunction(Complex(u, -0.5))
      let value = term(u, phi * Complex.exp(Complex(0, u * x)))
      guard value.isFinite else { throw OptionError.noConvergence("the Fourier integral of the price") }
      total += k == 0 ? value / 2 : value
      small = phi.length < 1e-18 * max(1, u) ? small + 1 : 0
      if small == 8 { return total * h }
    }
    throw OptionError.noConvergence("the Fourier integral of the price")
  }
}
