import MarkovChains
import RealModule

/// Walkers of the heat equation on an interval: left or right with 1/6 each, or as little below as makes the number of
/// steps whole. Then the error is of the fourth order in the cell.
///
/// An absorbing wall lies on a node, a reflecting one half a cell beyond the last, where a blocked step stays put.
struct HeatWalk {
  var heat: HeatOnInterval
  var time: Double

  func density(at x: Double, from start: Double) throws -> ChainValue {
    try .refined(24, order: 3) { cells in
      let mesh = try Mesh(heat, cells: cells)
      let law = try mesh.law(from: start, after: time)
      return mesh.weights(at: x).reduce(0) { $0 + $1.weight * law[$1.node] } / mesh.spacing
    }
  }

  /// E u(X_t) for a function of place and width of the cell, the dead left out.
  func mean(
    from start: Double, order: Int, of function: (_ place: Double, _ cell: Double) -> Double
  ) throws -> ChainValue {
    try .refined(24, order: min(order, 3)) { cells in
      let mesh = try Mesh(heat, cells: cells)
      let law = try mesh.law(from: start, after: time)
      return (0..<mesh.count).reduce(0) {
        $0 + law[$1] * function(mesh.origin + Double($1) * mesh.spacing, mesh.spacing)
      }
    }
  }

  struct Mesh {
    let heat: HeatOnInterval
    let count: Int
    let origin: Double
    let spacing: Double
    private let ends: (lower: Boundary, upper: Boundary)

    init(_ heat: HeatOnInterval, cells: Int) throws {
      self.heat = heat
      let (lower, upper): (Boundary, Boundary) =
        switch heat.boundary {
        case .periodic: (.periodic, .periodic)
        case .ends(let lower, let upper): (Self.end(lower, "lower"), Self.end(upper, "upper"))
        }
      ends = (lower, upper)
      let walls = [lower, upper].count { $0 != .stay && $0 != .periodic }
      // Between two walls on nodes there is one node fewer than cells; one wall makes half a cell.
      count = walls == 2 ? cells - 1 : cells
      spacing = heat.length / (walls == 1 ? Double(cells) + 0.5 : Double(cells))
      origin = lower == .periodic ? 0 : lower == .stay ? spacing / 2 : spacing
    }

    private static func end(_ end: HeatOnInterval.End, _ name: String) -> Boundary {
      end == .absorbing ? .absorbing(name) : .stay
    }

    func law(from start: Double, after time: Double) throws -> [Double] {
      let ratio = heat.diffusivity * time / (spacing * spacing)
      let steps = try MeshWork.count(6 * ratio, "steps")
      try MeshWork.check(states: count, steps: steps)
      let side = ratio / Double(steps)
      let chain = try IntervalWalk(
        count: count, origin: origin, spacing: spacing, lower: ends.lower, upper: ends.upper
      ).chain(left: side, right: side)
      var weights = [Double](repeating: 0, count: chain.stateCount)
      for (node, weight) in self.weights(at: start) { weights[node] += weight }
      return WalkProblem(stages: [chain], start: weights, horizon: .steps(steps)).distribution(after: steps)
    }

    /// Interpolation among the nodes; on walls everything is zero.
    func weights(at x: Double) -> [(node: Int, weight: Double)] {
      let position = (x - origin) / spacing
      if ends.lower == .periodic {
        return MeshInterpolation.weights(at: position, in: -8...count + 8).map {
          (($0.node + count) % count, $0.weight)
        }
      }
      let low = ends.lower == .stay ? 0 : -1
      let high = ends.upper == .stay ? count - 1 : count
      return MeshInterpolation.weights(at: position, in: low...high).filter {
        $0.node >= 0 && $0.node < count
      }
    }
  }
}
