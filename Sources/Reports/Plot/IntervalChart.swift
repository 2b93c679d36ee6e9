/// Rows of low ... nominal ... high on a shared logarithmic axis, in groups.
struct IntervalChart {
  struct Row {
    var label: String
    var low: Double
    var nominal: Double
    var high: Double
    var colour: Int
  }

  struct Group {
    var name: String
    var rows: [Row]
  }

  var title: String
  var xLabel: String
  var unit: String
  var width = 860.0
  var groups: [Group]

  private static let rowHeight = 24.0
  private static let groupHeight = 26.0

  func element() -> String {
    let rows = groups.flatMap(\.rows)
    let labels = rows.map { textWidth($0.label) }.max() ?? 0
    let height = groups.reduce(0) { $0 + Self.groupHeight + Double($1.rows.count) * Self.rowHeight } + 62
    var drawing = SVG(width: width, height: height)
    let frame = Frame(left: min(labels + 20, width / 2), top: 6, right: width - 90, bottom: height - 46)
    let scale = Scale(
      .logarithmic, covering: rows.flatMap { [$0.low, $0.nominal, $0.high] }, start: frame.left,
      end: frame.right)
    let ticks = Ticks.logarithmic(scale) { NumberText.quantity($0, unit) }
    drawing.horizontalAxis(Axis(scale: scale, ticks: ticks, label: xLabel), frame: frame, grid: true)
    var y = frame.top
    for group in groups {
      drawing.text(group.name, x: 4, y: y + 17, style: "class=\"panel\"")
      y += Self.groupHeight
      for row in group.rows {
        draw(row, at: y + Self.rowHeight / 2, scale, frame, &drawing)
        y += Self.rowHeight
      }
    }
    return drawing.element(title: title, description: words)
  }

  private func draw(_ row: Row, at y: Double, _ scale: Scale, _ frame: Frame, _ drawing: inout SVG) {
    drawing.text(row.label, x: frame.left - 10, y: y + 4, anchor: .end)
    guard let nominal = scale.position(row.nominal) else {
      drawing.text("no number", x: frame.left + 6, y: y + 4)
      return
    }
    let colour = "class=\"fill s\(row.colour % Series.colours)\""
    let low = scale.position(row.low) ?? frame.left
    let high = scale.position(row.high) ?? nominal
    drawing.rectangle(
      x: low, y: y - 6, width: max(high - low, 1), height: 12, style: "\(colour) opacity=\"0.45\"",
      title: text(row))
    drawing.line(nominal, y - 8, nominal, y + 8, style: "class=\"mark\"")
    drawing.text(NumberText.quantity(row.nominal, unit), x: max(high, nominal) + 7, y: y + 4)
  }

  private func text(_ row: Row) -> String {
    let numbers = [row.low, row.nominal, row.high].map { NumberText.quantity($0, unit) }
    return "\(row.label): low \(numbers[0]), nominal \(numbers[1]), high \(numbers[2])"
  }

  private var words: String {
    groups.flatMap { group in group.rows.map { "\(group.name), \(text($0))" } }.joined(separator: "; ")
  }
}
