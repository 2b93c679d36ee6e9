import MarkovChains
import OptionPricing
import Testing

/// Asian options as walkers that carry averages.
@Suite struct AverageWalkTests {
  private static func walk(
    _ payoffs: [Contract.Payoff], _ model: PriceModel = .blackScholes(volatility: 0.2), maturity: Double = 1,
    _ settings: LatticeSettings = LatticeSettings(states: 51)
  ) throws -> OptionWalk {
    try OptionStrip(
      payoffs.map { Contract($0, maturity: maturity) }, model: model, market: Market(spot: 100, rate: 0.05)
    ).walk(settings)
  }

  private static func exact(_ walk: OptionWalk) -> [Double] {
    walk.estimate.exact(ExpectedTally(of: walk.problem, recordedSteps: walk.recordedSteps))
  }

  /// Rows R060, R061 and R063 of the table of option answers: geometric means over dates.
  @Test(arguments: ReferenceTable.rows.filter { ["R060", "R061", "R063"].contains($0.id) })
  func `The chain's geometric means are the table's to 0.1 bp of the spot on 51 nodes`(row: ReferenceRow)
    throws
  {
    let strip = try OptionStrip([row.contract], model: row.model, market: row.market)
    let walk = try strip.walk(LatticeSettings(states: 51))
    let exact = Self.exact(walk)[0]
    let bias = (exact - row.price) / row.market.spot * 1e4
    print("\(row.id): \(bias) bp")
    #expect(abs(bias) < 0.1, "\(bias)")
    #expect(abs(walk.budget[0].total - (exact - walk.closedForms[0])) < 1e-9)
  }

  @Test func `Dates fall on steps, and what has no exact answer is not a number`() throws {
    let monthly = try Self.walk([.arithmeticAsian(.call, strike: 100, .discrete(dates: 12))])
    let looks = try #require(monthly.problem.pathScores).looks
    let steps = monthly.recordedSteps.last!
    #expect(steps % 12 == 0 && looks.map(\.step) == (1...12).map { $0 * steps / 12 })
    #expect(Self.exact(monthly)[0].isNaN && monthly.budget[0].total.isNaN)
    #expect(abs(monthly.closedForms[0] - 6.156040766431) < 1e-8)
    let continuous = try Self.walk([.geometricAsian(.put, strike: 95, .continuous)])
    let weights = try #require(continuous.problem.pathScores).looks.map(\.weight)
    #expect(weights.count == continuous.recordedSteps.last! + 1 && abs(weights.reduce(0, +) - 1) < 1e-12)
    #expect(Self.exact(continuous)[0].isNaN)
  }

  @Test func `The control variate adds the price on the geometric mean that it takes away`() throws {
    let walk = try Self.walk(
      [90, 110].map { .arithmeticAsian(.put, strike: $0, .discrete(dates: 4)) },
      LatticeSettings(states: 51, controlVariate: true))
    let expected = ExpectedTally(of: walk.problem, recordedSteps: walk.recordedSteps)
    for (index, strike) in [90.0, 110].enumerated() {
      let price = try #require(
        try closedFormPrice(
          .geometricAsian(.put, strike: strike, .discrete(dates: 4)), .blackScholes(volatility: 0.2),
          Market(spot: 100, rate: 0.05), maturity: 1))
      let terms = walk.estimate.entries[index].terms
      let rest = terms.dropFirst().reduce(0.0) { sum, term in
        switch term.quantity {
        case .score(let score): sum + term.coefficient * expected.scores[score]
        default: sum + term.coefficient
        }
      }
      // What is left is the bias of the chain's geometric mean.
      #expect(abs(rest) < 2e-3 && terms.contains { $0.coefficient == price })
    }
  }

  @Test func `What no such walk prices is refused`() {
    let call = Contract.Payoff.arithmeticAsian(.call, strike: 100, .discrete(dates: 4))
    func refused(_ payoffs: [Contract.Payoff], _ settings: LatticeSettings) {
      #expect(throws: OptionError.self) { try Self.walk(payoffs, settings) }
    }
    refused([call, .arithmeticAsian(.call, strike: 90, .discrete(dates: 5))], .init(states: 51))
    refused([call, .vanilla(.call, strike: 90)], .init(states: 51))
    refused([call], .init(states: 51, antithetic: true))
    refused([call], .init(states: 51, greeks: true))
    refused([.geometricAsian(.call, strike: 100, .continuous)], .init(states: 51, controlVariate: true))
    refused([.geometricAsian(.call, strike: 100, .continuous)], .init(states: 2001))
    #expect(throws: OptionError.self) { try Self.walk([call], .bachelier(volatility: 20)) }
    #expect(throws: ChainError.self) {
      try Self.walk([.geometricAsian(.call, strike: 100, .discrete(dates: 252))], .init(states: 51))
    }
  }
}

extension AverageWalkTests {
  private static func walk(_ payoffs: [Contract.Payoff], _ settings: LatticeSettings) throws -> OptionWalk {
    try walk(payoffs, .blackScholes(volatility: 0.2), maturity: 1, settings)
  }
}
