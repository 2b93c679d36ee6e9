import Foundation

/// Maps numbers to positions along an axis, linearly or by logarithm, and proposes round ticks.
struct Scale {
  enum Kind { case linear, logarithmic }

  let kind: Kind
  let low: Double
  let high: Double
  /// Positions of `low` and `high` in the drawing.
  let start: Double
  let end: Double

  /// A scale that spans the finite `values` (the positive ones on a logarithmic scale), widened to round
  /// ends.
  /// Without any such value it spans 0...1 (1...10).
  ///
  /// - Parameter includeZero: whether a linear scale must show zero.
  init(
    _ kind: Kind = .linear, covering values: some Sequence<Double>, includeZero: Bool = false,
    rounded: Bool = true, start: Double, end: Double
  ) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite && value.magnitude < 1e300 && (kind == .linear || value > 1e-300)
    {
      low = min(low, value)
      high = max(high, value)
    }
    if low > high { (low, high) = kind == .linear ? (0, 1) : (1, 10) }
    if includeZero && kind == .linear { (low, high) = (min(low, 0), max(high, 0)) }
    (low, high) = Self.widened(low, high, kind, rounded: rounded)
    self.kind = kind
    self.low = low
    self.high = high
    self.start = start
    self.end = end
  }

  /// The position of `value`, held inside the axis; nil where it cannot be drawn.
  func position(_ value: Double) -> Double? {
    guard value.isFinite, kind == .linear || value > 0 else { return nil }
    let fraction =
      kind == .linear
      ? (value - low) / (high - low) : (log10(value) - log10(low)) / (log10(high) - log10(low))
    return start + min(max(fraction, 0), 1) * (end - start)
  }

  private static func widened(
    _ low: Double, _ high: Double, _ kind: Kind, rounded: Bool
  ) -> (Double, Double) {
    switch kind {
    case .logarithmic:
      let (first, last) = (pow(10, log10(low).rounded(.down)), pow(10, log10(high).rounded(.up)))
      return (first, last > first ? last : first * 10)
    case .linear:
      var (low, high) = (low, high)
      if high - low <= max(low.magnitude, high.magnitude) * 1e-12 {
        let room = low == 0 ? 1 : low.magnitude * 0.5
        (low, high) = (low - room, high + room)
      }
      guard rounded else { return (low, high) }
      let step = Ticks.roundStep((high - low) / 5)
      return ((low / step + 1e-9).rounded(.down) * step, (high / step - 1e-9).rounded(.up) * step)
    }
  }
}
