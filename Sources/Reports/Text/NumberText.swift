/// Numbers as people read them: significant digits, thousands separated, no locale, the same text everywhere.
package enum NumberText {
  /// `value` with `digits` significant digits: `1,234`, `0.0123`, `1.23×10⁻⁷`, "not a number", "∞".
  package static func significant(_ value: Double, _ digits: Int = 4, plain: Bool = false) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    let decimal = Decimal(value).rounded(to: digits)
    if decimal.exponent >= -4 && decimal.exponent < 7 { return decimal.fixedText }
    return decimal.scientificText(plain: plain)
  }

  /// `value` with `digits` significant digits, or `unknown` for an answer that nobody has: not a number.
  package static func known(_ value: Double, _ digits: Int = 4) -> String {
    value.isNaN ? "unknown" : significant(value, digits)
  }

  /// `value` with `decimals` digits after the point: labels of a linear axis.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let decimal = Decimal(value)
    guard value != 0, decimal.exponent < 16 else { return significant(value) }
    let keep = decimal.exponent + 1 + decimals
    guard keep > 0 else { return "0" }
    return decimal.rounded(to: keep).fixedText
  }

  /// A count with its thousands separated: `1,234,567`.
  package static func count(_ value: some BinaryInteger) -> String {
    grouped(String(value.magnitude), negative: value < 0)
  }

  /// A count of things: `1 tick`, `1,234 ticks`.
  package static func count(_ value: some BinaryInteger, _ noun: String) -> String {
    "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  /// `value` in `unit` with the SI prefix that leaves one to three digits before the point: `2.35 pJ`.
  package static func quantity(_ value: Double, _ unit: String, _ digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return "\(significant(value)) \(unit)" }
    let exponent = Decimal(value).rounded(to: digits).exponent
    let third = (Double(exponent) / 3).rounded(.down)
    let index = Int(third) + prefixes.zero
    guard prefixes.names.indices.contains(index) else { return "\(significant(value, digits)) \(unit)" }
    let scaled = Decimal(value).rounded(to: digits).shifted(by: -3 * Int(third))
    return "\(scaled.fixedText) \(prefixes.names[index])\(unit)"
  }

  /// A fraction as a percentage: `12.5 %`.
  package static func percent(_ fraction: Double, _ digits: Int = 3) -> String {
    fraction.isFinite ? "\(significant(fraction * 100, digits)) %" : nonFinite(fraction)
  }

  private static let prefixes = (zero: 6, names: ["a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P"])

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞"
  }

  static func grouped(_ digits: String, negative: Bool) -> String {
    var result = negative ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }
}
