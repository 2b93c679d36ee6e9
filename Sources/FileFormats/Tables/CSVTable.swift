/// A table of comma-separated values with a header (RFC 4180, but no field holds an end of line).
///
/// Lines end with LF or CR LF, a byte order mark is skipped, and so are blank lines. A quoted field keeps its spaces;
/// around others they are dropped.
public struct CSVTable: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// The number of the row's line in the file, from 1.
    public var line: Int
    /// As many as the header has.
    public var fields: [String]

    public init(line: Int, fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  /// Where the table was read from, for messages.
  public var file: String
  /// The names of the columns, all different.
  public var header: [String]
  public var rows: [Row]

  public init(file: String, header: [String], rows: [Row]) {
    self.file = file
    self.header = header
    self.rows = rows
  }

  /// The largest table that is read, in bytes.
  public static let sizeLimit = 64 << 20

  /// - Throws: `FormatError` with the line and column of what is wrong: text that is not UTF-8, a quotation mark that is
  ///   not closed, a column named twice, or a line with more or fewer fields than the header.
  public static func read(_ path: String) throws -> CSVTable {
    try parse(try FileReading.bytes(ofFile: path, limit: sizeLimit), file: path)
  }

  /// The table in the bytes of a file.
  public static func parse(_ bytes: [UInt8], file: String) throws -> CSVTable {
    var lines = TextLines(bytes)
    var table: CSVTable?
    while let line = lines.next() {
      if line.trimmed.isEmpty { continue }
      let fields = try split(line, number: lines.number, file: file)
      if table == nil {
        try checkHeader(fields, line: lines.number, file: file)
        table = CSVTable(file: file, header: fields.map(\.text), rows: [])
        continue
      }
      let expected = table!.header.count
      guard fields.count == expected else {
        throw FormatError(
          file: file, line: lines.number, message: TableWording.fields(fields.count, expected: expected))
      }
      table!.rows.append(Row(line: lines.number, fields: fields.map(\.text)))
    }
    guard let table else { throw FormatError(file: file, message: TableWording.empty) }
    return table
  }

  /// The place of a column.
  ///
  /// - Throws: `FormatError` that names the columns there are.
  public func column(named name: String) throws -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw FormatError(file: file, line: 1, message: TableWording.missingColumn(name, known: header))
    }
    return index
  }

  /// The number in a field, or nil if the field is empty.
  ///
  /// - Throws: `FormatError` with the line for what is no finite decimal number.
  public func number(_ row: Row, _ column: Int) throws -> Double? {
    let text = row.fields[column]
    if text.isEmpty { return nil }
    guard let number = TextNumber.double(text) else {
      throw FormatError(
        file: file, line: row.line, message: TableWording.badNumber(header[column], text))
    }
    return number
  }

  /// Writes the table, whole or not at all; lines end with LF.
  ///
  /// - Throws: `FormatError` of kind `cannotWrite`.
  public func write(to path: String) throws {
    let output = try AtomicFile(path: path)
    let text = ([header] + rows.map(\.fields)).map { $0.map(Self.written).joined(separator: ",") + "\n" }
    try output.write(Array(text.joined().utf8))
    try output.commit()
  }

  /// A field in quotation marks if it needs them; ends of line become spaces.
  private static func written(_ field: String) -> String {
    let flat = String(
      String.UnicodeScalarView(field.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
    let edges = [flat.first, flat.last]
    let needsQuotes =
      flat.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
      || edges.contains(" ") || edges.contains("\t")
    return needsQuotes ? "\"" + flat.replacing("\"", with: "\"\"") + "\"" : flat
  }

  private static func split(_ line: ArraySlice<UInt8>, number: Int, file: String) throws -> [TextField] {
    do {
      return try TableFields.split(line)
    } catch {
      throw FormatError(file: file, line: number, column: error.column, message: error.message)
    }
  }

  private static func checkHeader(_ fields: [TextField], line: Int, file: String) throws {
    var seen: Set<String> = []
    for field in fields where !seen.insert(field.text).inserted {
      throw FormatError(
        file: file, line: line, column: field.column, message: TableWording.repeatedColumn(field.text))
    }
  }
}
