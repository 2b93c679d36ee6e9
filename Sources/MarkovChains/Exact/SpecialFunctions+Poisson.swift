import RealModule

/// Poisson weights, and the modified Bessel functions and gamma densities that are made of them.
extension SpecialFunctions {
  /// exp(-mean) mean^k / Gamma(k + 1) for real k >= 0 and mean >= 0.
  ///
  /// The saddle-point form of Loader (Fast and accurate computation of binomial probabilities, 2000): no large
  /// logarithms are subtracted from each other. Not a number where an argument is none.
  public static func poissonWeight(_ k: Double, mean: Double) -> Double {
    precondition(!(k < 0) && !(mean < 0), "a Poisson weight is for numbers from 0, not \(k) and \(mean)")
    if mean == 0 { return k == 0 ? 1 : 0 }
    if k == 0 { return Double.exp(-mean) }
    if k < 1 { return Double.exp(k * Double.log(mean) - mean - Double.logGamma(k + 1)) }
    return Double.exp(-stirlingError(k) - deviance(k, mean)) / (2 * Double.pi * k).squareRoot()
  }

  /// The weights exp(-mean) mean^k / k! that matter in double precision: the first k, and the weights from it on,
  /// which lack less than 1e-17 of the whole on either side.
  package static func poissonWeights(mean: Double) -> (first: Int, weights: [Double]) {
    // Beyond mean +- 9 sqrt(mean) and, for small means, 45 more, less than 1e-17 is left.
    let reach = 9 * mean.squareRoot()
    let first = Int(max(0, (mean - reach - 2).rounded(.down)))
    let last = Int((mean + reach + 45).rounded(.up))
    return (first, (first...last).map { poissonWeight(Double($0), mean: mean) })
  }

  /// P(N >= n) for a Poisson number N, by the smaller tail.
  static func poissonTail(_ n: Int, mean: Double) -> Double {
    if n <= 0 { return 1 }
    if mean == 0 { return 0 }
    if Double(n) > mean { return poissonSum(from: n, mean: mean) }
    return 1 - poissonSum(downFrom: n - 1, mean: mean)
  }

  private static func poissonSum(from n: Int, mean: Double) -> Double {
    var (term, sum, k) = (1.0, 1.0, Double(n))
    while term > 1e-18 * sum {
      k += 1
      term *= mean / k
      sum += term
    }
    return sum * poissonWeight(Double(n), mean: mean)
  }

  private static func poissonSum(downFrom n: Int, mean: Double) -> Double {
    var (term, sum, k) = (1.0, 1.0, Double(n))
    while k > 0, term > 1e-18 * sum {
      term *= k / mean
      sum += term
      k -= 1
    }
    return sum * poissonWeight(Double(n), mean: mean)
  }

  /// exp(-x) I_n(x), the modified Bessel function of whole order n >= 0, for x >= 0: the probability that two Poisson
  /// numbers of mean x / 2 differ by n (Skellam 1946).
  ///
  /// The sum of products begins at its largest and goes both ways until nothing is added. Not a number for x that is none.
  public static func scaledModifiedBessel(_ n: Int, _ x: Double) -> Double {
    precondition(n >= 0 && !(x < 0), "the Bessel function is for n and x from 0")
    if x == 0 { return n == 0 ? 1 : 0 }
    let (order, half) = (Double(n), x / 2)
    if x > 1e5 * max(1, order * order) { return farModifiedBessel(order, x) }
    let peak = max(0, ((order * order + x * x).squareRoot() - order) / 2).rounded(.down)
    let largest = poissonWeight(peak, mean: half) * poissonWeight(peak + order, mean: half)
    var (sum, term, k) = (1.0, 1.0, peak)
    while term > 1e-18 * sum {
      k += 1
      term *= half * half / (k * (k + order))
      sum += term
    }
    (term, k) = (1, peak)
    while k > 0, term > 1e-18 * sum {
      term *= k * (k + order) / (half * half)
      sum += term
      k -= 1
    }
    return largest * sum
  }

  /// The same far out: the asymptotic series 9.7.1 of Abramowitz and Stegun, of which four terms leave 1e-17.
  private static func farModifiedBessel(_ order: Double, _ x: Double) -> Double {
    let square = 4 * order * order
    var (term, sum) = (1.0, 1.0)
    for k in 1...4 {
      let odd = Double(2 * k - 1)
      term *= -(square - odd * odd) / (8 * x * Double(k))
      sum += term
    }
    return sum / (2 * Double.pi * x).squareRoot()
  }

  /// ln Gamma(k + 1) - (k + 1/2) ln k + k - ln(2 pi) / 2 for k >= 1.
  private static func stirlingError(_ k: Double) -> Double {
    if k < 16 {
      return Double.logGamma(k + 1) - (k + 0.5) * Double.log(k) + k - 0.5 * Double.log(2 * Double.pi)
    }
    let square = 1 / (k * k)
    let tail = square * (1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360_360)))
    return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - tail))) / k
  }

  /// k ln(k / mean) + mean - k, without cancellation where k is near the mean.
  private static func deviance(_ k: Double, _ mean: Double) -> Double {
    let difference = k - mean
    guard abs(difference) < 0.1 * (k + mean) else { return k * Double.log(k / mean) + mean - k }
    let v = difference / (k + mean)
    var (sum, power) = (difference * v, 2 * k * v)
    for j in 1..<1000 {
      power *= v * v
      let next = sum + power / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }
}
