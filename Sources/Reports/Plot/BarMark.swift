extension SVG {
  /// Draws a series as upright bars: bar `index` of `total` around every place; one place is one unit of `x`
  /// wide.
  mutating func barMark(_ series: Series, index: Int, total: Int, x: Scale, y: Scale) {
    let room = ((x.position(1) ?? 0) - (x.position(0) ?? 0)).magnitude * 0.84
    let width = max(room / Double(max(total, 1)), 0.5)
    var data = ""
    for point in series.points {
      guard let centre = x.position(point.x), let top = y.position(point.y),
        let base = y.position(max(y.low, 0))
      else { continue }
      let left = centre - room / 2 + Double(index) * width
      data += "M\(n(left)) \(n(base))V\(n(top))h\(n(width * 0.92))V\(n(base))z"
    }
    path(data, style: "class=\"fill \(series.colourClass)\"")
  }
}
