import RealModule

/// Bessel functions of the first kind and their zeros.
extension SpecialFunctions {
  /// J_n(x) for n = 0 or 1 and 0 <= x <= 10000, to some 1e-15 absolute: Bessel's integral
  /// (1 / pi) integral from 0 to pi of cos(n s - x sin s) ds by the trapezoidal rule, which converges faster than any
  /// power once there are more points than x.
  public static func bessel(_ n: Int, _ x: Double) -> Double {
    precondition((0...1).contains(n) && x >= 0 && x <= 10_000, "no J_\(n)(\(x)) here")
    let points = Int(x) + 10 * Int(Double.root(x, 3)) + 40
    var sum = 0.0
    for index in 0..<2 * points {
      let angle = Double.pi * (Double(index) + 0.5) / Double(2 * points)
      sum += Double.cos(Double(n) * angle - x * Double.sin(angle))
    }
    return sum / Double(2 * points)
  }

  /// The first `count` positive zeros of J_0, by Newton's method from McMahon's expansion (Abramowitz and Stegun
  /// 9.5.12).
  public static func zerosOfBesselJ0(_ count: Int) -> [Double] {
    (0..<count).map { index in
      let b = (Double(index) + 0.75) * Double.pi
      var zero = b + 1 / (8 * b) - 31 / (384 * b * b * b)
      for _ in 0..<4 { zero += bessel(0, zero) / bessel(1, zero) }
      return zero
    }
  }
}
