/// The shortest decimal that reads back as a given finite number, for rounding by decimal digits.
struct Decimal {
  var negative: Bool
  /// Digits without leading zeros; the first stands for `10^exponent`.
  var digits: [Int]
  var exponent: Int

  /// - Precondition: `value` is finite.
  init(_ value: Double) {
    negative = value < 0
    var mantissa = Substring("\(value.magnitude)")
    exponent = 0
    if let mark = mantissa.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      exponent = Int(mantissa[mantissa.index(after: mark)...]) ?? 0
      mantissa = mantissa[..<mark]
    }
    let point = mantissa.firstIndex(of: ".") ?? mantissa.endIndex
    exponent += mantissa.distance(from: mantissa.startIndex, to: point) - 1
    digits = mantissa.compactMap(\.wholeNumberValue)
    while digits.count > 1, digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
  }

  /// Rounded half away from zero to at most `count` significant digits, padded with zeros to exactly `count`
  /// unless the number was shorter.
  func rounded(to count: Int) -> Decimal {
    guard count > 0, digits.count > count else { return self }
    var result = self
    result.digits = Array(digits[..<count])
    if digits[count] >= 5 { result.increment() }
    while result.digits.count > 1, result.digits.last == 0 { result.digits.removeLast() }
    return result
  }

  func shifted(by places: Int) -> Decimal {
    var result = self
    result.exponent += places
    return result
  }

  private mutating func increment() {
    var place = digits.count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits.insert(1, at: 0)
      digits.removeLast()
      exponent += 1
    }
  }

  /// Without an exponent: `1,234.5`.
  var fixedText: String {
    let text = digits.map(String.init).joined()
    if exponent < 0 {
      return (negative ? "−" : "") + "0." + String(repeating: "0", count: -exponent - 1) + text
    }
    let padded = text + String(repeating: "0", count: max(0, exponent + 1 - text.count))
    let whole = String(padded.prefix(exponent + 1))
    let fraction = padded.dropFirst(exponent + 1)
    return NumberText.grouped(whole, negative: negative) + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// With an exponent: `1.23×10⁻⁷`, or `1.23e-7` where `plain`.
  func scientificText(plain: Bool) -> String {
    let text = digits.map(String.init).joined()
    let mantissa = (negative ? "−" : "") + text.prefix(1) + (text.count > 1 ? ".\(text.dropFirst())" : "")
    guard !plain else { return "\(mantissa)e\(exponent)" }
    return "\(mantissa)×10\(Self.superscript(exponent))"
  }

  private static func superscript(_ number: Int) -> String {
    let marks = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (number < 0 ? "⁻" : "")
      + String(String(number.magnitude).compactMap { $0.wholeNumberValue.map { marks[$0] } })
  }
}
