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
      let row = Row(
        file: file, line: lines.number, column: line.column(of: content.startIndex), digits: content)
      return row
    }
    if isInComment { throw FormatError(file: file, message: RANCWording.openComment) }
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

  /// The first run of a line that is no comment.
  private mutating func withoutComments(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = line
    while true {
      if isInComment {
        guard let end = Self.find("*/", in: rest) else { return rest[rest.endIndex...] }
        isInComment = false
        rest = rest[(end + 2)...]
      }
      let start = Self.find("/*", in: rest) ?? rest.endIndex
      if let slashes = Self.find("//", in: rest[..<start]) { return rest[..<slashes] }
      guard start < rest.endIndex else { return rest }
      isInComment = true
      let content = rest[..<start].trimmed
      if !content.isEmpty {
        // Digits after a comment on the same line would be another word; none of RANC's files has any.
        isInComment = Self.find("*/", in: rest[(start + 2)...]) == nil
        return content
      }
      rest = rest[(start + 2)...]
    }
  }

  private static func find(_ mark: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    let (first, second) = (mark.utf8Start[0], mark.utf8Start[1])
    return bytes.indices.dropLast().first { bytes[$0] == first && bytes[$0 + 1] == second }
  }
}
