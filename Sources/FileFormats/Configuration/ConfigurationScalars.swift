extension ConfigurationNode {
  /// Any scalar as text; `name: 5` gives "5".
  public func string() throws -> String {
    guard case .scalar(let text, _) = content, !isNull else { throw mismatch("a text") }
    return text
  }

  /// `true` or `false`. YAML's older spellings (yes, on, ...) are refused, for they surprise.
  public func bool() throws -> Bool {
    switch plainText {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: throw mismatch("true or false")
    }
  }

  /// A whole number in decimal digits, which may be grouped by underscores (`1_000_000`).
  ///
  /// `1.5`, `1e6`, `010` (octal to some readers) and `"12"` in quotation marks are refused.
  public func integer(in range: ClosedRange<Int>) throws -> Int {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let digits = plainText.flatMap(Self.decimalDigits) else { throw mismatch(expected) }
    guard let value = Int(digits), range.contains(value) else {
      let allowed = range.lowerBound == range.upperBound ? "" : " to \(range.upperBound)"
      throw fail("is \(found); allowed: \(range.lowerBound)\(allowed)")
    }
    return value
  }

  /// A whole number from 0 to 2^64 - 1, such as a seed; quotation marks are allowed, as many JSON writers
  /// cannot hold 64 bits in a number.
  public func unsigned64() throws -> UInt64 {
    guard case .scalar(let text, _) = content, let digits = Self.decimalDigits(text) else {
      throw mismatch("a whole number from 0 to \(UInt64.max)")
    }
    guard let value = UInt64(digits) else { throw fail("is \(found); allowed: 0 to \(UInt64.max)") }
    return value
  }

  /// A finite decimal number.
  ///
  /// - Parameters:
  ///   - range: the values allowed.
  ///   - exclusiveLower: the lower end itself is refused (a width that must be above 0).
  ///   - exclusiveUpper: the upper end itself is refused.
  public func number(
    in range: ClosedRange<Double>, exclusiveLower: Bool = false, exclusiveUpper: Bool = false
  ) throws -> Double {
    let allowed = Self.words(for: range, exclusiveLower, exclusiveUpper)
    guard let value = plainText.flatMap(Self.decimalNumber) else { throw mismatch("a number \(allowed)") }
    let inside =
      value.isFinite && range.contains(value)
      && !(exclusiveLower && value == range.lowerBound)
      && !(exclusiveUpper && value == range.upperBound)
    guard inside else { throw fail("is \(found); allowed: \(allowed)") }
    return value
  }

  /// One of a few names; an unknown one is refused with the nearest.
  public func oneOf(_ names: [String]) throws -> String {
    guard case .scalar(let text, _) = content, !isNull else {
      throw mismatch("one of \(Wording.list(names))")
    }
    guard names.contains(text) else { throw fail(Wording.unknown("name", text, known: names)) }
    return text
  }

  private var plainText: String? {
    if case .scalar(let text, isPlain: true) = content { text } else { nil }
  }

  /// The text with underscores between digits taken out, if it is an optional sign and decimal digits.
  private static func decimalDigits(_ text: String) -> String? {
    let body = text.drop { $0 == "-" || $0 == "+" }
    let sign = text.utf8.count - body.utf8.count
    guard sign <= 1, let first = body.utf8.first, isDigit(first), isDigit(body.utf8.last!) else { return nil }
    guard body == "0" || first != UInt8(ascii: "0"), !body.contains("__") else { return nil }
    guard body.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else { return nil }
    return text.filter { $0 != "_" }
  }

  /// Swift would also read "inf", "nan" and hexadecimal numbers, which no configuration needs.
  private static func decimalNumber(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }) else {
      return decimalDigits(text).flatMap(Double.init)
    }
    return Double(text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func words(
    for range: ClosedRange<Double>, _ exclusiveLower: Bool, _ exclusiveUpper: Bool
  ) -> String {
    let huge = Double.greatestFiniteMagnitude
    let lower = range.lowerBound <= -huge ? nil : "\(exclusiveLower ? "above" : "from") \(range.lowerBound)"
    let upper =
      range.upperBound >= huge ? nil : "\(exclusiveUpper ? "below" : "up to") \(range.upperBound)"
    let parts = [lower, upper].compactMap { $0 }
    return parts.isEmpty ? "that is finite" : parts.joined(separator: " ")
  }
}
