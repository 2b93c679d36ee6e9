/// A table of a terminal: columns as wide as their widest cell, numbers flush right.
struct TextTable {
  var rows: [[String]]
  /// Columns that are set flush right.
  var numbers: Set<Int> = []

  /// The lines, each with `indent` spaces before it and cut to `width` characters.
  func lines(indent: Int = 2, width: Int = 100) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.at(column)?.count ?? 0 }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return numbers.contains(column) ? space + cell : cell + space
      }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
      return Self.cut(line, to: width)
    }
  }

  /// A line without trailing spaces, of at most `width` characters.
  static func cut(_ line: String, to width: Int) -> String {
    var line = line
    if line.count > width { line = line.prefix(width - 1) + "…" }
    while line.last == " " { line.removeLast() }
    return line
  }
}
