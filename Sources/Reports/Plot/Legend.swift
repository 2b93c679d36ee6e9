/// The key above a chart: a sample of every series with its name, in as many lines as it needs.
struct Legend {
  struct Place {
    var series: Series
    var x: Double
    var line: Int
  }

  static let lineHeight = 17.0
  let places: [Place]
  let lines: Int

  init(_ series: [Series], width: Double) {
    var places: [Place] = []
    var (x, line) = (0.0, 0)
    for entry in series {
      let room = 34 + textWidth(entry.name)
      if x > 0, x + room > width { (x, line) = (0, line + 1) }
      places.append(Place(series: entry, x: x, line: line))
      x += room + 8
    }
    self.places = places
    lines = places.isEmpty ? 0 : line + 1
  }

  /// A key by itself, above several charts that share it.
  static func element(_ series: [Series], width: Double) -> String {
    let key = Legend(series, width: width - 50)
    var drawing = SVG(width: width, height: key.height + 4)
    drawing.legend(key, x: 40, y: 2)
    return drawing.element(title: "Key", description: series.map(\.name).joined(separator: ", "))
  }

  var height: Double { Double(lines) * Self.lineHeight }
}

extension SVG {
  mutating func legend(_ legend: Legend, x: Double, y: Double) {
    for place in legend.places {
      let (left, middle) = (x + place.x, y + Double(place.line) * Legend.lineHeight + 8)
      let colour = place.series.colourClass
      switch place.series.style {
      case .line(let dash):
        let dashes = dash == .solid ? "" : " stroke-dasharray=\"\(dash.rawValue)\""
        path("M\(n(left)) \(n(middle))h24", style: "class=\"line \(colour)\"\(dashes)")
      case .markers:
        path("M\(n(left + 12)) \(n(middle - 7))v14", style: "class=\"bar-line \(colour)\"")
        path(marker(place.series.colour, left + 12, middle), style: "class=\"fill \(colour)\"")
      case .bars:
        path("M\(n(left + 6)) \(n(middle - 5))h12v10h-12z", style: "class=\"fill \(colour)\"")
      }
      text(place.series.name, x: left + 29, y: middle + 4)
    }
  }
}
