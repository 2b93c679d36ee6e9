import Experiments

/// The load of every used core at its place in the mesh; cores that share a tile are drawn inside it.
struct LoadMap {
  let engine: String
  let run: ChipRun

  /// Cells that the map spans at most, and the farthest mesh point: corrupt positions must not make a huge
  /// drawing.
  private static let mostCells = 1 << 22
  private static let farthest = 1 << 20
  /// Cores that carry words of their own.
  private static let titledCores = 2_500

  var html: String {
    guard let box = bounds else { return Markup.paragraph("\(engine): no load of cores was recorded.") }
    guard box.columns > 0 else {
      return Markup.paragraph("\(engine): the cores lie too far apart to be drawn.")
    }
    let side = coresPerSide
    let (columns, rows) = (box.columns * side, box.rows * side)
    var cells = [Double?](repeating: nil, count: columns * rows)
    var titles = [String](repeating: "", count: columns * rows <= Self.titledCores ? columns * rows : 0)
    for load in run.coreLoads {
      let column = (load.x - box.x) * side + load.indexInTile % side
      let place = (rows - 1 - (load.y - box.y) * side - load.indexInTile / side) * columns + column
      cells[place] = Double(load.synapticEvents)
      if !titles.isEmpty { titles[place] = words(load) }
    }
    let grid = CellGrid(columns: columns, rows: rows, cells: cells).reduced()
    let map = map(grid, box, side, titles: grid.summed == (1, 1) ? titles : [])
    let tiles = side > 1 ? "Cores of one tile are drawn together, \(side) × \(side). " : ""
    let caption =
      "\(engine): synaptic events of every used core of the first replica over all batches, at its place in the mesh "
      + "(\(NumberText.count(run.coreLoads.count)) cores on \(NumberText.count(run.utilisation.chips)) "
      + "\(run.utilisation.chips == 1 ? "chip" : "chips")). \(tiles)\(grid.note)"
    return Markup.heading("\(engine): \(spread)") + Markup.figure([map.element()], caption: caption)
  }

  private func map(
    _ grid: CellGrid, _ box: (x: Int, y: Int, columns: Int, rows: Int), _ coresPerSide: Int, titles: [String]
  ) -> HeatMap {
    let aspect = Double(grid.rows) / Double(grid.columns)
    let side = min(max(Double(grid.columns) * 34, 200), 620)
    let colours = ColourScale(covering: grid.cells.compactMap(\.self))
    return HeatMap(
      title: "", width: side + 60, height: min(max(side * aspect, 60), 640) + 62, xLabel: "mesh x",
      yLabel: "mesh y (south is down)", grid: grid, colours: colours, barLabel: "events",
      xTicks: ticks((0..<box.columns).map { box.x + $0 }, coresPerSide, grid.summed.columns),
      yTicks: ticks((0..<box.rows).map { box.y + box.rows - 1 - $0 }, coresPerSide, grid.summed.rows),
      isSquare: true,
      cellTitles: titles,
      columnLines: borders(box.x, box.columns, run.chipWidth).map {
        place($0 - box.x, coresPerSide, grid.summed.columns)
      },
      rowLines: borders(box.y, box.rows, run.chipHeight).map {
        place(box.y + box.rows - $0, coresPerSide, grid.summed.rows)
      })
  }

  /// The mesh points, beyond the first, at which another chip begins.
  private func borders(_ first: Int, _ count: Int, _ chip: Int) -> [Int] {
    chip > 0 ? (first + 1..<first + max(count, 1)).filter { $0 % chip == 0 } : []
  }

  /// The line before mesh point `point`, in units of drawn cells.
  private func place(_ point: Int, _ side: Int, _ summed: Int) -> Double {
    Double(point * side) / Double(summed) - 0.5
  }

  /// Ticks at the middle of mesh points, each `side` cells wide.
  private func ticks(_ places: [Int], _ side: Int, _ summed: Int) -> Ticks {
    var ticks = Ticks.named(places.map(String.init), count: 10)
    ticks.values = ticks.values.map { $0 * Double(side) + Double(side - 1) / 2 }
    return ticks.summed(by: summed)
  }

  /// The smallest rectangle of the mesh that holds all cores; without columns where it is too large to draw.
  private var bounds: (x: Int, y: Int, columns: Int, rows: Int)? {
    let loads = run.coreLoads
    guard let left = loads.map(\.x).min(), let right = loads.map(\.x).max(), let low = loads.map(\.y).min(),
      let high = loads.map(\.y).max(), (loads.map(\.indexInTile).min() ?? 0) >= 0
    else { return nil }
    let (columns, rows) = (right &- left &+ 1, high &- low &+ 1)
    guard [left, right, low, high].allSatisfy({ $0.magnitude <= Self.farthest }), coresPerSide <= 16,
      columns * rows <= Self.mostCells / (coresPerSide * coresPerSide)
    else { return (0, 0, 0, 0) }
    return (left, low, columns, rows)
  }

  private var coresPerSide: Int {
    let largest = run.coreLoads.map(\.indexInTile).max() ?? 0
    return (1...16).first { $0 * $0 > largest } ?? Int.max
  }

  private var spread: String {
    let events = run.coreLoads.map { Double($0.synapticEvents) }
    let mean = events.reduce(0, +) / Double(max(events.count, 1))
    guard mean > 0 else { return "no synaptic events" }
    return "busiest core \(NumberText.significant((events.max() ?? 0) / mean, 3)) × the mean"
  }

  private func words(_ load: ChipRun.PlacedLoad) -> String {
    "core (\(load.x), \(load.y))\(coresPerSide > 1 ? " no. \(load.indexInTile)" : ""): "
      + "\(NumberText.count(load.neurons)) neurons, \(NumberText.count(load.spikes)) spikes, "
      + "\(NumberText.count(load.synapticEvents)) synaptic events"
  }
}
