import MarkovChains
import OptionPricing
import Testing

/// Heston's and Bates's prices on 8-bit gates: they are walked for parameters far from the usual ones, and more states do
/// not make them worse.
@Suite struct StochasticVarianceWalkTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var contract: Contract
    var model: PriceModel
    var market: Market
    /// Largest bias at 51, 101 and 201 states, in basis points of the spot.
    var limits: [Double]
  }

  private static func parameters(
    _ variance: Double, _ reversion: Double, _ longVariance: Double, _ volatility: Double,
    _ correlation: Double
  ) -> PriceModel.HestonParameters {
    PriceModel.HestonParameters(
      variance: variance, reversion: reversion, longVariance: longVariance, volatilityOfVariance: volatility,
      correlation: correlation)
  }

  static let cases = [
    Case(
      testDescription: "fast reversion, small volatility of variance",
      contract: Contract(.vanilla(.put, strike: 1.12564331), maturity: 2.3),
      model: .heston(parameters(0.01, 6, 0.07, 0.1, -0.3)),
      market: Market(spot: 0.85, rate: 0.12, dividendYield: 0.03), limits: [1, 0.3, 0.3]),
    Case(
      testDescription: "ten years", contract: Contract(.vanilla(.call, strike: 100), maturity: 10),
      model: .heston(parameters(0.04, 1.5, 0.06, 0.5, -0.7)), market: Market(spot: 100, rate: 0.03),
      limits: [20, 2, 2]),
    Case(
      testDescription: "jumps narrower than a cell",
      contract: Contract(.vanilla(.call, strike: 37.5), maturity: 0.7),
      model: .bates(
        parameters(0.04, 2, 0.07, 0.5, -0.3), intensity: 0.2, jumpMean: -0.2, jumpDeviation: 0.05),
      market: Market(spot: 37.5, rate: 0.03), limits: [1, 0.6, 0.6]),
    Case(
      testDescription: "frequent narrow jumps", contract: Contract(.vanilla(.call, strike: 100), maturity: 1),
      model: .bates(parameters(0.04, 2, 0.04, 0.4, -0.6), intensity: 5, jumpMean: -0.03, jumpDeviation: 0.04),
      market: Market(spot: 100, rate: 0.03), limits: [1, 0.5, 0.5]),
    Case(
      testDescription: "jumps, five weeks", contract: Contract(.vanilla(.call, strike: 100), maturity: 0.1),
      model: .bates(
        parameters(0.04, 1.5, 0.06, 0.5, -0.7), intensity: 0.5, jumpMean: -0.1, jumpDeviation: 0.15),
      market: Market(spot: 100, rate: 0.03), limits: [1.5, 1, 0.6]),
    Case(
      testDescription: "jumps, five years", contract: Contract(.vanilla(.call, strike: 100), maturity: 5),
      model: .bates(
        parameters(0.04, 1.5, 0.06, 0.5, -0.7), intensity: 0.5, jumpMean: -0.1, jumpDeviation: 0.15),
      market: Market(spot: 100, rate: 0.03), limits: [3, 2, 2]),
  ]

  @Test(arguments: cases) func `More states do not make an 8-bit price worse`(trial: Case) throws {
    let strip = try OptionStrip([trial.contract], model: trial.model, market: trial.market)
    for (states, limit) in zip([51, 101, 201], trial.limits) {
      let budget = try strip.walk(LatticeSettings(states: states, bits: 8)).budget[0]
      let bias = budget.total / trial.market.spot * 1e4
      #expect(abs(bias) <= limit, "\(states) states: \(bias) bp, \(budget)")
    }
  }

  @Test func `Every strike of a strip is near, deep in the money and far out`() throws {
    let strikes = [60.0, 80, 90, 100, 110, 120, 150]
    for model in [
      PriceModel.heston(Self.parameters(0.04, 1.5, 0.06, 0.5, -0.7)),
      .bates(Self.parameters(0.04, 2, 0.07, 0.5, -0.3), intensity: 0.2, jumpMean: -0.2, jumpDeviation: 0.05),
    ] {
      let walk = try Trial.calls(model, strikes: strikes).walk(LatticeSettings())
      for (strike, budget) in zip(strikes, walk.budget) {
        #expect(abs(budget.total) <= 1.5 * Trial.basisPoint, "strike \(strike): \(budget.total)")
      }
    }
  }
}
