import OptionPricing
import Testing

/// Closed forms and transforms against the table of option answers.
@Suite struct ReferenceTests {
  /// American options under Merton's model have no answer without a lattice.
  static let withoutAnswer: Set = ["R115", "R116", "R117", "R118", "R119"]

  @Test func `The table has 119 rows, and all but five have an answer`() throws {
    #expect(ReferenceTable.rows.count == 119)
    let missing = try ReferenceTable.rows.filter {
      try ClosedForm.reasonForNone($0.contract, model: $0.model, market: $0.market) != nil
    }
    #expect(Set(missing.map(\.id)) == Self.withoutAnswer)
  }

  @Test(arguments: ReferenceTable.rows.filter { !withoutAnswer.contains($0.id) })
  func `The price is that of the table to 1e-8`(row: ReferenceRow) throws {
    let answer = try #require(
      try ClosedForm.answer(row.contract, model: row.model, market: row.market, greeks: false))
    #expect(abs(answer.price - row.price) <= 1e-8, "\(answer.price - row.price) by \(answer.method.rawValue)")
  }

  @Test(arguments: ReferenceTable.rows.filter { $0.greeks.delta != nil })
  func `The Greeks are those of the table`(row: ReferenceRow) throws {
    let answer = try #require(try ClosedForm.answer(row.contract, model: row.model, market: row.market))
    let greeks = try #require(answer.greeks)
    // Those of American options were made by finite differences and have about four digits.
    let tolerance = row.contract.exercise == .american ? 3e-4 : 1e-8
    for (name, found, expected) in [
      ("delta", greeks.delta, row.greeks.delta), ("gamma", greeks.gamma, row.greeks.gamma),
      ("vega", greeks.vega, row.greeks.vega), ("theta", greeks.theta, row.greeks.theta),
      ("rho", greeks.rho, row.greeks.rho),
    ] {
      guard let expected else { continue }
      let found = try #require(found, "\(name)")
      #expect(
        abs(found - expected) <= tolerance * max(1, abs(expected)),
        "\(name) \(found), not \(expected), by \(answer.greekMethod?.rawValue ?? "-")")
    }
  }
}
