import FixedPoint

/// A walk in two coordinates: in every step both move, independently, by laws that may depend on the first coordinate.
///
/// State = row * columns + column; the first coordinate is the row. A row of the chain is the product of two stencils, and
/// its tree of gates is the tree of the first with the tree of the second at every leaf: nothing is rounded but the
/// stencils' own gates. Two independent assets are such a walk, and so is a price whose variance walks beside it.
public struct ProductLattice: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// The stencils of every row: how the row itself moves, and how the column moves while a walker stands on the row.
  public let rowSteps: [StepStencil]
  public let columnSteps: [StepStencil]
  /// The rows and columns that walk; walkers that leave them are frozen where they came to.
  public let walkingRows: Range<Int>
  public let walkingColumns: Range<Int>
  public let grid: ProbabilityGrid

  /// - Precondition: one stencil of either kind for every row; no offset leads from a walking row or column past the
  ///   mesh.
  public init(
    columns: Int, rowSteps: [StepStencil], columnSteps: [StepStencil], walkingRows: Range<Int>,
    walkingColumns: Range<Int>, grid: ProbabilityGrid
  ) {
    precondition(rowSteps.count == columnSteps.count, "a stencil of either kind for every row")
    rows = rowSteps.count
    (self.columns, self.rowSteps, self.columnSteps) = (columns, rowSteps, columnSteps)
    (self.walkingRows, self.walkingColumns, self.grid) = (walkingRows, walkingColumns, grid)
  }

  public func state(row: Int, column: Int) -> Int { row * columns + column }
  public func place(of state: Int) -> (row: Int, column: Int) {
    let (row, column) = state.quotientAndRemainder(dividingBy: columns)
    return (row, column)
  }

  public func walks(_ state: Int) -> Bool {
    let (row, column) = place(of: state)
    return walkingRows.contains(row) && walkingColumns.contains(column)
  }

  /// The chain with unrounded probabilities, the chain that the gates draw, and the gates.
  public func design() throws -> QuantizedChain {
    let trees = (0..<rows).map { row in
      GateTree(
        root: Self.product(rowSteps[row].tree.root, columnSteps[row]), grid: grid)
    }
    let ideal = try chain(\.ideal)
    let probabilities = (0..<rows * columns).flatMap { state -> [Double] in
      guard walks(state) else { return [1] }
      let row = place(of: state).row
      return rowSteps[row].drawn.probabilities.flatMap { first in
        columnSteps[row].drawn.probabilities.map { first * $0 }
      }
    }
    return QuantizedChain(
      ideal: ideal, quantized: ideal.replacing(probabilities: probabilities),
      trees: (0..<rows * columns).map { walks($0) ? trees[place(of: $0).row] : nil }, grid: grid)
  }

  private func chain(_ law: (StepStencil) -> StepLaw) throws -> MarkovChain {
    let table = (0..<rows * columns).map { state -> [MarkovChain.Transition] in
      guard walks(state) else { return [.init(target: state, probability: 1)] }
      let row = place(of: state).row
      let (first, second) = (law(rowSteps[row]), law(columnSteps[row]))
      return zip(first.offsets, first.probabilities).flatMap { up, p in
        zip(second.offsets, second.probabilities).map { right, q in
          .init(
            target: state + up * columns + right, probability: p * q,
            displacement: SIMD2(Double(right), Double(up)))
        }
      }
    }
    return try MarkovChain(rows: table, space: .rectangle(columns: columns, rows: rows, spacing: 1))
  }

  /// `first` with the tree of `second` at every leaf; exit (i, j) is i * count + j, which is the order of the targets.
  private static func product(_ first: GateTree.Node, _ second: StepStencil) -> GateTree.Node {
    switch first {
    case .exit(let exit): shifted(second.tree.root, by: exit * second.offsets.count)
    case .gate(let numerator, let left, let right):
      .gate(numerator: numerator, left: product(left, second), right: product(right, second))
    }
  }

  private static func shifted(_ node: GateTree.Node, by offset: Int) -> GateTree.Node {
    switch node {
    case .exit(let exit): .exit(exit + offset)
    case .gate(let numerator, let left, let right):
      .gate(numerator: numerator, left: shifted(left, by: offset), right: shifted(right, by: offset))
    }
  }
}
