extension StateSpace {
  /// The place of `state`: the centre of its cell, second component 0 in one dimension.
  /// Nil for states without a place (graphs, absorbing states beyond the mesh).
  ///
  /// Cells of a rectangle or torus have their centres at `((column + 1/2) spacing, (row + 1/2) spacing)`.
  public func position(of state: Int) -> SIMD2<Double>? {
    guard state >= 0, state < count else { return nil }
    switch self {
    case .interval(_, let origin, let spacing):
      return SIMD2(origin + Double(state) * spacing, 0)
    case .rectangle(let columns, _, let spacing), .torus(let columns, _, let spacing):
      let (row, column) = state.quotientAndRemainder(dividingBy: columns)
      return SIMD2((Double(column) + 0.5) * spacing, (Double(row) + 0.5) * spacing)
    case .product(_, let origin, let spacing, let directions):
      return SIMD2(origin + Double(state / directions) * spacing, 0)
    case .graph:
      return nil
    }
  }
}
