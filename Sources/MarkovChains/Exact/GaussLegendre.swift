import RealModule

/// Gauss-Legendre quadrature on -1 ... 1.
package enum GaussLegendre {
  /// The positive nodes, ascending, and their weights, which sum to one, for an even number of nodes in all.
  package static func upperHalf(_ count: Int) -> (nodes: [Double], weights: [Double]) {
    var (nodes, weights): ([Double], [Double]) = ([], [])
    for index in (0..<count / 2).reversed() {
      var x = Double.cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<8 {
        let (value, derivative) = legendre(count, x)
        slope = derivative
        x -= value / derivative
      }
      nodes.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    return (nodes, weights)
  }

  /// P_n(x) and its derivative, by the recurrence.
  private static func legendre(_ n: Int, _ x: Double) -> (value: Double, derivative: Double) {
    var (before, value) = (1.0, x)
    for k in 2...n {
      (before, value) = (value, (Double(2 * k - 1) * x * value - Double(k - 1) * before) / Double(k))
    }
    return (value, Double(n) * (x * value - before) / (x * x - 1))
  }
}
