extension SVG {
  /// Draws a series as a line; it breaks where a point cannot be drawn.
  mutating func lineMark(_ series: Series, dash: Series.Dash, x: Scale, y: Scale) {
    var data = ""
    var pen = "M"
    for point in series.points {
      guard let px = x.position(point.x), let py = y.position(point.y) else {
        pen = "M"
        continue
      }
      data += "\(pen)\(n(px)) \(n(py))"
      pen = "L"
    }
    let dashes = dash == .solid ? "" : " stroke-dasharray=\"\(dash.rawValue)\""
    path(data, style: "class=\"line \(series.colourClass)\"\(dashes)")
  }
}
