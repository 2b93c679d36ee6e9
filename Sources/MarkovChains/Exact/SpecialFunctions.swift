import RealModule

/// Special functions of the closed forms that the numerics library lacks.
///
/// All are sums of positive terms or continued fractions, good to some 1e-14 relative.
public enum SpecialFunctions {
  /// exp(x^2) erfc(x) for x >= 0, which does not underflow.
  ///
  /// Above 5 the continued fraction of Laplace (Abramowitz and Stegun 7.1.14), summed from its tail.
  public static func scaledComplementaryErrorFunction(_ x: Double) -> Double {
    precondition(x >= 0, "the scaled function is for arguments from 0, not \(x)")
    if x < 5 { return Double.exp(x * x) * Double.erfc(x) }
    if x.isInfinite { return 0 }
    var tail = 0.0
    for k in (1...60).reversed() { tail = Double(k) / 2 / (x + tail) }
    return 1 / ((x + tail) * Double.pi.squareRoot())
  }

  /// The exponential integral E_n(x) = integral from 1 to infinity of exp(-x s) / s^n ds, for n >= 2 and x >= 0.
  ///
  /// Above 1 the continued fraction 5.1.22 of Abramowitz and Stegun; below, E_1 by its power series and then the
  /// recurrence n E_(n+1) = exp(-x) - x E_n, in which nothing cancels for small x.
  public static func exponentialIntegral(_ n: Int, _ x: Double) -> Double {
    precondition(n >= 2 && x >= 0, "the exponential integral is for n from 2 and arguments from 0")
    if x == 0 { return 1 / Double(n - 1) }
    if x > 1 { return exponentialIntegralByFraction(n, x) }
    var (term, sum) = (1.0, -eulerGamma - Double.log(x))
    for k in 1...30 {
      term *= -x / Double(k)
      sum -= term / Double(k)
    }
    for k in 1..<n { sum = (Double.exp(-x) - x * sum) / Double(k) }
    return sum
  }

  private static let eulerGamma = 0.57721566490153286061

  /// The fraction of positive terms, from its tail: 1/(x + n/(1 + 1/(x + (n+1)/(1 + 2/(x + ...))))).
  private static func exponentialIntegralByFraction(_ n: Int, _ x: Double) -> Double {
    var tail = 0.0
    for k in (1...200).reversed() {
      tail = Double(n + k - 1) / (1 + Double(k) / (x + tail))
    }
    return Double.exp(-x) / (x + tail)
  }
}

/// exp(exponent) times the mass of the standard normal law between `lower` and `upper`, in such a way that a large
/// exponent and a small mass do not spoil each other.
func scaledNormalMass(exponent: Double, from lower: Double, to upper: Double) -> Double {
  if upper <= 0 { return scaledNormalMass(exponent: exponent, from: -upper, to: -lower) }
  if lower < 0 { return Double.exp(exponent) * normalMass(from: lower, to: upper) }
  let tail = { (x: Double) -> Double in
    x.isInfinite
      ? 0
      : Double.exp(exponent - x * x / 2)
        * SpecialFunctions.scaledComplementaryErrorFunction(x * 0.5.squareRoot()) / 2
  }
  return tail(lower) - tail(upper)
}

/// The density of the normal law.
func normalDensity(_ x: Double, mean: Double, variance: Double) -> Double {
  let z = x - mean
  if variance == 0 { return z == 0 ? .infinity : 0 }
  return Double.exp(-z * z / (2 * variance)) / (2 * Double.pi * variance).squareRoot()
}
