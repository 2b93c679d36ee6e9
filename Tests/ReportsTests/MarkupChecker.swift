/// A small check that a page is well-formed XML: tags close in order, attributes are quoted and unique, and
/// text holds no bare markup. It is stricter than XML on names and knows only the references that pages use.
struct MarkupChecker {
  private let bytes: [UInt8]
  private var place = 0
  private var open: [String] = []

  /// What is wrong with `page`, or nil.
  static func problem(in page: String) -> String? {
    var checker = MarkupChecker(bytes: Array(page.utf8))
    do {
      try checker.run()
      return nil
    } catch let error as Malformed {
      return "byte \(checker.place): \(error.reason)"
    } catch {
      return "\(error)"
    }
  }

  private struct Malformed: Error { var reason: String }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() throws {
    if starts(with: "<!DOCTYPE html>") { place += 15 }
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "<"): try tag()
      case UInt8(ascii: "&"): try reference()
      case UInt8(ascii: ">"): throw Malformed(reason: "bare >")
      default: place += 1
      }
    }
    if !open.isEmpty { throw Malformed(reason: "never closed: \(open.joined(separator: " "))") }
  }

  private mutating func tag() throws {
    place += 1
    let closes = take("/")
    let name = word()
    guard !name.isEmpty else { throw Malformed(reason: "a tag without a name") }
    var seen: Set<String> = []
    while true {
      skipSpace()
      if take("/>") { return }
      if take(">") { break }
      let attribute = word()
      guard !attribute.isEmpty, seen.insert(attribute).inserted, take("=\"") else {
        throw Malformed(reason: "a bad attribute '\(attribute)' in <\(name)>")
      }
      try value()
    }
    if !closes { return open.append(name) }
    guard open.popLast() == name else { throw Malformed(reason: "</\(name)> closes something else") }
  }

  private mutating func value() throws {
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "<") { throw Malformed(reason: "< in an attribute") }
      if bytes[place] == UInt8(ascii: "&") { try reference() } else { place += 1 }
    }
    guard take("\"") else { throw Malformed(reason: "an attribute without end") }
  }

  private mutating func reference() throws {
    for known in ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#13;"] where starts(with: known) {
      place += known.utf8.count
      return
    }
    throw Malformed(reason: "a bare &")
  }

  private mutating func word() -> String {
    let start = place
    while place < bytes.count, !" \n\t=/>\"<".utf8.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while place < bytes.count, " \n\t".utf8.contains(bytes[place]) { place += 1 }
  }

  private func starts(with text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

  private mutating func take(_ text: String) -> Bool {
    guard starts(with: text) else { return false }
    place += text.utf8.count
    return true
  }
}
