import RealModule

/// The standard normal law.
enum NormalLaw {
  static func density(_ x: Double) -> Double {
    Double.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }

  /// P(Z <= x), accurate relative to its value in both tails.
  static func cumulative(_ x: Double) -> Double { Double.erfc(-x * 0.5.squareRoot()) / 2 }

  /// ln P(Z <= x), also where the probability itself is too small for a number.
  static func logCumulative(_ x: Double) -> Double {
    guard x < -30 else { return Double.log(cumulative(x)) }
    guard x > -.infinity else { return -.infinity }
    // Asymptotic series of Mills' ratio; the next term is below 1e-11 of the last one kept.
    let y = 1 / (x * x)
    let series = -y * (1 - 3 * y * (1 - 5 * y * (1 - 7 * y)))
    return -x * x / 2 - Double.log(-x * (2 * Double.pi).squareRoot()) + Double.log(onePlus: series)
  }
}
