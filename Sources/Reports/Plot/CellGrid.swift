/// A table of numbers for a heat map; nil where there is no cell.
struct CellGrid {
  let columns: Int
  let rows: Int
  /// Row-major; row 0 is drawn at the bottom.
  var cells: [Double?]
  /// How many cells were summed into one, along columns and rows.
  var summed = (columns: 1, rows: 1)
  /// What was summed is divided by the number of cells that were there.
  private var isMean = false

  /// Cells that a drawing shows at most; beyond, neighbours are summed.
  static let drawnCells = 10_000

  init(columns: Int, rows: Int, cells: [Double?]) {
    precondition(cells.count == columns * rows, "a grid of \(columns) x \(rows) has \(cells.count) cells")
    self.columns = columns
    self.rows = rows
    self.cells = cells
  }

  /// The grid with neighbours summed until at most `limit` cells are left; the last group of a side may be
  /// smaller.
  ///
  /// - Parameter isMean: the mean of square groups is taken, and not the sum.
  func reduced(to limit: Int = CellGrid.drawnCells, isMean: Bool = false) -> CellGrid {
    var factor = (columns: 1, rows: 1)
    func left(_ count: Int, _ by: Int) -> Int { (count + by - 1) / by }
    while left(columns, factor.columns) * left(rows, factor.rows) > limit {
      if isMean {
        factor = (factor.columns + 1, factor.rows + 1)
      } else if left(columns, factor.columns) >= left(rows, factor.rows) {
        factor.columns += 1
      } else {
        factor.rows += 1
      }
    }
    guard factor != (1, 1) else { return self }
    let (wide, tall) = (left(columns, factor.columns), left(rows, factor.rows))
    var sums = [Double?](repeating: nil, count: wide * tall)
    var members = [Double](repeating: 0, count: wide * tall)
    for index in cells.indices {
      guard let value = cells[index] else { continue }
      let place = index / columns / factor.rows * wide + index % columns / factor.columns
      sums[place] = (sums[place] ?? 0) + value
      members[place] += 1
    }
    if isMean { sums = zip(sums, members).map { sum, count in sum.map { $0 / count } } }
    var result = CellGrid(columns: wide, rows: tall, cells: sums)
    result.summed = factor
    result.isMean = isMean
    return result
  }

  var note: String {
    summed == (1, 1)
      ? ""
      : "Cells are \(isMean ? "means of" : "summed in") groups of \(summed.columns) × \(summed.rows) for drawing only."
  }
}
