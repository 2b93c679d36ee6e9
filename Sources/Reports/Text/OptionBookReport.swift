import Experiments

/// A table of options in a terminal: a line for every kind of row. Biases are in basis points of the row's spot.
public struct OptionBookReport: Sendable {
  public let book: OptionBook

  public init(book: OptionBook) {
    self.book = book
  }

  public func text() -> String {
    var kinds: [String] = []
    for line in book.lines where !kinds.contains(line.kind) { kinds.append(line.kind) }
    let rows = kinds.map { kind in row(kind, book.lines.filter { $0.kind == kind }) }
    let header = ["kind", "rows", "closed", "|closed − price|", "chain", "|bias|, bp", "without"]
    let table = TextTable(rows: [header] + rows, numbers: Set(1...6)).lines(width: TextReport.width)
    return (table + reasons).joined(separator: "\n") + "\n"
  }

  private func row(_ kind: String, _ lines: [OptionBook.Line]) -> [String] {
    let closed = lines.filter { $0.closedForm != nil }
    let walked = lines.compactMap(\.walk)
    let differences = closed.compactMap { line in
      line.given.flatMap { given in line.closedForm.map { abs($0.price - given) } }
    }
    return [
      kind, "\(lines.count)", "\(closed.count)", text(differences.max()), "\(walked.count)",
      text(walked.map { abs($0.bias.total) / $0.basisPoint }.filter(\.isFinite).max()),
      "\(lines.filter { $0.closedForm == nil && $0.walk == nil }.count)",
    ]
  }

  private func text(_ value: Double?) -> String {
    value.map { NumberText.significant($0, 2, plain: true) } ?? "–"
  }

  private var reasons: [String] {
    let count = book.lines.filter { !$0.reason.isEmpty }.count
    return count == 0
      ? [] : ["", "\(NumberText.count(count, "row")) with something missing; the column reason says what."]
  }
}
