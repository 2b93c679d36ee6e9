import FileFormats

/// The parameters, place and time of one row, with a note of what was asked for, so that what has no meaning is found.
final class LawArguments {
  private let row: LawRow
  /// What stood in the place of the star or the number sign of a system's or quantity's name.
  let captured: [String]
  private let pieces: [String]
  private var used: Set<Int> = []
  private var asked: [String] = []
  private var placeIsUsed = false
  private var timeIsUsed = false

  init(_ row: LawRow, captured: [String]) {
    self.row = row
    self.captured = captured
    pieces = Self.split(row.parameters)
  }

  /// The number of the parameter `name=value`, which may have a unit behind it.
  func number(_ name: String, unit: String = "") throws -> Double {
    let shown = unit.isEmpty ? name : "\(name) (\(unit))"
    asked.append(shown + "=")
    let found = pieces.indices.filter { pieces[$0].hasPrefix(name + "=") }
    guard let index = found.first else { throw LawRowError("the parameter \(shown) is missing") }
    guard found.count == 1 else { throw LawRowError("the parameter \(shown) is given twice") }
    used.insert(index)
    var text = pieces[index].dropFirst(name.count + 1)
    if !unit.isEmpty, text.hasSuffix(" " + unit) { text = text.dropLast(unit.count + 1) }
    return try Self.number(String(text), "parameter \(shown)")
  }

  /// The same for a whole number.
  func count(_ name: String) throws -> Int { try Self.count(try number(name), "parameter \(name)") }

  /// Takes a set phrase, which may be there or not.
  func phrase(_ text: String) {
    asked.append(text)
    if let index = pieces.firstIndex(of: text) { used.insert(index) }
  }

  /// Whether a parameter of this name is given.
  func has(_ name: String) -> Bool { pieces.contains { $0.hasPrefix(name + "=") } }

  /// What stands between the parts of a set phrase that has a gap, such as "interval (*)".
  func phrase(before: String, after: String, example: String) throws -> String {
    asked.append(example)
    let found = pieces.indices.filter {
      pieces[$0].hasPrefix(before) && pieces[$0].hasSuffix(after)
        && pieces[$0].count >= before.count + after.count
    }
    guard found.count == 1 else {
      throw LawRowError("the parameter \(example) is \(found.isEmpty ? "missing" : "given twice")")
    }
    used.insert(found[0])
    return String(pieces[found[0]].dropFirst(before.count).dropLast(after.count))
  }

  /// The place as one number, with or without the name of its coordinate.
  func place(_ name: String = "x") throws -> Double {
    placeIsUsed = true
    guard !row.place.isEmpty else { throw LawRowError("x is blank; it must hold the place") }
    let text = row.place.hasPrefix(name + "=") ? String(row.place.dropFirst(name.count + 1)) : row.place
    return try Self.number(text, "x")
  }

  /// The place as a pair "(x;y)".
  func pair() throws -> SIMD2<Double> {
    placeIsUsed = true
    let parts = row.place.dropFirst().dropLast().split(separator: ";", omittingEmptySubsequences: false)
    guard row.place.hasPrefix("("), row.place.hasSuffix(")"), parts.count == 2 else {
      throw LawRowError("x is \(Wording.quoted(row.place)); it must be a pair such as (0.25;0.4)")
    }
    return SIMD2(try Self.number(String(parts[0]), "x"), try Self.number(String(parts[1]), "x"))
  }

  /// Checks that a place, where one is given, repeats the start.
  func placeRepeats(_ start: Double, _ name: String) throws {
    if row.place.isEmpty { return }
    let place = try place()
    guard place == start else { throw LawRowError("x is \(place), but the \(name) is \(start)") }
  }

  func time() throws -> Double {
    timeIsUsed = true
    guard !row.time.isEmpty else { throw LawRowError("t is blank; it must hold the time") }
    return try Self.number(row.time, "t")
  }

  func steps() throws -> Int { try Self.count(try time(), "t") }

  /// Takes a time that says "for ever".
  func endlessTime() throws {
    timeIsUsed = true
    guard ["", "inf", "infinity"].contains(row.time) else {
      throw LawRowError("t is \(Wording.quoted(row.time)); for this quantity it must be inf or blank")
    }
  }

  /// Checks that everything given was asked for.
  func finish() throws {
    if let index = pieces.indices.first(where: { !used.contains($0) }) {
      let known = asked.isEmpty ? "none" : asked.joined(separator: "; ")
      throw LawRowError("unknown parameter \(Wording.quoted(pieces[index])); known: \(known)")
    }
    if !placeIsUsed, !row.place.isEmpty { throw LawRowError("x is given, but this quantity has no place") }
    if !timeIsUsed, !row.time.isEmpty { throw LawRowError("t is given, but this quantity has no time") }
  }

  /// A finite decimal number.
  static func number(_ text: String, _ name: String) throws -> Double {
    let digits = text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    guard digits, let value = Double(text), value.isFinite else {
      throw LawRowError("\(name) is \(Wording.quoted(text)), which is not a finite decimal number")
    }
    return value
  }

  static func count(_ value: Double, _ name: String) throws -> Int {
    guard value >= 0, value <= 1e8, value == value.rounded() else {
      throw LawRowError("\(name) is \(value); it must be a whole number from 0 to 100000000")
    }
    return Int(value)
  }

  /// The pieces between semicolons that are not in parentheses or brackets.
  private static func split(_ text: String) -> [String] {
    var (pieces, depth) = ([""], 0)
    for character in text {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if character == ";", depth == 0 {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    return pieces.map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    String(
      text.trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace).reversed())
  }
}
