import TestSupport

/// The table of targets in Documentation/Architecture.md.
struct ArchitectureTable {
  static let path = "Documentation/Architecture.md"

  var rows: [Row]

  /// One target.
  struct Row {
    var layer: Int
    var target: String
    var mayImport: Set<String>
  }

  subscript(target: String) -> Row? { rows.first { $0.target == target } }

  /// Reads the rows `| layer | target | purpose | may import |`: those whose first cell is a number.
  static func read() throws -> ArchitectureTable {
    let rows = try ProjectFolder.text(of: path).split(separator: "\n").compactMap { line -> Row? in
      let cells = tableCells(line)
      guard cells.count == 4, let layer = Int(cells[0]), let target = quotedNames(cells[1]).first
      else { return nil }
      return Row(layer: layer, target: target, mayImport: Set(quotedNames(cells[3])))
    }
    return ArchitectureTable(rows: rows)
  }
}

/// The cells of a Markdown table row; none if the line is no such row.
func tableCells(_ line: Substring) -> [String] {
  guard line.hasPrefix("|"), line.hasSuffix("|") else { return [] }
  return line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
    .map {
      String($0.trimmingPrefix(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

/// The words of a cell that stand between backticks.
private func quotedNames(_ cell: String) -> [String] {
  cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    .filter { $0.offset % 2 == 1 }.map { String($0.element) }
}
