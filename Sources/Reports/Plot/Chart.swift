/// A chart of series over two axes: lines, markers with error bars, bars.
struct Chart {
  var title: String
  var width = 560.0
  var height = 300.0
  var xLabel: String
  var yLabel: String
  /// Names of the places 0, 1, 2, ... on the horizontal axis, where it lists things and is no number line.
  var xNames: [String]?
  var yKind = Scale.Kind.linear
  var yIncludesZero = false
  /// Horizontal lines for the eye, such as the bounds of an accepted range.
  var rules: [Double] = []
  var showsLegend = true
  var series: [Series]

  /// Points that a series keeps in a drawing; the numbers themselves are never thinned.
  static let drawnPoints = 800
  static let drawnMarkers = 80

  /// What the drawing leaves out, in words; empty where it shows everything.
  var note: String {
    let parts = series.compactMap { entry -> String? in
      let stride = thinned(entry).stride
      return stride == 1
        ? nil : "\(entry.name): 1 point in \(stride) of \(NumberText.count(entry.points.count))"
    }
    return parts.isEmpty ? "" : "Thinned for drawing only (" + parts.joined(separator: "; ") + ")."
  }

  func element() -> String {
    var drawing = SVG(width: width, height: height)
    let key = Legend(showsLegend ? series : [], width: width - 60)
    let frame = frame(below: key.height)
    let (x, y) = (horizontal(frame), vertical(frame))
    drawing.verticalAxis(y, frame: frame)
    drawing.horizontalAxis(x, frame: frame)
    for rule in rules {
      guard let place = y.scale.position(rule) else { continue }
      drawing.line(frame.left, place, frame.right, place, style: "class=\"rule\"")
    }
    draw(&drawing, x.scale, y.scale)
    drawing.legend(key, x: frame.left, y: 4)
    if series.allSatisfy(\.points.isEmpty) {
      drawing.text(
        "nothing to draw", x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2,
        anchor: .middle)
    }
    return drawing.element(title: title, description: "\(yLabel) over \(xLabel). \(note)")
  }

  private func draw(_ drawing: inout SVG, _ x: Scale, _ y: Scale) {
    let bars = series.count { if case .bars = $0.style { true } else { false } }
    let marked = series.count { if case .markers = $0.style { true } else { false } }
    var (bar, mark) = (0, 0)
    for entry in series {
      let shown = thinned(entry).series
      switch entry.style {
      case .line(let dash): drawing.lineMark(shown, dash: dash, x: x, y: y)
      case .bars:
        drawing.barMark(shown, index: bar, total: bars, x: x, y: y)
        bar += 1
      case .markers:
        drawing.errorBarMark(shown, x: x, y: y, shift: (Double(mark) - Double(marked - 1) / 2) * 2.5)
        mark += 1
      }
    }
  }

  private func thinned(_ entry: Series) -> (series: Series, stride: Int) {
    switch entry.style {
    case .line: entry.thinned(to: Self.drawnPoints)
    case .markers: entry.thinned(to: Self.drawnMarkers)
    case .bars: (entry, 1)
    }
  }

  private func frame(below key: Double) -> Frame {
    let rough = vertical(Frame(left: 0, top: 0, right: 1, bottom: 1))
    let left = 26 + max(rough.ticks.widestLabel, 24) + 8
    return Frame(left: left, top: key + 12, right: width - 14, bottom: height - 42)
  }

  private func horizontal(_ frame: Frame) -> Axis {
    if let xNames {
      let scale = Scale(
        covering: [-0.5, Double(max(xNames.count, 1)) - 0.5], rounded: false, start: frame.left,
        end: frame.right)
      let longest = min(xNames.map(\.count).max() ?? 1, 14)
      let room = Int(frame.width / (Double(longest) * 6.3 + 10))
      return Axis(scale: scale, ticks: .named(xNames, count: max(room, 1)), label: xLabel)
    }
    let values = series.lazy.flatMap(\.points).map(\.x)
    let scale = Scale(covering: values, rounded: false, start: frame.left, end: frame.right)
    return Axis(scale: scale, ticks: .linear(scale, count: Int(frame.width / 70)), label: xLabel)
  }

  private func vertical(_ frame: Frame) -> Axis {
    let values = series.lazy.flatMap(\.points).flatMap { [$0.y - $0.error, $0.y, $0.y + $0.error] }
    let scale = Scale(
      yKind, covering: Array(values) + rules, includeZero: yIncludesZero, start: frame.bottom, end: frame.top)
    let ticks =
      yKind == .linear ? Ticks.linear(scale) : Ticks.logarithmic(scale) { NumberText.significant($0, 3) }
    return Axis(scale: scale, ticks: ticks, label: yLabel)
  }
}
