extension SVG {
  /// Draws a series as markers with error bars.
  ///
  /// - Parameter shift: moves the markers sideways, so that series at the same places do not hide each other.
  mutating func errorBarMark(_ series: Series, x: Scale, y: Scale, shift: Double = 0) {
    var bars = ""
    var marks = ""
    for point in series.points {
      guard let place = x.position(point.x), let py = y.position(point.y) else { continue }
      let px = place + shift
      marks += marker(series.colour, px, py)
      guard point.error > 0, let top = y.position(point.y + point.error) else { continue }
      let bottom = y.position(point.y - point.error) ?? y.start
      bars += "M\(n(px)) \(n(bottom))V\(n(top))"
    }
    path(bars, style: "class=\"bar-line \(series.colourClass)\"")
    path(marks, style: "class=\"fill \(series.colourClass)\"")
  }

  /// Path data of a marker; the shape goes with the colour.
  func marker(_ colour: Int, _ x: Double, _ y: Double, size r: Double = 2.8) -> String {
    switch max(colour, 0) % Series.colours {
    case 0: "M\(n(x - r)) \(n(y))a\(n(r)) \(n(r)) 0 1 0 \(n(2 * r)) 0a\(n(r)) \(n(r)) 0 1 0 \(n(-2 * r)) 0z"
    case 1: "M\(n(x - r)) \(n(y - r))h\(n(2 * r))v\(n(2 * r))h\(n(-2 * r))z"
    case 2: "M\(n(x)) \(n(y - r * 1.2))l\(n(r * 1.2)) \(n(2.2 * r))h\(n(-2.4 * r))z"
    case 3:
      "M\(n(x)) \(n(y - r * 1.4))l\(n(r * 1.4)) \(n(r * 1.4))l\(n(-r * 1.4)) \(n(r * 1.4))l\(n(-r * 1.4)) \(n(-r * 1.4))z"
    case 4: "M\(n(x)) \(n(y + r * 1.2))l\(n(r * 1.2)) \(n(-2.2 * r))h\(n(-2.4 * r))z"
    default: "M\(n(x - r)) \(n(y - 1))h\(n(2 * r))v2h\(n(-2 * r))z"
    }
  }
}
