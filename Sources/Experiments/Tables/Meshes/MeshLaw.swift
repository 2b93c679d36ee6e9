/// A law on the places of a mesh.
struct MeshLaw {
  var places: [Double]
  var weights: [Double]

  var mean: Double { zip(places, weights).reduce(0) { $0 + $1.0 * $1.1 } }

  var variance: Double {
    let mean = mean
    return zip(places, weights).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
  }

  /// The sum of the weights.
  var mass: Double { weights.reduce(0, +) }

  /// The density at a position counted in nodes: weights over the widths of the cells, interpolated.
  func density(at position: Double) throws -> Double {
    guard position >= 0, position <= Double(places.count - 1) else {
      throw LawRowError("the place lies outside the mesh")
    }
    return MeshInterpolation.weights(at: position, in: 0...places.count - 1).reduce(0) {
      let (low, high) = (max($1.node - 1, 0), min($1.node + 1, places.count - 1))
      return $0 + $1.weight * weights[$1.node] * Double(high - low) / (places[high] - places[low])
    }
  }

  /// A number of a law that is itself a chain's, so that only rounding is left.
  func exactly(_ value: Double, steps: Int) -> ChainValue {
    ChainValue(value: value, budget: (Double(steps) + 16) * 0x1p-46 * max(abs(value), 1))
  }
}
