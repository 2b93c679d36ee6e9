import MarkovChains
import OptionPricing
import RealModule
import Testing

/// Lookbacks on the lattice of a walk and its extreme.
@Suite struct LookbackWalkTests {
  private static let rows = ReferenceTable.rows.filter { ("R070"..."R073").contains($0.id) }

  /// The answer of the chain that is drawn and of the unrounded one, less the table's, in basis points of the spot.
  private static func bias(_ row: ReferenceRow, nodes: Int) throws -> (drawn: Double, unrounded: Double) {
    let strip = try OptionStrip([row.contract], model: row.model, market: row.market)
    let walk = try strip.walk(LatticeSettings(states: nodes))
    let exact = walk.estimate.exact(ExpectedTally(of: walk.problem, recordedSteps: walk.recordedSteps))[0]
    let unit = row.market.spot * 1e-4
    let budget = walk.budget[0]
    #expect(abs(budget.total - (exact - row.price)) < 1e-8 * row.market.spot, "the budget adds up")
    return ((exact - row.price) / unit, (budget.mesh + budget.timeStep) / unit)
  }

  /// Rows R070 to R073 of the table of option answers.
  @Test(arguments: rows)
  func `With 8 bits the bias is below 0.03 bp on 51 nodes and 0.001 bp on 101, of fourth order`(
    row: ReferenceRow
  ) throws {
    let (coarse, fine) = (try Self.bias(row, nodes: 51), try Self.bias(row, nodes: 101))
    #expect(abs(coarse.drawn) < 0.03 && abs(fine.drawn) < 0.001)
    let order = Double.log2(coarse.unrounded / fine.unrounded)
    #expect(order > 3.8 && order < 4.6, "order \(order)")
  }

  @Test func `Strikes and maturities share a walk, and contracts already in the money are priced`() throws {
    let market = Market(spot: 100, rate: 0.05, dividendYield: 0.02)
    let contracts = [0.5, 1].flatMap { maturity in
      [80.0, 103.7, 130].map { Contract(.fixedLookback(.call, strike: $0), maturity: maturity) }
        + [Contract(.floatingLookback(.put), maturity: maturity)]
    }
    let strip = try OptionStrip(contracts, model: .blackScholes(volatility: 0.25), market: market)
    let walk = try strip.walk(LatticeSettings(states: 61))
    #expect(walk.recordedSteps.count == 3 && walk.estimate.entries.count == contracts.count)
    let exact = walk.estimate.exact(ExpectedTally(of: walk.problem, recordedSteps: walk.recordedSteps))
    for index in contracts.indices {
      #expect(abs(exact[index] - walk.closedForms[index]) < 1e-3, "\(contracts[index].label)")
    }
  }

  @Test func `What no such walk prices is refused`() throws {
    let market = Market(spot: 100, rate: 0.05)
    let call = Contract(.fixedLookback(.call, strike: 100), maturity: 1)
    let model = PriceModel.blackScholes(volatility: 0.2)
    func walk(_ contracts: [Contract], _ model: PriceModel, _ settings: LatticeSettings = .init()) throws {
      _ = try OptionStrip(contracts, model: model, market: market).walk(settings)
    }
    #expect(throws: OptionError.self) {
      try walk([call, Contract(.fixedLookback(.put, strike: 90), maturity: 1)], model)
    }
    #expect(throws: OptionError.self) {
      try walk([call, Contract(.vanilla(.call, strike: 90), maturity: 1)], model)
    }
    #expect(throws: OptionError.self) {
      try walk([Contract(.floatingLookback(.put), exercise: .american, maturity: 1)], model)
    }
    #expect(throws: OptionError.self) { try walk([call], .bachelier(volatility: 20)) }
    #expect(throws: OptionError.self) { try walk([call], .blackScholes(volatility: 0)) }
    #expect(throws: OptionError.self) { try walk([call], model, LatticeSettings(states: 1001)) }
    #expect(throws: OptionError.self) { try walk([call], model, LatticeSettings(states: 9)) }
    #expect(throws: OptionError.self) { try walk([call], model, LatticeSettings(antithetic: true)) }
  }
}
