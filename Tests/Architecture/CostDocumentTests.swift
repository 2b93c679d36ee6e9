import TestSupport
import Testing
import Yams

/// The constants that Documentation/Chips.md quotes are those of the cost tables in Models/Costs, all of them.
@Suite struct CostDocumentTests {
  static let document = "Documentation/Chips.md"

  /// One constant with its interval, in the unit of its entry.
  struct Constant: Hashable {
    var low: Double
    var nominal: Double
    var high: Double
  }

  @Test func `The document quotes the constants of the cost tables`() throws {
    let quoted = try Self.quotedConstants()
    let priced = try Self.pricedConstants()
    #expect(priced.count > 20, "no cost tables were read")
    #expect(Set(quoted.keys) == Set(priced.keys))
    for (entry, constant) in quoted {
      #expect(priced[entry] == constant, "\(entry)")
    }
  }

  /// Rows `| table | entry | low | nominal | high | trust |`, by "table entry".
  static func quotedConstants() throws -> [String: Constant] {
    let pairs = try ProjectFolder.text(of: document).split(separator: "\n").compactMap {
      line -> (String, Constant)? in
      let cells = tableCells(line).map { $0.filter { $0 != "`" } }
      guard cells.count == 6, let low = Double(cells[2]), let nominal = Double(cells[3]),
        let high = Double(cells[4])
      else { return nil }
      return ("\(cells[0]) \(cells[1])", Constant(low: low, nominal: nominal, high: high))
    }
    return try Dictionary(pairs) { _, _ in throw QuotedTwice() }
  }

  /// The energies of events and the static powers of all cost tables.
  static func pricedConstants() throws -> [String: Constant] {
    var found: [String: Constant] = [:]
    for path in ProjectFolder.files(under: "Models/Costs", suffix: ".yaml") {
      let table = try #require(try Yams.compose(yaml: ProjectFolder.text(of: path)), "\(path)")
      let name = try #require(table["name"]?.string)
      for (event, price) in table["events_pj"]?.mapping ?? [:] {
        found["\(name) \(event.string ?? "?")"] = try constant(price)
      }
      if let power = table["static_power"]?["milliwatts"] {
        found["\(name) static_power"] = try constant(power)
      }
      if let power = table["host_power_mw"] { found["\(name) host_power_mw"] = try constant(power) }
    }
    return found
  }

  private static func constant(_ node: Node) throws -> Constant {
    Constant(
      low: try #require(node["low"]?.float), nominal: try #require(node["nominal"]?.float),
      high: try #require(node["high"]?.float))
  }

  struct QuotedTwice: Error {}
}
