import MarkovChains
import OptionPricing
import Testing

/// The bias of European calls over strikes 80 to 120, from the chain that the gates draw.
@Suite struct WalkBiasTests {
  private static let wholeStrikes = (80...120).map(Double.init)

  /// The largest |bias| in basis points of the spot, over every whole strike if not said otherwise.
  private func bias(
    _ model: PriceModel, strikes: [Double] = wholeStrikes, states: Int, bits: Int
  ) throws -> Double {
    let strip = try Trial.calls(model, strikes: strikes)
    let walk = try strip.walk(LatticeSettings(states: states, bits: bits))
    let reference = try strip.contracts.map {
      try closedFormPrice($0.payoff, model, Trial.market, maturity: 1) ?? .nan
    }
    return zip(walk.exact, reference).reduce(0) { max($0, abs($1.0 - $1.1)) } / Trial.basisPoint
  }

  @Test(arguments: [(51, 0.0315), (101, 0.0045), (201, 0.00065)])
  func `Black and Scholes with 8 bits`(states: Int, limit: Double) throws {
    let found = try bias(Trial.blackScholes, states: states, bits: 8)
    #expect(found <= limit)
  }

  /// Fixed lattices of the same size are at 0.16 to 0.55.
  @Test(arguments: [(51, 0.18), (101, 0.035), (201, 0.0135)]) func `Merton with 8 bits`(
    states: Int, limit: Double
  ) throws {
    let found = try bias(Trial.merton, states: states, bits: 8)
    #expect(found <= limit)
  }

  @Test func `With 16 bits`() throws {
    let (plain, jumps) = (
      try bias(Trial.blackScholes, states: 101, bits: 16), try bias(Trial.merton, states: 101, bits: 16)
    )
    #expect(plain <= 0.01 && jumps <= 0.0205)
    // At the strikes of the published tables.
    #expect(try bias(Trial.merton, strikes: Trial.strikes, states: 101, bits: 16) <= 0.02)
  }

  /// Jumps of a node or so have no nodes of their own and go into the step of the diffusion.
  @Test(arguments: [0.25, 1, 4], [0.02, -0.05])
  func `Small jumps beside a wide diffusion`(maturity: Double, mean: Double) throws {
    let models = [
      PriceModel.merton(volatility: 0.4, intensity: 1, jumpMean: mean, jumpDeviation: 0.03),
      .kou(volatility: 0.4, intensity: 1, up: 0.5, rateUp: 1 / abs(mean), rateDown: 40),
    ]
    for model in models {
      let strip = try Trial.calls(model, strikes: [80, 100, 120], maturities: [maturity])
      let walk = try strip.walk(LatticeSettings())
      for bias in walk.budget {
        #expect(abs(bias.total) <= 2 * Trial.basisPoint, "\(model): \(bias.total)")
      }
    }
  }

  @Test func `Kou with 8 bits`() throws {
    let found = try bias(Trial.kou, states: 101, bits: 8)
    #expect(found <= 0.131)
  }

  @Test func `The budget of a strip adds up for every strike and maturity`() throws {
    for model in [Trial.blackScholes, Trial.merton, Trial.kou] {
      let walk = try Trial.calls(model, maturities: [0.25, 0.6, 1]).walk(LatticeSettings())
      for (index, price) in walk.exact.enumerated() {
        #expect(abs(price - walk.closedForms[index] - walk.budget[index].total) < 1e-11)
      }
    }
  }
}
