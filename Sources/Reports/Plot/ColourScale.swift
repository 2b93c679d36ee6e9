/// Numbers to colours, and the bar that explains them.
struct ColourScale {
  var high: Double
  /// Colour goes with the square root of the number, so that small shares beside a large one stay visible.
  var isRoot: Bool

  /// A scale from zero to the largest finite number.
  init(covering values: some Sequence<Double>, isRoot: Bool = false) {
    let largest = values.lazy.filter { $0.isFinite && $0 > 0 }.max() ?? 0
    high = largest > 0 ? largest : 1
    self.isRoot = isRoot
  }

  func level(_ value: Double) -> Int { ColourMap.level(fraction(value)) }

  func fraction(_ value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 0 }
    let share = min(value / high, 1)
    return isRoot ? share.squareRoot() : share
  }
}

extension SVG {
  /// Draws the colours from zero up to the scale's end, with numbers beside them.
  mutating func colourBar(_ scale: ColourScale, x: Double, frame: Frame, label: String) {
    let step = frame.height / Double(ColourMap.levels)
    for level in 0..<ColourMap.levels {
      let style = "class=\"cell\" fill=\"\(ColourMap.colour(level: level))\""
      rectangle(
        x: x, y: frame.bottom - Double(level + 1) * step, width: 12, height: step + 0.5, style: style)
    }
    let axis = Scale(covering: [0, scale.high], rounded: false, start: 0, end: 1)
    let ticks = Ticks.linear(axis, count: scale.isRoot ? 4 : 5)
    for (value, text) in zip(ticks.values, ticks.labels) {
      let y = frame.bottom - scale.fraction(value) * frame.height
      line(x + 12, y, x + 16, y, style: "class=\"axis\"")
      self.text(text, x: x + 19, y: y + 4)
    }
    text(label, x: x + 12, y: frame.top - 7, anchor: .end, style: "class=\"name\"")
  }

  /// Room that a colour bar with its numbers needs.
  static func colourBarWidth(_ scale: ColourScale) -> Double {
    let axis = Scale(covering: [0, scale.high], rounded: false, start: 0, end: 1)
    return 26 + Ticks.linear(axis, count: 5).widestLabel
  }
}
