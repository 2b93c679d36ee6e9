/// A map of numbers as colours, with a colour bar where `barLabel` is given.
struct HeatMap {
  var title: String
  /// Without the colour bar.
  var width = 320.0
  var height = 300.0
  var xLabel: String
  var yLabel: String
  var grid: CellGrid
  var colours: ColourScale
  var barLabel: String?
  /// Ticks in units of cells: the middle of the first cell is 0.
  var xTicks: Ticks
  var yTicks: Ticks
  /// Cells are drawn square.
  var isSquare = false
  /// Words for a cell when pointed at, by its index; for maps of few cells.
  var cellTitles: [String] = []
  /// Cells are pixels of one picture, which stays small however they differ.
  var isImage = false
  /// Lines between cells, in units of cells, such as the borders of chips.
  var columnLines: [Double] = []
  var rowLines: [Double] = []

  func element() -> String {
    let bar = barLabel == nil ? 0 : SVG.colourBarWidth(colours)
    var drawing = SVG(width: width + bar, height: height)
    let frame = frame()
    drawing.rectangle(
      x: frame.left, y: frame.top, width: frame.width, height: frame.height, style: "class=\"empty\"")
    cells(&drawing, frame)
    borders(&drawing, frame)
    drawing.horizontalAxis(axis(xTicks, xLabel, grid.columns, frame.left, frame.right), frame: frame)
    drawing.verticalAxis(axis(yTicks, yLabel, grid.rows, frame.bottom, frame.top), frame: frame, grid: false)
    if let barLabel {
      drawing.colourBar(colours, x: frame.right + 12, frame: frame, label: barLabel)
    }
    drawing.text(title, x: frame.left, y: 12, style: "class=\"panel\"")
    return drawing.element(title: title, description: "\(yLabel) against \(xLabel), as colours. \(grid.note)")
  }

  private func cells(_ drawing: inout SVG, _ frame: Frame) {
    guard !grid.cells.isEmpty else { return }
    if cellTitles.count == grid.cells.count { return titledCells(&drawing, frame) }
    if isImage { return drawing.image(picture, frame: frame) }
    var paths = [String](repeating: "", count: ColourMap.levels)
    for row in 0..<grid.rows {
      var column = 0
      while column < grid.columns {
        guard let value = grid.cells[row * grid.columns + column] else {
          column += 1
          continue
        }
        let level = colours.level(value)
        var end = column + 1
        while end < grid.columns, let next = grid.cells[row * grid.columns + end],
          colours.level(next) == level
        {
          end += 1
        }
        let box = box(column, row, frame)
        paths[level] += "M\(n(box.x)) \(n(box.y))h\(n(box.width * Double(end - column)))v\(n(box.height))"
        paths[level] += "H\(n(box.x))z"
        column = end
      }
    }
    for (level, data) in paths.enumerated() {
      drawing.path(data, style: "class=\"cell\" fill=\"\(ColourMap.colour(level: level))\"")
    }
  }

  private var picture: IndexedImage {
    let pixels = (0..<grid.rows).reversed().flatMap { row in
      grid.cells[row * grid.columns..<(row + 1) * grid.columns].map { cell in
        cell.map { IndexedImage.pixel(level: colours.level($0)) } ?? 0
      }
    }
    return IndexedImage(width: grid.columns, height: grid.rows, pixels: pixels)
  }

  private func titledCells(_ drawing: inout SVG, _ frame: Frame) {
    for (index, value) in grid.cells.enumerated() {
      guard let value else { continue }
      let box = box(index % grid.columns, index / grid.columns, frame)
      drawing.rectangle(
        x: box.x, y: box.y, width: box.width, height: box.height,
        style: "class=\"core\" fill=\"\(ColourMap.colour(level: colours.level(value)))\"",
        title: cellTitles[index])
    }
  }

  private func borders(_ drawing: inout SVG, _ frame: Frame) {
    for column in columnLines {
      let x = frame.left + (column + 0.5) / Double(grid.columns) * frame.width
      drawing.line(x, frame.top, x, frame.bottom, style: "class=\"mark\"")
    }
    for row in rowLines {
      let y = frame.bottom - (row + 0.5) / Double(grid.rows) * frame.height
      drawing.line(frame.left, y, frame.right, y, style: "class=\"mark\"")
    }
  }

  private func box(_ column: Int, _ row: Int, _ frame: Frame) -> (
    x: Double, y: Double, width: Double, height: Double
  ) {
    let (width, height) = (frame.width / Double(grid.columns), frame.height / Double(grid.rows))
    return (frame.left + Double(column) * width, frame.bottom - Double(row + 1) * height, width, height)
  }

  private func axis(_ ticks: Ticks, _ label: String, _ count: Int, _ start: Double, _ end: Double) -> Axis {
    let scale = Scale(covering: [-0.5, Double(max(count, 1)) - 0.5], rounded: false, start: start, end: end)
    return Axis(scale: scale, ticks: ticks, label: label)
  }

  private func frame() -> Frame {
    let left = 26 + max(yTicks.widestLabel, 12) + 8
    let room = Frame(left: left, top: title.isEmpty ? 20 : 34, right: width - 12, bottom: height - 42)
    guard isSquare, grid.columns > 0, grid.rows > 0 else { return room }
    let side = min(room.width / Double(grid.columns), room.height / Double(grid.rows))
    let (wide, tall) = (side * Double(grid.columns), side * Double(grid.rows))
    return Frame(left: room.left, top: room.bottom - tall, right: room.left + wide, bottom: room.bottom)
  }
}
