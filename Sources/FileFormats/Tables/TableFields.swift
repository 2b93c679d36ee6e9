/// Splits a line of a comma-separated table (RFC 4180, without line ends inside quotation marks).
enum TableFields {
  /// What is wrong with a line, and where.
  struct Fault: Error {
    var column: Int
    var message: String
  }

  /// The fields; spaces and tabs around an unquoted field do not belong to it.
  static func split(_ line: ArraySlice<UInt8>) throws(Fault) -> [TextField] {
    guard String(validating: line, as: UTF8.self) != nil else {
      throw Fault(column: 1, message: TableWording.notUTF8)
    }
    var fields: [TextField] = []
    var rest = line
    while true {
      let start = rest.firstIndex { $0 != 32 && $0 != 9 } ?? rest.endIndex
      let column = line.column(of: start)
      if start < rest.endIndex, rest[start] == quote {
        let text = try quoted(&rest, from: start, column: column)
        fields.append(TextField(text: text, column: column))
      } else {
        let end = rest.firstIndex(of: comma) ?? rest.endIndex
        fields.append(TextField(text: rest[..<end].trimmed.shown, column: column))
        rest = rest[end...]
      }
      guard !rest.isEmpty else { return fields }
      rest = rest.dropFirst()
    }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")

  /// The quoted field at `start`; leaves `rest` at the comma after it, or empty.
  private static func quoted(
    _ rest: inout ArraySlice<UInt8>, from start: Int, column: Int
  ) throws(Fault) -> String {
    var text: [UInt8] = []
    var index = start + 1
    while index < rest.endIndex {
      let isQuote = rest[index] == quote
      if isQuote, index + 1 == rest.endIndex || rest[index + 1] != quote {
        rest = rest[(index + 1)...]
        guard rest.trimmed.first ?? comma == comma else {
          throw Fault(column: column, message: TableWording.textAfterQuote)
        }
        rest = rest[(rest.firstIndex(of: comma) ?? rest.endIndex)...]
        return String(decoding: text, as: UTF8.self)
      }
      text.append(rest[index])
      index += isQuote ? 2 : 1
    }
    throw Fault(column: column, message: TableWording.openQuote)
  }
}
