import RealModule

/// Gauss-Legendre rules on [-1, 1], and integrals made of them.
struct GaussLegendre: Sendable {
  let points: [Double]
  let weights: [Double]

  static let sixteen = GaussLegendre(16)

  /// The rule with `count` points, by Newton's method on the Legendre polynomial.
  init(_ count: Int) {
    var (points, weights) = ([Double](), [Double]())
    for k in 0..<count {
      var x = -Double.cos(Double.pi * (Double(k) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<8 {
        let value: Double
        (value, slope) = Self.legendre(count, at: x)
        x -= value / slope
      }
      points.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    (self.points, self.weights) = (points, weights)
  }

  /// The integral over `lower ... upper` cut into equal panels.
  func integral(
    from lower: Double, to upper: Double, panels: Int = 1, of function: (Double) -> Double
  ) -> Double {
    let width = (upper - lower) / Double(panels)
    var sum = 0.0
    for panel in 0..<panels {
      let middle = lower + (Double(panel) + 0.5) * width
      for (point, weight) in zip(points, weights) { sum += weight * function(middle + width / 2 * point) }
    }
    return sum * width / 2
  }

  /// The integral by halving panels until both halves agree with the whole to `tolerance`, at most 40 times.
  static func adaptive(
    from lower: Double, to upper: Double, tolerance: Double, depth: Int = 40,
    of function: (Double) -> Double
  ) -> Double {
    let whole = sixteen.integral(from: lower, to: upper, of: function)
    let middle = (lower + upper) / 2
    let halves =
      sixteen.integral(from: lower, to: middle, of: function)
      + sixteen.integral(from: middle, to: upper, of: function)
    if depth == 0 || abs(whole - halves) <= max(tolerance, 4e-16 * abs(halves)) { return halves }
    return adaptive(from: lower, to: middle, tolerance: tolerance, depth: depth - 1, of: function)
      + adaptive(from: middle, to: upper, tolerance: tolerance, depth: depth - 1, of: function)
  }

  private static func legendre(_ n: Int, at x: Double) -> (value: Double, slope: Double) {
    var (before, value) = (1.0, x)
    for k in 1..<n {
      (before, value) = (value, (Double(2 * k + 1) * x * value - Double(k) * before) / Double(k + 1))
    }
    return (value, Double(n) * (x * value - before) / (x * x - 1))
  }
}
