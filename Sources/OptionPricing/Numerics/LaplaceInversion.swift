import ComplexModule
import RealModule

/// The inverse of a Laplace transform at one time, for functions that are bounded by about 1 and smooth.
///
/// Source: Abate and Whitt, ORSA J. Computing 7, 36 (1995), algorithm EULER: the Bromwich integral by the
/// trapezoidal rule, and Euler's summation of the alternating series. The discretisation error is at most
/// exp(-23) = 1e-10 times the bound; rounding costs about as much.
enum LaplaceInversion {
  static func value(at time: Double, of transform: (Complex<Double>) -> Complex<Double>) -> Double {
    let damping = 23.0
    let (terms, averaged) = (60, 20)
    func term(_ k: Int) -> Double {
      let s = Complex(damping / (2 * time), Double(k) * Double.pi / time)
      return (k % 2 == 0 ? 1 : -1) * transform(s).real
    }
    var sum = term(0) / 2
    for k in 1...terms { sum += term(k) }
    // The binomial average of the partial sums from `terms` to `terms + averaged`.
    var (average, weight) = (0.0, Double.pow(2, -averaged))
    for k in 0...averaged {
      average += weight * sum
      weight *= Double(averaged - k) / Double(k + 1)
      sum += term(terms + k + 1)
    }
    return Double.exp(damping / 2) / time * average
  }
}
