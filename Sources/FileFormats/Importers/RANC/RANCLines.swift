import Glibc

/// The lines of a file of binary numbers as Verilog reads them: comments (`//` to the end of the line, `/*` to `*/`)
/// and empty lines are left out.
struct RANCLines {
  /// A line's digits.
  struct Row {
    var file: String
    var line: Int
    var column: Int
    var digits: ArraySlice<UInt8>

    func fail(_ message: String, at digit: Int = 0) -> FormatError {
      FormatError(file: file, line: line, column: column + digit, message: message)
    }
  }

  let file: String
  private var lines: TextLines
  private var isInComment = false
  /// Line and column of the comment that was opened last.
  private var opening = (line: 0, column: 0)

  /// Bytes of one file; a core of 512 axons and 65,536 neurons has 41 million.
  private static let limit = 64 << 20

  init(file: String) throws {
    self.file = file
    lines = TextLines(try FileReading.bytes(ofFile: file, limit: Self.limit))
  }

  /// Whether a file exists.
  static func exists(_ file: String) -> Bool { access(file, F_OK) == 0 }

  /// The next line with digits; nil at the end.
  mutating func next() throws -> Row? {
    while let line = lines.next() {
      let content = withoutComments(line).trimmed
      if content.isEmpty { continue }
      return Row(
        file: file, line: lines.number, column: line.column(of: content.startIndex), digits: content)
    }
    if isInComment {
      throw FormatError(
        file: file, line: opening.line, column: opening.column, message: RANCWording.openComment)
    }
    return nil
  }

  /// The next line as binary digits.
  mutating func nextBits() throws -> Row? {
    guard let row = try next() else { return nil }
    if let wrong = row.digits.firstIndex(where: { $0 != 48 && $0 != 49 }) {
      let shown = row.digits[wrong...].prefix(8).shown
      throw row.fail(RANCWording.notBinary(shown), at: wrong - row.digits.startIndex)
    }
    return row
  }

  /// All rows as binary digits.
  static func bits(file: String) throws -> [Row] {
    var (lines, rows) = (try RANCLines(file: file), [Row]())
    while let row = try lines.nextBits() { rows.append(row) }
    return rows
  }

  /// The line with its comments blanked out, so that columns stay.
  private mutating func withoutComments(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if !isInComment, !line.contains(Self.slash) { return line }
    var content = line
    var index = line.startIndex
    while index < line.endIndex {
      let next = index + 1 < line.endIndex ? line[index + 1] : 0
      if isInComment {
        let isEnd = line[index] == Self.star && next == Self.slash
        content.blank(index, isEnd ? 2 : 1)
        isInComment = !isEnd
        index += isEnd ? 2 : 1
      } else if line[index] == Self.slash, next == Self.slash {
        return content[..<index]
      } else {
        isInComment = line[index] == Self.slash && next == Self.star
        if isInComment {
          opening = (lines.number, line.column(of: index))
          content.blank(index, 2)
        }
        index += isInComment ? 2 : 1
      }
    }
    return content
  }

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
}

extension ArraySlice<UInt8> {
  fileprivate mutating func blank(_ start: Int, _ count: Int) {
    for index in start..<start + count { self[index] = UInt8(ascii: " ") }
  }
}
