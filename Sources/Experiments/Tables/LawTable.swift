import FileFormats
import Foundation

/// A table of questions about processes, answered: each row's closed form, the answer of a chain with its budget, and,
/// where the table has a value of its own, how far it is.
public struct LawTable: Sendable {
  /// One row's answer.
  public struct Entry: Sendable {
    public var row: LawRow
    /// The table's own value, if it has one.
    public var value: Double?
    public var answer: LawAnswer

    /// |closed form - value|, absolute.
    public var deviation: Double? {
      guard let value, let closedForm = answer.closedForm else { return nil }
      return abs(closedForm - value)
    }

    /// The deviation over the size of the value; absolute where the value is zero.
    public var relativeDeviation: Double? {
      guard let deviation, let value else { return nil }
      return value == 0 ? deviation : deviation / abs(value)
    }

    /// |chain - closed form| over the budget; above 1 the budget does not hold.
    public var budgetShare: Double? {
      guard let chain = answer.chain, let closedForm = answer.closedForm else { return nil }
      return abs(chain.value - closedForm) / chain.budget
    }

    /// Whether the closed form is at most 1e-8 times the larger of 1 and |value| off the value, where there is a value,
    /// and the chain within its budget, where there is a chain.
    public var isGood: Bool {
      if let value {
        guard let deviation, deviation <= LawTable.tolerance * max(1, abs(value)) else { return false }
      }
      return budgetShare ?? 0 <= 1
    }
  }

  /// How far a closed form may be from a value, times the larger of 1 and |value|.
  public static let tolerance = 1e-8

  public private(set) var entries: [Entry]
  private let source: CSVTable

  /// Answers all rows.
  ///
  /// - Throws: `FormatError` for a table without the columns system, quantity, params, x and t, or a value that is no
  ///   number, with its line.
  public init(_ table: CSVTable) throws {
    source = table
    let names = ["system", "quantity", "params", "x", "t"]
    let columns = try names.map { try table.column(named: $0) }
    let valueColumn = table.header.firstIndex(of: "value")
    let questions = try table.rows.map { row in
      let texts = columns.map { row.fields[$0] }
      return (
        LawRow(
          system: texts[0], quantity: texts[1], parameters: texts[2], place: texts[3], time: texts[4]),
        try valueColumn.flatMap { try table.number(row, $0) }
      )
    }
    entries = questions.map { Entry(row: $0, value: $1, answer: LawRegistry.answer($0)) }
  }

  public var isGood: Bool { entries.allSatisfy(\.isGood) }

  private static let added = ["closed_form", "chain_value", "budget", "reason"]

  /// The table with the columns closed_form, chain_value, budget and reason behind its own; columns that it has of these
  /// names are replaced.
  public var answered: CSVTable {
    let kept = source.header.indices.filter { !Self.added.contains(source.header[$0]) }
    var table = source
    table.header = kept.map { source.header[$0] } + Self.added
    for index in table.rows.indices {
      let answer = entries[index].answer
      let numbers = [answer.closedForm, answer.chain?.value, answer.chain?.budget]
      table.rows[index].fields =
        kept.map { source.rows[index].fields[$0] } + numbers.map(Self.text) + [answer.reason]
    }
    return table
  }

  /// 17 significant digits, which hold every bit.
  private static func text(_ number: Double?) -> String {
    number.map { String(format: "%.17g", $0) } ?? ""
  }
}

extension LawTable {
  /// The rows of one kind together.
  public struct Kind: Sendable {
    public var name: String
    public var rows = 0
    /// Rows with a closed form, and rows with a chain value.
    public var answered = 0
    public var chains = 0
    /// The largest of each over the rows that have it.
    public var relativeDeviation: Double?
    public var budgetShare: Double?
    public var isGood = true
  }

  /// By system and quantity, in the order of the table.
  public var kinds: [Kind] {
    var (kinds, place): ([Kind], [String: Int]) = ([], [:])
    for entry in entries {
      let name = "\(entry.row.system): \(entry.row.quantity)"
      let index = place[name] ?? kinds.count
      if index == kinds.count {
        kinds.append(Kind(name: name))
        place[name] = index
      }
      kinds[index].add(entry)
    }
    return kinds
  }

  /// The kinds as lines of text, and what they come to.
  public var summary: String {
    let header =
      "  rows  closed  chain  largest relative  largest |chain -   kind\n"
      + "                       |closed - value|  closed| / budget\n"
    let lines = kinds.map { kind in
      let numbers = String(format: "%6d%8d%7d", kind.rows, kind.answered, kind.chains)
      return numbers + Self.column(kind.relativeDeviation, "%.1e") + Self.column(kind.budgetShare, "%.3f")
        + (kind.isGood ? "   " : " ! ") + kind.name + "\n"
    }
    let good = entries.count(where: \.isGood)
    return header + lines.joined() + "\(good) of \(entries.count) rows are good: closed forms within "
      + "\(Self.tolerance) times the larger of 1 and |value|, chains within their budgets\n"
  }

  private static func column(_ number: Double?, _ format: String) -> String {
    let text = number.map { String(format: format, $0) } ?? "-"
    return String(repeating: " ", count: max(1, 18 - text.count)) + text
  }
}

extension LawTable.Kind {
  fileprivate mutating func add(_ entry: LawTable.Entry) {
    rows += 1
    if entry.answer.closedForm != nil { answered += 1 }
    if entry.answer.chain != nil { chains += 1 }
    if let deviation = entry.relativeDeviation {
      relativeDeviation = max(relativeDeviation ?? 0, deviation)
    }
    if let share = entry.budgetShare { budgetShare = max(budgetShare ?? 0, share) }
    isGood = isGood && entry.isGood
  }
}
