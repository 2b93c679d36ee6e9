import ComplexModule
import RealModule

/// Roots of polynomials with complex coefficients.
enum PolynomialRoots {
  /// The four roots of x^4 + c[3] x^3 + c[2] x^2 + c[1] x + c[0], by the iteration of Weierstrass (Durand and Kerner).
  static func ofMonicQuartic(_ c: [Complex<Double>]) -> [Complex<Double>] {
    // Fujiwara's bound for the size of the roots.
    let size = 2 * (0..<4).map { Double.pow(c[$0].length, 1 / Double(4 - $0)) }.reduce(0, max)
    var roots = (0..<4).map { Complex(length: size / 2, phase: 0.4 + Double($0) * Double.pi / 2) }
    for _ in 0..<200 {
      var change = 0.0
      for i in 0..<4 {
        let x = roots[i]
        var value = Complex<Double>.one
        for k in (0..<4).reversed() { value = value * x + c[k] }
        var slope = Complex<Double>.one
        for j in 0..<4 where j != i { slope *= x - roots[j] }
        let step = value / slope
        guard step.length.isFinite else { continue }
        roots[i] = x - step
        change = max(change, step.length / (x.length + 1e-300))
      }
      if change < 1e-16 { break }
    }
    return roots
  }
}

extension Complex where RealType == Double {
  /// `self` times a real number.
  func scaled(_ factor: Double) -> Complex { Complex(real * factor, imaginary * factor) }
}
