import MarkovChains

/// Gauss-Legendre rules on [-1, 1], and integrals made of them.
struct GaussLegendre: Sendable {
  let points: [Double]
  let weights: [Double]

  static let sixteen = GaussLegendre(16)

  /// The rule with an even number of points.
  private init(_ count: Int) {
    let (nodes, weights) = MarkovChains.GaussLegendre.upperHalf(count)
    points = nodes.reversed().map { -$0 } + nodes
    self.weights = weights.reversed() + weights
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
}
