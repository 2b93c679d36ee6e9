/// A spike in a raster.
struct RasterMark {
  var tick: Int
  var row: Int
}

/// Spikes as marks: rows against ticks. Few spikes are drawn one by one, many as a picture whose pixels count them.
struct Raster<Marks: Collection> where Marks.Element == RasterMark {
  var title: String
  /// What a row is.
  var item: String
  var yLabel: String
  /// May be computed one by one: of a long recording there is no second list in memory.
  var marks: Marks
  /// How many marks there are.
  var count: Int
  /// Ticks shown, from 0 on.
  var ticks: Int
  var rows: Int
  /// Marks of rows; the middle of the first row is 0.
  var yTicks: Ticks
  var width = 1080.0

  /// Spikes that are drawn one by one.
  static var drawnMarks: Int { 4_000 }
  /// Pixels of the picture.
  static var mostColumns: Int { 720 }
  static var mostRows: Int { 240 }

  /// Ticks and rows of one pixel; nil where spikes are drawn one by one.
  var cell: (ticks: Int, rows: Int)? {
    guard count > Self.drawnMarks else { return nil }
    return (
      max(ticks + Self.mostColumns - 1, 1) / Self.mostColumns, (rows + Self.mostRows - 1) / Self.mostRows
    )
  }

  var note: String {
    guard let cell else { return "Every mark is one spike." }
    let (size, colour) =
      cell == (1, 1)
      ? ("one \(item) in one tick", "the number of spikes in it")
      : (
        "\(NumberText.count(cell.rows, item)) × \(NumberText.count(cell.ticks, "tick"))",
        "the spikes per \(item) and tick in it"
      )
    return "Spikes are counted by cell for drawing only: a cell is \(size), its colour \(colour)."
  }

  func element() -> String {
    let left = 26 + max(yTicks.widestLabel, 24) + 8
    let frame = Frame(
      left: left, top: 22, right: width - 70,
      bottom: 22 + min(max(Double(rows) * (rows <= 16 ? 16 : 9), 60), 360))
    var drawing = SVG(width: width, height: frame.bottom + 42)
    drawing.rectangle(
      x: frame.left, y: frame.top, width: frame.width, height: frame.height, style: "class=\"plate\"")
    var end = (ticks: ticks, rows: rows)
    if let cell {
      end = (Self.rounded(ticks, cell.ticks), Self.rounded(rows, cell.rows))
      picture(cell, frame, &drawing)
    } else {
      lines(frame, &drawing)
    }
    let x = scale(end.ticks, frame.left, frame.right)
    let y = scale(end.rows, frame.bottom, frame.top)
    drawing.horizontalAxis(
      Axis(scale: x, ticks: .whole(x, ticks), label: "tick"), frame: frame)
    drawing.verticalAxis(Axis(scale: y, ticks: yTicks, label: yLabel), frame: frame, grid: false)
    return drawing.element(title: title, description: "\(yLabel) against ticks. \(note)")
  }

  private static func rounded(_ count: Int, _ step: Int) -> Int {
    (max(count, 1) + step - 1) / step * step
  }

  private func scale(_ count: Int, _ start: Double, _ end: Double) -> Scale {
    Scale(covering: [-0.5, Double(max(count, 1)) - 0.5], rounded: false, start: start, end: end)
  }

  private func lines(_ frame: Frame, _ drawing: inout SVG) {
    let (x, y) = (scale(ticks, frame.left, frame.right), scale(rows, frame.bottom, frame.top))
    let tall = max(frame.height / Double(max(rows, 1)) * 0.8, 1.6)
    let wide = min(max(frame.width / Double(max(ticks, 1)) * 0.6, 1), 3)
    let data = marks.compactMap { mark -> String? in
      guard let px = x.position(Double(mark.tick)), let py = y.position(Double(mark.row)) else { return nil }
      return "M\(n(px)) \(n(py - tall / 2))v\(n(tall))"
    }
    drawing.path(data.joined(), style: "fill=\"none\" stroke=\"#1c2126\" stroke-width=\"\(n(wide))\"")
  }

  private func picture(_ cell: (ticks: Int, rows: Int), _ frame: Frame, _ drawing: inout SVG) {
    let columns = Self.rounded(ticks, cell.ticks) / cell.ticks
    let lines = Self.rounded(rows, cell.rows) / cell.rows
    var counts = [Int](repeating: 0, count: columns * lines)
    for mark in marks {
      counts[(lines - 1 - mark.row / cell.rows) * columns + mark.tick / cell.ticks] += 1
    }
    // The last column and the top row may hold fewer ticks and rows: colour goes with the mean.
    let means = counts.indices.map { index in
      let (line, column) = (lines - 1 - index / columns, index % columns)
      let size = min(cell.rows, rows - line * cell.rows) * min(cell.ticks, ticks - column * cell.ticks)
      return Double(counts[index]) / Double(max(size, 1))
    }
    let colours = ColourScale(covering: means, isRoot: true)
    let pixels = means.map { $0 == 0 ? 0 : IndexedImage.pixel(level: colours.level($0)) }
    drawing.image(IndexedImage(width: columns, height: lines, pixels: pixels), frame: frame)
    if cell != (1, 1) {
      drawing.colourBar(colours, x: frame.right + 12, frame: frame, label: "spikes per \(item) and tick")
    } else if colours.high > 1 {
      drawing.colourBar(colours, x: frame.right + 12, frame: frame, label: "spikes")
    }
  }
}
