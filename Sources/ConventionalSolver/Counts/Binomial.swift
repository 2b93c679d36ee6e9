import RandomStreams
import RealModule

// Exact binomial variates.
//
// Goals, in order: the exact law (to the rounding of doubles); bounded work whatever n; few draws.
//
// Mean under 10: inversion by sequential search from zero, the textbook method (L. Devroye, "Non-uniform
// random variate generation", Springer 1986, X.4). Mean 10 and above: BTRS, transformed rejection with
// squeeze (W. Hoermann, J. Statist. Comput. Simul. 46 (1993) 101, doi 10.1080/00949659308811496). p above one
// half is mirrored.
//
// The acceptance test sums differences of log factorials. Written with log(1 + x) of exact integer
// differences their error stays near sqrt(n) 1e-16; the plain form loses n 1e-16, too much from 1e12 walkers
// up.

/// Draws the number of successes in `n` trials of probability `p`.
///
/// - Parameters:
///   - n: 0 ... 2^53.
///   - p: 0 ... 1.
package func drawBinomial(n: Int, p: Double, from stream: inout some UniformSource) -> Int {
  if n == 0 || p <= 0 { return 0 }
  if p >= 1 { return n }
  if p > 0.5 { return n - drawBinomial(n: n, p: 1 - p, from: &stream) }
  return Double(n) * p < 10
    ? invertBinomial(n: n, p: p, from: &stream) : rejectBinomial(n: Double(n), p: p, from: &stream)
}

/// Uniform doubles in [0, 1).
package protocol UniformSource {
  mutating func uniform() -> Double
}

extension CounterStream: UniformSource {}

private func invertBinomial(n: Int, p: Double, from stream: inout some UniformSource) -> Int {
  let odds = p / (1 - p)
  let none = Double.exp(Double(n) * .log(onePlus: -p))
  while true {
    var (left, mass, k) = (stream.uniform(), none, 0)
    while left >= mass {
      left -= mass
      k += 1
      mass *= odds * Double(n - k + 1) / Double(k)
      // Only what rounding leaves of the total mass, 1e-15, comes here: draw anew.
      if k > n || mass == 0 { break }
    }
    if left < mass { return k }
  }
}

private func rejectBinomial(n: Double, p: Double, from stream: inout some UniformSource) -> Int {
  let q = 1 - p
  let deviation = Double.sqrt(n * p * q)
  let b = 1.15 + 2.53 * deviation
  let a = -0.0873 + 0.0248 * b + 0.01 * p
  let centre = n * p + 0.5
  let squeeze = 0.92 - 4.2 / b
  let alpha = (2.83 + 5.1 / b) * deviation
  while true {
    let v = stream.uniform()
    let u = stream.uniform() - 0.5
    let us = 0.5 - abs(u)
    let k = ((2 * a / us + b) * u + centre).rounded(.down)
    guard k >= 0, k <= n else { continue }
    if us >= 0.07, v <= squeeze { return Int(k) }
    if Double.log(v * alpha / (a / (us * us) + b)) <= logMassRatio(of: k, n: n, p: p) { return Int(k) }
  }
}

/// log(P(k) / P(m)) with the mode m = floor((n + 1) p).
private func logMassRatio(of k: Double, n: Double, p: Double) -> Double {
  let m = ((n + 1) * p).rounded(.down)
  let atMode = Double.log((m + 1) * (1 - p) / ((n - m + 1) * p))
  return (m - k) * atMode
    + (k + 0.5) * (.log(onePlus: (m - k) / (n - m + 1)) + .log(onePlus: (m - k) / (k + 1)))
    + (n + 1) * .log(onePlus: (k - m) / (n - k + 1))
    + stirlingTail(m) + stirlingTail(n - m) - stirlingTail(k) - stirlingTail(n - k)
}

/// log(k!) - [log sqrt(2 pi) + (k + 1/2) log(k + 1) - (k + 1)].
private func stirlingTail(_ k: Double) -> Double {
  if k < 10 { return stirlingTails[Int(k)] }
  let x = k + 1
  return (1 / 12 - (1 / 360 - 1 / (1260 * x * x)) / (x * x)) / x
}

private let stirlingTails: [Double] = (0..<10).map { k in
  let factorial = (1...max(1, k)).reduce(1) { $0 * $1 }
  return .log(Double(factorial)) - 0.5 * .log(2 * .pi) - (Double(k) + 0.5) * .log(Double(k + 1))
    + Double(k + 1)
}
