/// A table of a terminal: columns as wide as their widest cell, numbers flush right. Where there is no room for all, the
/// widest column of words is cut: numbers are what a table is read for.
struct TextTable {
  var rows: [[String]]
  /// Columns that are set flush right.
  var numbers: Set<Int> = []

  private static let fewestLetters = 16

  /// The lines, each with `indent` spaces before it and cut to `width` characters.
  func lines(indent: Int = 2, width: Int = 100) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    var widths = (0..<columns).map { column in rows.map { $0.at(column)?.count ?? 0 }.max() ?? 0 }
    let words = widths.indices.filter { !numbers.contains($0) }.max { widths[$0] < widths[$1] }
    if let words, widths[words] > Self.fewestLetters {
      let excess = indent + widths.reduce(0, +) + 2 * (columns - 1) - width
      widths[words] = max(Self.fewestLetters, widths[words] - max(0, excess))
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let cell = Self.cut(cell, to: widths[column])
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
