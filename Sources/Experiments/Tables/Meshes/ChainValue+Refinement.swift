import RealModule

extension ChainValue {
  /// The answer of the finest of three meshes, each twice as fine as the one before, with a budget from the three
  /// answers alone.
  ///
  /// If the error falls by 2^order with every halving, that of the finest mesh is at most the last change over
  /// 2^order - 1. The budget is the whole of the last change (twice of it for order 1), but no less than what the change
  /// before lets expect, should the last one be small by chance.
  static func refined(
    _ coarsest: Int, order: Int, _ answer: (_ size: Int) throws -> Double
  ) throws -> ChainValue {
    let values = try [coarsest, 2 * coarsest, 4 * coarsest].map(answer)
    let gain = Double(1 << order)
    let change = max(abs(values[2] - values[1]), abs(values[1] - values[0]) / gain)
    let budget = (order == 1 ? 2 : 1) * change + 0x1p-36 * abs(values[2]) + 0x1p-50
    return ChainValue(value: values[2], budget: budget)
  }

  /// The product of two answers, with the budget of a product.
  func product(_ other: ChainValue) -> ChainValue {
    ChainValue(
      value: value * other.value,
      budget: abs(value) * other.budget + abs(other.value) * budget + budget * other.budget)
  }
}

/// Limits of the linear algebra of one row.
enum MeshWork {
  static let limit = 30_000_000.0

  /// - Throws: `LawRowError` for a walk that would take too long.
  static func check(states: Int, steps: Int) throws {
    let work = Double(states) * Double(max(steps, 1))
    guard work <= limit else {
      throw LawRowError("the walk has \(states) states and \(steps) steps; their product may be \(limit)")
    }
  }

  /// A number of cells or steps, refused where it is too large.
  static func count(_ value: Double, _ name: String) throws -> Int {
    guard value <= 1e8 else { throw LawRowError("the mesh would need \(value) \(name)") }
    return max(1, Int(value.rounded(.up)))
  }
}

/// Interpolation on evenly spaced nodes, of sixth order.
enum MeshInterpolation {
  /// Weights of the nodes about `position`, which counts in nodes; only nodes of `range` are used. On a node the weight
  /// is one on it alone.
  static func weights(at position: Double, in range: ClosedRange<Int>) -> [(node: Int, weight: Double)] {
    let nearest = position.rounded()
    if abs(position - nearest) < 1e-9, range.contains(Int(nearest)) { return [(Int(nearest), 1)] }
    let count = min(6, range.count)
    let wanted = Int(position.rounded(.down)) - count / 2 + 1
    let first = min(max(wanted, range.lowerBound), range.upperBound - count + 1)
    return (first..<first + count).map { node in
      let weight = (first..<first + count).reduce(1.0) { product, other in
        other == node ? product : product * (position - Double(other)) / Double(node - other)
      }
      return (node, weight)
    }
  }
}
