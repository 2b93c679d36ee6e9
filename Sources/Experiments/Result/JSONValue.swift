/// A JSON document (RFC 8259) whose objects keep the order of their keys, so that equal values give equal
/// bytes.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case count(UInt64)
  /// The shortest decimal that reads back as the same number. JSON has no infinities and no NaN: those become
  /// null.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The document with two spaces of indentation, ended by a line feed.
  public func text() -> String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .count(let value): text += String(value)
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.quote(value, to: &text)
    case .array(let values):
      Self.list("[", values, "]", to: &text, indent: indent, isFlat: !values.contains(where: \.isNested)) {
        $0.write(to: &$1, indent: indent + 1)
      }
    case .object(let members):
      Self.list("{", members, "}", to: &text, indent: indent, isFlat: false) {
        Self.quote($0.key, to: &$1)
        $1 += ": "
        $0.value.write(to: &$1, indent: indent + 1)
      }
    }
  }

  private var isNested: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  private static func list<Item>(
    _ open: String, _ items: [Item], _ close: String, to text: inout String, indent: Int, isFlat: Bool,
    _ write: (Item, inout String) -> Void
  ) {
    let line = "\n" + String(repeating: "  ", count: indent)
    text += open
    for (index, item) in items.enumerated() {
      if index > 0 { text += isFlat ? ", " : "," }
      if !isFlat { text += line + "  " }
      write(item, &text)
    }
    if !isFlat && !items.isEmpty { text += line }
    text += close
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
