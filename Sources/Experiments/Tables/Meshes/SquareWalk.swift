import MarkovChains

/// The walk to the four neighbours on the nodes of the unit square, its sides on nodes: second order.
struct SquareWalk {
  var start: SIMD2<Double>

  func meanExitTime(diffusivity: Double) throws -> ChainValue {
    try .refined(10, order: 2) { cells in
      let h = 1 / Double(cells)
      let values = try Absorption(chain(cells)).meanSteps()
      // Four neighbours: a step takes h^2 / (4 D).
      return read(cells) { column, row in inside(column, row, cells).map { values[$0] } ?? 0 }
        * h * h / (4 * diffusivity)
    }
  }

  func rightExit() throws -> ChainValue {
    try .refined(10, order: 2) { cells in
      let chain = try chain(cells)
      let values = try Absorption(chain).probability(ofEndingIn: ExitWalk.state("right", chain))
      return read(cells) { column, row in
        inside(column, row, cells).map { values[$0] } ?? (column == cells ? 1 : 0)
      }
    }
  }

  private func read(_ cells: Int, _ value: (Int, Int) -> Double) -> Double {
    let position = start * Double(cells)
    let rows = MeshInterpolation.weights(at: position.y, in: 0...cells)
    return MeshInterpolation.weights(at: position.x, in: 0...cells).reduce(0) { sum, column in
      rows.reduce(sum) { $0 + column.weight * $1.weight * value(column.node, $1.node) }
    }
  }

  private func inside(_ column: Int, _ row: Int, _ cells: Int) -> Int? {
    let side = 1..<cells
    return side.contains(column) && side.contains(row) ? (row - 1) * (cells - 1) + column - 1 : nil
  }

  private func chain(_ cells: Int) throws -> MarkovChain {
    let count = (cells - 1) * (cells - 1)
    var rows: [[MarkovChain.Transition]] = []
    for row in 1..<cells {
      for column in 1..<cells {
        rows.append(
          [(1, 0), (-1, 0), (0, 1), (0, -1)].map { step in
            let target = inside(column + step.0, row + step.1, cells)
            return .init(target: target ?? (column + step.0 == cells ? count : count + 1), probability: 0.25)
          })
      }
    }
    rows += [count, count + 1].map { [.init(target: $0, probability: 1)] }
    return try MarkovChain(
      rows: rows, space: .graph(count: count), names: [count: "right", count + 1: "other"])
  }
}
