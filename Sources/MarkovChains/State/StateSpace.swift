/// What the states of a chain stand for: used to draw densities and to speak of drift and variance.
///
/// States are always numbered 0 ..< count; the space says how the number maps to a place. Absorbing states
/// that collect walkers from a mesh (an escape, a kill) come after the mesh and have no place.
public enum StateSpace: Hashable, Sendable {
  /// `count` cells of width `spacing` on a line; cell i has its centre at `origin + i * spacing`.
  case interval(count: Int, origin: Double, spacing: Double)
  /// `columns x rows` cells, row-major: state = row * columns + column.
  case rectangle(columns: Int, rows: Int, spacing: Double)
  /// A rectangle whose opposite sides are joined.
  case torus(columns: Int, rows: Int, spacing: Double)
  /// Space x direction, direction fastest: state = cell * directions + direction.
  case product(cells: Int, origin: Double, spacing: Double, directions: Int)
  /// States without geometry.
  case graph(count: Int)

  /// Number of states that have a place; `Int.max` where the product of the sides does not fit.
  public var count: Int {
    switch self {
    case .interval(let count, _, _), .graph(let count): count
    case .rectangle(let columns, let rows, _), .torus(let columns, let rows, _):
      Self.product(columns, rows)
    case .product(let cells, _, _, let directions): Self.product(cells, directions)
    }
  }

  static func product(_ a: Int, _ b: Int) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? Int.max : product
  }
}
