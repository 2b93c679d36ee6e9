import RealModule

/// Nodes on a line, ascending, for processes whose coefficients or answers ask for more nodes in places.
public enum NonUniformMesh {
  /// `count` nodes from `range.lowerBound` to `range.upperBound`, equally spaced.
  public static func uniform(_ range: ClosedRange<Double>, count: Int) throws -> [Double] {
    try mapped(range, count: count) { $0 }
  }

  /// Nodes clustered about `center`: x = center + strength sinh(u), u equally spaced. A small `strength`, in the units
  /// of x, clusters more; the gaps at the centre are about `strength` times the step of u.
  public static func clustered(
    _ range: ClosedRange<Double>, count: Int, center: Double, strength: Double
  ) throws -> [Double] {
    try ChainError.requirePositive("strength", strength)
    try ChainError.require(
      range.contains(center), "center", center, allowed: "\(range.lowerBound) to \(range.upperBound)")
    let low = Double.asinh((range.lowerBound - center) / strength)
    let high = Double.asinh((range.upperBound - center) / strength)
    return try mapped(range, count: count) { _ in 0 }.indices.map { index in
      if index == 0 { return range.lowerBound }
      if index == count - 1 { return range.upperBound }
      return center + strength * Double.sinh(low + (high - low) * Double(index) / Double(count - 1))
    }
  }

  /// Nodes (i d)^2 from 0 to `upper`: equally spaced in the square root, in which a process with variance in
  /// proportion to x, such as Cox-Ingersoll-Ross, has a constant variance.
  public static func squareRoot(upTo upper: Double, count: Int) throws -> [Double] {
    try ChainError.requirePositive("upper end", upper)
    return try mapped(0...upper, count: count) { $0 * $0 }
  }

  private static func mapped(
    _ range: ClosedRange<Double>, count: Int, _ map: (Double) -> Double
  ) throws -> [Double] {
    try ChainError.requireCount("nodes", count, atLeast: 3)
    try ChainError.requirePositive("length of the mesh", range.upperBound - range.lowerBound)
    return (0..<count).map { index in
      let share = map(Double(index) / Double(count - 1))
      return range.lowerBound * (1 - share) + range.upperBound * share
    }
  }
}
