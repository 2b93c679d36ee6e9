import Dispatch
import FileFormats
import MarkovChains
import OptionPricing
import Synchronization

/// A table of options and what is known of each: closed form, the chain's exact price, where they differ, Greeks.
public struct OptionBook: Sendable {
  /// One row's answers.
  public struct Line: Sendable {
    /// Model, payoff and exercise as the row names them.
    public var kind: String
    public var closedForm: ClosedForm.Answer?
    /// The chain's exact price, its budget and its Greeks.
    public var walk: Walk?
    /// Why something is missing; empty if nothing is.
    public var reason: String
    /// The row's own price, if the table has a column of it.
    public var given: Double?
  }

  /// The chain of a row.
  public struct Walk: Sendable {
    public var price: Double
    public var bias: BiasBudget
    public var greeks: [Greek: Double]
    public var scheme: String
    /// One basis point of the spot, in money.
    public var basisPoint: Double
  }

  public let table: CSVTable
  public let lines: [Line]

  /// Prices every row; a row that cannot be priced says why and stops nothing.
  ///
  /// - Parameter shouldStop: asked before every row; from then on the rows say that they were not priced.
  /// - Throws: `FormatError` for a file that is no table, or has none of the columns of a table of options.
  public static func read(
    path: String, settings: LatticeSettings, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> OptionBook {
    let table = try CSVTable.read(path)
    for key in [OptionKey.model, .payoff, .spot, .maturity] { _ = try table.column(named: key.column) }
    try checkNames(of: table)
    let lines = Mutex([Line?](repeating: nil, count: table.rows.count))
    DispatchQueue.concurrentPerform(iterations: table.rows.count) { index in
      let line =
        shouldStop()
        ? Line(kind: "not priced", closedForm: nil, walk: nil, reason: interrupted, given: nil)
        : line(of: table.rows[index], in: table, settings)
      lines.withLock { $0[index] = line }
    }
    return OptionBook(table: table, lines: lines.withLock { $0.compactMap(\.self) })
  }

  private static let interrupted = "not priced: interrupted"
  /// Whether rows were left out because the reader was told to stop.
  public var isInterrupted: Bool { lines.contains { $0.reason == Self.interrupted } }

  /// A column by the name that a parameter has elsewhere would be kept and not be read: nobody means that.
  private static func checkNames(of table: CSVTable) throws {
    for key in OptionKey.allCases where table.header.contains(key.rawValue) {
      guard !table.header.contains(key.column) else { continue }
      throw FormatError(
        file: table.file, line: 1,
        message: "the column \"\(key.rawValue)\" would not be read; a table calls it \"\(key.column)\"")
    }
  }

  private static func line(of row: CSVTable.Row, in table: CSVTable, _ settings: LatticeSettings) -> Line {
    let values = self.values(of: row, in: table)
    let kind = [OptionKey.model, .payoff, .exercise].compactMap { values[$0] }.joined(separator: " ")
    let priceText = table.header.firstIndex(of: "price").map { row.fields[$0] } ?? ""
    let given = TextNumber.double(priceText)
    var line = Line(kind: kind, closedForm: nil, walk: nil, reason: "", given: given)
    do {
      let fields = OptionFields(values, name: \.column) { _, message in RowError(message: message) }
      let strip = try OptionStrip(fields)
      guard strip.contracts.count == 1 else {
        throw RowError(message: "a row is one contract; give one strike and one maturity")
      }
      var reasons: [String] = []
      if given == nil, !priceText.isEmpty {
        reasons.append(
          "nothing compared: price is \(Wording.quoted(priceText)); expected a finite decimal number")
      }
      do {
        line.closedForm = try strip.closedForm(of: strip.contracts[0])
        let why = try ClosedForm.reasonForNone(strip.contracts[0], model: strip.model, market: strip.market)
        if let why { reasons.append("no closed form: \(why)") }
      } catch { reasons.append("no closed form: \(error)") }
      do {
        line.walk = try walk(strip, settings)
      } catch let error as OptionError {
        reasons.append("no chain: \(fields.named(error))")
      } catch { reasons.append("no chain: \(error)") }
      line.reason = reasons.joined(separator: "; ")
    } catch {
      line.reason = "\(error)"
    }
    return line
  }

  /// The row's fields that are parameters of an option; a list in one field makes no strip here.
  private static func values(of row: CSVTable.Row, in table: CSVTable) -> [OptionKey: String] {
    Dictionary(
      uniqueKeysWithValues: OptionKey.allCases.compactMap { key in
        table.header.firstIndex(of: key.column).map { (key, row.fields[$0]) }
      }
    ).filter { !$0.value.isEmpty }
  }

  private static func walk(_ strip: OptionStrip, _ settings: LatticeSettings) throws -> Walk {
    var settings = settings
    settings.greeks = strip.hasWalkedGreeks
    let walk = try strip.walk(settings)
    let exact = walk.estimate.exact(ExpectedTally(of: walk.problem, recordedSteps: walk.recordedSteps))
    guard exact[0].isFinite else {
      throw RowError(message: "a mean is known path by path only; sample it with walkers on the cpu")
    }
    let greeks = settings.greeks ? Greek.allCases : []
    return Walk(
      price: exact[0], bias: walk.budget[0],
      greeks: Dictionary(uniqueKeysWithValues: zip(greeks, exact.dropFirst())), scheme: walk.scheme,
      basisPoint: strip.market.basisPoint)
  }

  /// What is wrong with a row; the table says which row.
  private struct RowError: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
  }
}

extension OptionBook {
  /// Writes the rows back with the answers in columns of their own; columns of these names are replaced.
  ///
  /// - Throws: `FormatError` (73).
  public func write(to path: String) throws {
    let columns = Self.columns
    let kept = table.header.indices.filter { index in !columns.contains { $0.name == table.header[index] } }
    let rows = zip(table.rows, lines).map { row, line in
      CSVTable.Row(line: row.line, fields: kept.map { row.fields[$0] } + columns.map { $0.text(line) })
    }
    try CSVTable(file: path, header: kept.map { table.header[$0] } + columns.map(\.name), rows: rows)
      .write(to: path)
  }

  private struct Column: Sendable {
    var name: String
    var text: @Sendable (Line) -> String
  }

  private static let columns: [Column] =
    [
      number("closed_form") { $0.closedForm?.price },
      Column(name: "closed_form_method") { $0.closedForm?.method.rawValue ?? "" },
    ]
    + Greek.allCases.map { greek in number("closed_form_\(greek.rawValue)") { $0.closedForm?.greeks?[greek] }
    }
    + [
      number("chain_price") { $0.walk?.price }, number("mesh_bias") { $0.walk?.bias.mesh },
      number("time_step_bias") { $0.walk?.bias.timeStep },
      number("probability_bias") { $0.walk?.bias.probability }, number("bias") { $0.walk?.bias.total },
    ] + Greek.allCases.map { greek in number("chain_\(greek.rawValue)") { $0.walk?.greeks[greek] } }
    + [
      Column(name: "scheme") { $0.walk?.scheme ?? "" }, Column(name: "reason") { $0.reason },
    ]

  /// The shortest text that reads back as the same number; blank where there is none.
  private static func number(_ name: String, _ value: @escaping @Sendable (Line) -> Double?) -> Column {
    Column(name: name) { value($0).flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
  }
}
