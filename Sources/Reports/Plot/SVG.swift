/// A drawing as text: shapes in the order they were added. Colours of ink and series come from the page's
/// style.
struct SVG {
  let width: Double
  let height: Double
  private(set) var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  enum Anchor: String { case start, middle, end }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, style: String, title: String = ""
  ) {
    let shape = "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" \(style)"
    body += title.isEmpty ? shape + "/>" : shape + "><title>\(title.escaped)</title></rect>"
    body += "\n"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
    body += "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" \(style)/>\n"
  }

  /// Adds an element as it stands.
  mutating func add(_ element: String) { body += element }

  /// - Parameter data: path data; see `Path`.
  mutating func path(_ data: String, style: String) {
    if !data.isEmpty { body += "<path d=\"\(data)\" \(style)/>\n" }
  }

  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String = "", turned: Bool = false
  ) {
    let turn = turned ? " transform=\"rotate(-90 \(n(x)) \(n(y)))\"" : ""
    let place = "x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor.rawValue)\""
    body += "<text \(place)\(turn)\(style.isEmpty ? "" : " " + style)>\(text.escaped)</text>\n"
  }

  /// The drawing as an element of a page, with `title` and `description` for those who cannot see it.
  func element(title: String, description: String) -> String {
    let box = "viewBox=\"0 0 \(n(width)) \(n(height))\" width=\"\(n(width))\" height=\"\(n(height))\""
    let words = description.isEmpty ? title : "\(title). \(description)"
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" \(box) role=\"img\" aria-label=\"\(words.escaped)\">\n"
      + "<title>\(title.escaped)</title>\n" + body + "</svg>\n"
  }
}

/// A coordinate with at most two decimals.
func n(_ value: Double) -> String {
  guard value.isFinite, value.magnitude < 1e9 else { return "0" }
  let hundredths = Int((value * 100).rounded())
  let (whole, part) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
  let sign = hundredths < 0 ? "-" : ""
  if part == 0 { return "\(sign)\(whole)" }
  if part % 10 == 0 { return "\(sign)\(whole).\(part / 10)" }
  return "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
}
