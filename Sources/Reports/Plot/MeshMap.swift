/// A number of every core as a colour at its place in the mesh; cores that share a tile are drawn inside it.
struct MeshMap {
  struct Core {
    var x: Int
    var y: Int
    var indexInTile: Int
    var value: Double
  }

  var title = ""
  var cores: [Core]
  /// Mesh points of one chip; 0 where unknown.
  var chip: (width: Int, height: Int)
  /// The unit of the values.
  var unit: String
  /// Room for the map itself.
  var widest = 620.0
  /// Cells, at most, for cores to carry words of their own.
  var titledCells = MeshMap.shapes
  /// Words for a core when pointed at, by its index.
  var words: (Int) -> String

  /// Cells that are drawn as shapes; beyond, the map is one picture.
  private static let shapes = 2_500

  /// The drawing, and what it leaves out in words; nil where the cores lie too far apart to be drawn.
  func drawn() -> (element: String, note: String)? {
    let side = Self.coresPerSide(cores.map(\.indexInTile))
    guard let box = MeshBox(cores.lazy.map { ($0.x, $0.y) }, side: side) else { return nil }
    let (columns, rows) = (box.columns * side, box.rows * side)
    var cells = [Double?](repeating: nil, count: columns * rows)
    var titles = [String](repeating: "", count: cells.count <= titledCells ? cells.count : 0)
    for (index, core) in cores.enumerated() {
      let column = (core.x - box.x) * side + core.indexInTile % side
      let place = (rows - 1 - (core.y - box.y) * side - core.indexInTile / side) * columns + column
      cells[place] = core.value
      if !titles.isEmpty { titles[place] = words(index) }
    }
    let grid = CellGrid(columns: columns, rows: rows, cells: cells).reduced(isMean: true)
    let tiles = side > 1 ? "Cores of one tile are drawn together, \(side) × \(side)." : ""
    let notes = [tiles, box.note(ofBorders: chip), grid.note].filter { !$0.isEmpty }
    return (map(grid, box, side, titles).element(), notes.joined(separator: " "))
  }

  private func map(_ grid: CellGrid, _ box: MeshBox, _ side: Int, _ titles: [String]) -> HeatMap {
    let aspect = Double(grid.rows) / Double(grid.columns)
    let width = min(max(Double(grid.columns) * 34, 200), widest)
    return HeatMap(
      title: title, width: width + 60,
      height: min(max(width * aspect, 60), widest + 20) + (title.isEmpty ? 62 : 76),
      xLabel: "mesh x", yLabel: "mesh y (south is down)", grid: grid,
      colours: ColourScale(covering: grid.cells.compactMap(\.self)), barLabel: unit,
      xTicks: Self.ticks((0..<box.columns).map { box.x + $0 }, side, grid.summed.columns),
      yTicks: Self.ticks((0..<box.rows).map { box.y + box.rows - 1 - $0 }, side, grid.summed.rows),
      isSquare: true, cellTitles: grid.summed == (1, 1) ? titles : [],
      isImage: grid.cells.count > Self.shapes,
      columnLines: box.chipColumns(chip.width).map {
        Self.place($0 - box.x, side, grid.summed.columns)
      },
      rowLines: box.chipRows(chip.height).map {
        Self.place(box.y + box.rows - $0, side, grid.summed.rows)
      })
  }

  /// The line before mesh point `point`, in units of drawn cells.
  private static func place(_ point: Int, _ side: Int, _ summed: Int) -> Double {
    Double(point * side) / Double(summed) - 0.5
  }

  /// Ticks at the middle of mesh points, each `side` cells wide.
  private static func ticks(_ places: [Int], _ side: Int, _ summed: Int) -> Ticks {
    var ticks = Ticks.named(places.map(String.init), count: 10)
    ticks.values = ticks.values.map { $0 * Double(side) + Double(side - 1) / 2 }
    return ticks.summed(by: summed)
  }

  /// The edge of the square in which the cores of a tile are drawn; more than 16 where that cannot be.
  static func coresPerSide(_ indices: [Int]) -> Int {
    guard (indices.min() ?? 0) >= 0 else { return Int.max }
    let largest = indices.max() ?? 0
    return (1...16).first { $0 * $0 > largest } ?? Int.max
  }

  /// How far the busiest core stands out, in words.
  static func spread(_ values: [Double], none: String) -> String {
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    guard mean > 0 else { return none }
    return "busiest core \(NumberText.significant((values.max() ?? 0) / mean, 3)) × the mean"
  }
}
