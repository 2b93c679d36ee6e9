import FileFormats
import RealModule

/// A starting temperature on 0 ... 1 as a table writes it: a sum such as "sin(pi x)+0.5 sin(3 pi x)" or "1+cos(2 pi x)".
struct TrigonometricSum {
  struct Term {
    var factor: Double
    /// The number k of sin(k pi x) or cos(k pi x); 0 for a constant.
    var multiple: Double
    var isSine: Bool
  }

  var terms: [Term]

  init(terms: [Term]) { self.terms = terms }

  /// - Throws: `LawRowError` with the part that is not understood.
  init(_ text: String) throws {
    terms = try Self.parts(text).map(Self.term)
  }

  func value(_ x: Double) -> Double {
    terms.reduce(0) {
      let angle = $1.multiple * Double.pi * x
      return $0 + $1.factor * ($1.isSine ? Double.sin(angle) : Double.cos(angle))
    }
  }

  /// Cuts before every sign that is outside parentheses and not in an exponent.
  private static func parts(_ text: String) -> [String] {
    var (parts, depth) = ([""], 0)
    var before: Character = " "
    for character in text where character != " " {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if "+-".contains(character), depth == 0, !"eE".contains(before), !parts[parts.count - 1].isEmpty {
        parts.append("")
      }
      parts[parts.count - 1].append(character)
      before = character
    }
    return parts
  }

  private static func term(_ part: String) throws -> Term {
    for (name, isSine) in [("sin(", true), ("cos(", false)] {
      guard let start = part.firstRange(of: name) else { continue }
      let inner = part[start.upperBound...]
      guard inner.hasSuffix("pix)") else { break }
      return Term(
        factor: try number(part[..<start.lowerBound]), multiple: try number(inner.dropLast(4)), isSine: isSine
      )
    }
    return Term(factor: try LawArguments.number(part, "a term of u0"), multiple: 0, isSine: false)
  }

  /// The number before a function, 1 where there is none.
  private static func number(_ text: Substring) throws -> Double {
    let digits = text.hasSuffix("*") ? text.dropLast() : text
    if ["", "+"].contains(digits) { return 1 }
    if digits == "-" { return -1 }
    return try LawArguments.number(String(digits), "a factor of u0")
  }
}
