/// The smallest rectangle of the mesh that holds some places; x grows east, y south.
struct MeshBox {
  let x: Int
  let y: Int
  let columns: Int
  let rows: Int

  /// Cells that a map spans at most, and the farthest mesh point: corrupt positions must not make a huge drawing.
  private static let mostCells = 1 << 22
  private static let farthest = 1 << 20

  /// - Parameter side: cells along one edge of every mesh point.
  /// - Returns: nil where there is no place, or where they lie too far apart to be drawn.
  init?(_ places: some Collection<(x: Int, y: Int)>, side: Int = 1) {
    guard let first = places.first, (1...16).contains(side) else { return nil }
    var (left, right, low, high) = (first.x, first.x, first.y, first.y)
    for place in places {
      (left, right) = (min(left, place.x), max(right, place.x))
      (low, high) = (min(low, place.y), max(high, place.y))
    }
    guard [left, right, low, high].allSatisfy({ $0.magnitude <= Self.farthest }) else { return nil }
    (x, y, columns, rows) = (left, low, right - left + 1, high - low + 1)
    guard columns * rows <= Self.mostCells / (side * side) else { return nil }
  }

  /// The mesh points, beyond the first column, at which another chip of this width begins.
  func chipColumns(_ width: Int) -> [Int] { Self.borders(x, columns, width) }
  func chipRows(_ height: Int) -> [Int] { Self.borders(y, rows, height) }

  /// What the lines between chips are, in words; empty where all lies on one chip.
  func note(ofBorders chip: (width: Int, height: Int)) -> String {
    chipColumns(chip.width).isEmpty && chipRows(chip.height).isEmpty
      ? "" : "Heavy lines are the borders of chips (\(chip.width) × \(chip.height) mesh points)."
  }

  private static func borders(_ first: Int, _ count: Int, _ chip: Int) -> [Int] {
    chip > 0 ? (first + 1..<first + max(count, 1)).filter { $0 % chip == 0 } : []
  }
}
