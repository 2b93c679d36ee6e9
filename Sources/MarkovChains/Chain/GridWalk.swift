/// Builds the chain of a walk on a rectangle of cells: reflecting, absorbing, a torus or a cylinder.
///
/// State = row * columns + column. A slanted step meets the two axes separately: a component that is blocked
/// stays while the other moves; an absorbing side takes the walker whatever the other component does (columns
/// come first).
public struct GridWalk: Hashable, Sendable {
  public typealias Step = (columns: Int, rows: Int, probability: Double)

  public var columns: Int
  public var rows: Int
  public var spacing: Double
  public var left: Boundary
  public var right: Boundary
  public var bottom: Boundary
  public var top: Boundary

  public init(
    columns: Int, rows: Int, spacing: Double = 1, left: Boundary, right: Boundary,
    bottom: Boundary, top: Boundary
  ) {
    self.columns = columns
    self.rows = rows
    self.spacing = spacing
    self.left = left
    self.right = right
    self.bottom = bottom
    self.top = top
  }

  /// All four sides alike.
  public init(columns: Int, rows: Int, spacing: Double = 1, boundary: Boundary) {
    self.init(
      columns: columns, rows: rows, spacing: spacing, left: boundary, right: boundary,
      bottom: boundary, top: boundary)
  }

  /// The chain whose walkers step from every cell by the law that `steps` gives for (column, row).
  ///
  /// - Throws: `ChainError` for a mesh or boundary outside its range, a step longer than the mesh, or a law
  ///   that is not a probability.
  public func chain(steps: (Int, Int) throws -> [Step]) throws -> MarkovChain {
    let mesh = try Mesh(self)
    let table = try (0..<columns * rows).map { state in
      let (row, column) = state.quotientAndRemainder(dividingBy: columns)
      return try steps(column, row).map { try mesh.transition(column, row, $0) }
    }
    let isTorus = left == .periodic && bottom == .periodic
    return try MarkovChain(
      rows: table + mesh.exits.rows,
      space: isTorus
        ? .torus(columns: columns, rows: rows, spacing: spacing)
        : .rectangle(columns: columns, rows: rows, spacing: spacing),
      names: mesh.exits.nameOfState)
  }

  /// The same law in all cells: stay with probability `stay`, else one of the four neighbours with equal
  /// chances.
  public func chain(stay: Double) throws -> MarkovChain {
    let side = try remainder(stay) / 4
    return try chain { _, _ in
      [(0, 0, stay), (-1, 0, side), (1, 0, side), (0, -1, side), (0, 1, side)]
    }
  }

  private struct Mesh {
    let walk: GridWalk
    let columnAxis: MeshAxis
    let rowAxis: MeshAxis
    let exits: AbsorbingExits

    init(_ walk: GridWalk) throws {
      columnAxis = try MeshAxis(
        name: "columns", count: walk.columns, lower: walk.left, upper: walk.right)
      rowAxis = try MeshAxis(name: "rows", count: walk.rows, lower: walk.bottom, upper: walk.top)
      try ChainError.requireCount("columns x rows", StateSpace.product(walk.columns, walk.rows))
      try ChainError.requirePositive("spacing", walk.spacing)
      exits = AbsorbingExits(
        base: walk.columns * walk.rows,
        boundaries: [walk.left, walk.right, walk.bottom, walk.top])
      self.walk = walk
    }

    func transition(_ column: Int, _ row: Int, _ step: Step) throws -> MarkovChain.Transition {
      let across = try columnAxis.land(from: column, offset: step.columns)
      let along = try rowAxis.land(from: row, offset: step.rows)
      switch (across, along) {
      case (.absorbed(let name), _), (.cell, .absorbed(let name)):
        let whole = SIMD2(Double(step.columns), Double(step.rows)) * walk.spacing
        return .init(
          target: exits.state(name), probability: step.probability, displacement: whole)
      case (.cell(let toColumn, _), .cell(let toRow, _)):
        let dx = walk.left == .periodic ? step.columns : toColumn - column
        let dy = walk.bottom == .periodic ? step.rows : toRow - row
        return .init(
          target: toRow * walk.columns + toColumn, probability: step.probability,
          displacement: SIMD2(Double(dx), Double(dy)) * walk.spacing)
      }
    }
  }
}
