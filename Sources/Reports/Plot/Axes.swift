/// The rectangle of a drawing in which data is drawn.
struct Frame {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }
}

/// One axis: its scale, marks and name with unit.
struct Axis {
  var scale: Scale
  var ticks: Ticks
  var label: String
}

extension SVG {
  /// Draws ticks with labels below, and the axis's name.
  mutating func horizontalAxis(_ axis: Axis, frame: Frame, grid: Bool = false) {
    line(frame.left, frame.bottom, frame.right, frame.bottom, style: "class=\"axis\"")
    for (value, label) in zip(axis.ticks.values, axis.ticks.labels) {
      guard let x = axis.scale.position(value) else { continue }
      if grid { line(x, frame.top, x, frame.bottom, style: "class=\"grid\"") }
      line(x, frame.bottom, x, frame.bottom + 4, style: "class=\"axis\"")
      text(label, x: x, y: frame.bottom + 16, anchor: .middle)
    }
    text(
      axis.label, x: (frame.left + frame.right) / 2, y: frame.bottom + 33, anchor: .middle,
      style: "class=\"name\"")
  }

  /// Draws ticks with labels at the left, grid lines across, and the axis's name turned.
  mutating func verticalAxis(_ axis: Axis, frame: Frame, grid: Bool = true) {
    line(frame.left, frame.top, frame.left, frame.bottom, style: "class=\"axis\"")
    for (value, label) in zip(axis.ticks.values, axis.ticks.labels) {
      guard let y = axis.scale.position(value) else { continue }
      if grid { line(frame.left, y, frame.right, y, style: "class=\"grid\"") }
      line(frame.left - 4, y, frame.left, y, style: "class=\"axis\"")
      text(label, x: frame.left - 7, y: y + 4, anchor: .end)
    }
    text(
      axis.label, x: 13, y: (frame.top + frame.bottom) / 2, anchor: .middle, style: "class=\"name\"",
      turned: true)
  }
}

/// Room that a label needs at the page's text size, in drawing units.
func textWidth(_ text: String) -> Double { Double(text.count) * 6.3 }

extension Ticks {
  var widestLabel: Double { labels.map(textWidth).max() ?? 0 }
}
