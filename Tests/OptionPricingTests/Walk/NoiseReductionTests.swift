import MarkovChains
import OptionPricing
import Testing

/// The control variate and mirror images: the same exact means, less variance.
@Suite struct NoiseReductionTests {
  private static let strikes = [90.0, 100, 110, 120]

  private func walk(
    _ model: PriceModel, states: Int = 101, greeks: Bool = false, control: Bool = false, mirror: Bool = false,
    maturities: [Double] = [1]
  ) throws -> OptionWalk {
    try Trial.calls(model, strikes: Self.strikes, maturities: maturities).walk(
      LatticeSettings(states: states, greeks: greeks, controlVariate: control, antithetic: mirror))
  }

  /// Factors of the table of variance reductions for strikes 90, 100, 110 and 120.
  @Test(arguments: [
    (Trial.blackScholes, [17.2, 6.9, 3.6, 2.3]), (Trial.merton, [10.6, 5.8, 3.6, 2.5]),
  ])
  func `The control variate divides the variance as it does for the process`(
    model: PriceModel, factors: [Double]
  ) throws {
    let (plain, controlled) = (try walk(model), try walk(model, control: true))
    for (index, factor) in factors.enumerated() {
      let found = plain.variance(of: index) / controlled.variance(of: index)
      #expect(abs(found / factor - 1) < 0.03, "K = \(Self.strikes[index]): \(found)")
    }
  }

  /// The standard deviation of a discounted call's payoff: 17.4, 14.7, 11.6 and 8.7.
  @Test func `One walker's spread is that of the payoff`() throws {
    let plain = try walk(Trial.blackScholes)
    for (index, deviation) in [17.4, 14.7, 11.6, 8.7].enumerated() {
      #expect(abs(plain.variance(of: index).squareRoot() - deviation) < 0.06)
    }
  }

  @Test(arguments: [101, 102]) func `Means stay, variances fall`(states: Int) throws {
    let plain = try walk(Trial.blackScholes, states: states, greeks: true, maturities: [0.3, 1])
    for (control, mirror) in [(true, false), (false, true), (true, true)] {
      let reduced = try walk(
        Trial.blackScholes, states: states, greeks: true, control: control, mirror: mirror,
        maturities: [0.3, 1])
      for (index, mean) in plain.exact.enumerated() {
        #expect(
          abs(reduced.exact[index] - mean) <= 1e-11 * max(1, abs(mean)),
          "\(plain.estimate.entries[index].label)")
        #expect(reduced.variance(of: index) <= plain.variance(of: index) * (1 + 1e-9))
      }
    }
  }

  @Test func `Mirror images more than halve the variance of a call`() throws {
    let (plain, mirrored) = (try walk(Trial.blackScholes), try walk(Trial.blackScholes, mirror: true))
    for index in Self.strikes.indices {
      #expect(mirrored.variance(of: index) < plain.variance(of: index) / 2.2)
    }
  }

  @Test func `A walk that is not its own mirror image is refused`() throws {
    for model in [Trial.merton, Trial.kou] {
      let error = #expect(throws: OptionError.self) { try walk(model, mirror: true) }
      #expect(
        error?.description.contains("jumps further to one side") == true, "\(error?.description ?? "-")")
    }
    // Without jumps the same models are symmetric.
    let still = PriceModel.merton(volatility: 0.2, intensity: 0, jumpMean: -0.1, jumpDeviation: 0.15)
    #expect(try walk(still, mirror: true).exact == walk(Trial.blackScholes, mirror: true).exact)
  }
}
