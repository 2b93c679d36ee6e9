import ComplexModule
import MarkovChains
import RealModule

/// The chance that Kou's price touches a level before a time.
///
/// Source: Kou and Wang, Advances in Applied Probability 35, 504 (2003): the Laplace transform in time, inverted
/// numerically to about 1e-9.
struct KouFirstPassage {
  /// Drift and variance of ln S per year, seen so that the level lies above.
  private let drift: Double
  private let variance: Double
  private let intensity: Double
  private let up: Double
  private let rateUp: Double
  private let rateDown: Double
  /// |ln(level / spot)|.
  private let distance: Double

  init(process: KouJumpDiffusion, spot: Double, level: Double, direction: Contract.Direction) {
    let logarithm = process.logarithm
    let sign = direction == .up ? 1.0 : -1.0
    drift = sign * logarithm.drift
    variance = logarithm.variance
    intensity = logarithm.intensity
    up = direction == .up ? process.up : 1 - process.up
    rateUp = direction == .up ? process.rateUp : process.rateDown
    rateDown = direction == .up ? process.rateDown : process.rateUp
    distance = sign * Double.log(level / spot)
  }

  func probability(before time: Double) -> Double {
    min(1, max(0, LaplaceInversion.value(at: time) { transform($0) / $0 }))
  }

  /// E exp(-alpha tau), tau the time of touching.
  private func transform(_ alpha: Complex<Double>) -> Complex<Double> {
    let (b1, b2) = positiveRoots(alpha)
    let eta = Complex(rateUp)
    let first = (eta - b1) * b2 * Complex.exp(b1.scaled(-distance))
    let second = (b2 - eta) * b1 * Complex.exp(b2.scaled(-distance))
    return (first + second) / ((b2 - b1) * eta)
  }

  /// The two roots with positive real parts of G(x) = alpha, G the Laplace exponent: those of a polynomial of degree
  /// four.
  private func positiveRoots(_ alpha: Complex<Double>) -> (Complex<Double>, Complex<Double>) {
    let (half, sum) = (variance / 2, Complex(intensity) + alpha)
    let (difference, product) = (rateUp - rateDown, rateUp * rateDown)
    // (half x^2 + drift x - sum) (product + difference x - x^2) + jumps of the two sides
    let (upward, downward) = (intensity * up * rateUp, intensity * (1 - up) * rateDown)
    let roots = PolynomialRoots.ofMonicQuartic([
      (sum.scaled(-product) + Complex(upward * rateDown + downward * rateUp)).scaled(-1 / half),
      (Complex(drift * product + upward - downward) - sum.scaled(difference)).scaled(-1 / half),
      (Complex(half * product + drift * difference) + sum).scaled(-1 / half),
      Complex(-(half * difference - drift) / half),
    ]).sorted { $0.real > $1.real }
    return (roots[0], roots[1])
  }
}
