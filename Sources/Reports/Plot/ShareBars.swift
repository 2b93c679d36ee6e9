/// Parts of a whole as level bars with their names and percentages.
struct ShareBars {
  struct Part {
    var name: String
    var value: Double
    var text: String
    var colour: Int
  }

  var title: String
  var width = 540.0
  var parts: [Part]

  private static let rowHeight = 22.0

  func element() -> String {
    let total = parts.reduce(0) { $0 + ($1.value.isFinite ? max($1.value, 0) : 0) }
    let names = min(parts.map { textWidth($0.name) }.max() ?? 0, width * 0.45)
    var drawing = SVG(width: width, height: Double(parts.count) * Self.rowHeight + 8)
    let (left, room) = (names + 14, width - names - 14 - 150)
    for (index, part) in parts.enumerated() {
      let y = Double(index) * Self.rowHeight + 4
      let share = total > 0 && part.value.isFinite ? max(part.value, 0) / total : 0
      drawing.text(part.name, x: left - 8, y: y + 14, anchor: .end)
      drawing.rectangle(
        x: left, y: y + 3, width: max(share * room, 0.5), height: 14,
        style: "class=\"fill s\(part.colour % Series.colours)\"")
      drawing.text("\(NumberText.percent(share)), \(part.text)", x: left + share * room + 6, y: y + 14)
    }
    let words = parts.map { "\($0.name) \($0.text)" }.joined(separator: "; ")
    return drawing.element(title: title, description: words)
  }
}
