import Foundation

/// Where an axis is marked, and with which words.
struct Ticks {
  var values: [Double]
  var labels: [String]

  /// Ticks of a linear scale at 1, 2 or 5 times a power of ten; at most about `count`.
  static func linear(_ scale: Scale, count: Int = 6) -> Ticks {
    let step = roundStep((scale.high - scale.low) / Double(max(count, 1)))
    let first = Int((scale.low / step - 1e-6).rounded(.up))
    let last = Int((scale.high / step + 1e-6).rounded(.down))
    guard first <= last, last - first < 100 else { return Ticks(values: [], labels: []) }
    let values = (first...last).map { Double($0) * step }
    return Ticks(values: values, labels: labels(values, step: step))
  }

  /// Ticks of an axis that counts: whole numbers only.
  static func whole(_ scale: Scale, _ count: Int, most: Int = 10) -> Ticks {
    let all = Ticks.linear(scale, count: min(most, max(count, 1)))
    let kept = zip(all.values, all.labels).filter { $0.0 == $0.0.rounded() && $0.0 >= 0 }
    return Ticks(values: kept.map(\.0), labels: kept.map(\.1))
  }

  /// Ticks of a logarithmic scale at powers of ten, thinned to at most about `count`.
  static func logarithmic(_ scale: Scale, count: Int = 8, label: (Double) -> String) -> Ticks {
    let first = Int(log10(scale.low).rounded())
    let last = Int(log10(scale.high).rounded())
    let stride = max(1, (last - first + count - 1) / max(count, 1))
    let values = Swift.stride(from: first, through: max(first, last), by: stride).map { pow(10, Double($0)) }
    return Ticks(values: values, labels: values.map(label))
  }

  /// Ticks at chosen entries of a list of `names` drawn at 0, 1, 2, ...; at most `count` of them.
  static func named(_ names: [String], count: Int, longest: Int = 14) -> Ticks {
    let stride = max(1, (names.count + count - 1) / max(count, 1))
    let chosen = Swift.stride(from: 0, to: names.count, by: stride)
    return Ticks(
      values: chosen.map(Double.init),
      labels: chosen.map { names[$0].count > longest ? names[$0].prefix(longest - 1) + "…" : names[$0] })
  }

  /// The round number (1, 2 or 5 times a power of ten) at or above `step`.
  static func roundStep(_ step: Double) -> Double {
    guard step.isFinite, step > 0 else { return 1 }
    let power = pow(10, log10(step).rounded(.down))
    for factor in [1.0, 2, 5] where factor * power >= step * (1 - 1e-9) { return factor * power }
    return 10 * power
  }

  private static func labels(_ values: [Double], step: Double) -> [String] {
    let largest = values.map(\.magnitude).max() ?? 0
    if step < 1e-4 || largest >= 1e6 {
      let places = (log10(largest) + 1e-9).rounded(.down) - (log10(step) + 1e-9).rounded(.down)
      let digits = max(1, Int(places) + 1)
      return values.map { NumberText.significant($0, min(digits, 12)) }
    }
    let decimals = max(0, -Int((log10(step) + 1e-9).rounded(.down)))
    return values.map { NumberText.fixed($0, decimals: decimals) }
  }
}
