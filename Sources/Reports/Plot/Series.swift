/// Numbers that a chart draws in one colour under one name.
struct Series {
  struct Point {
    var x: Double
    var y: Double
    /// Half-length of the error bar, in the unit of `y`.
    var error: Double = 0
  }

  enum Style {
    case line(Dash)
    /// Markers with error bars; each colour has a shape of its own.
    case markers
    /// Bars that stand side by side with those of the chart's other bar series.
    case bars
  }

  enum Dash: String {
    case solid = ""
    case dashed = "6 4"
    case dotted = "2 3"
  }

  var name: String
  /// Which of the page's series colours; -1 is the colour of ink, for exact answers.
  var colour: Int
  var style: Style
  var points: [Point]

  /// How many colours and marker shapes there are before they repeat.
  static let colours = 6

  var colourClass: String { colour < 0 ? "ink" : "s\(colour % Self.colours)" }

  /// At most about `limit` points, evenly chosen, the last one kept; and the stride (1 where all are kept).
  func thinned(to limit: Int) -> (series: Series, stride: Int) {
    guard points.count > limit, limit > 0 else { return (self, 1) }
    let stride = (points.count + limit - 1) / limit
    var result = self
    result.points = Swift.stride(from: 0, to: points.count, by: stride).map { points[$0] }
    if (points.count - 1) % stride != 0 { result.points.append(points[points.count - 1]) }
    return (result, stride)
  }
}
