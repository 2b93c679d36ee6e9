import MarkovChains
import OptionPricing
import RealModule
import Testing

/// Several maturities from one walk: at each the read-out has the process's mean and variance.
@Suite struct MaturityStripTests {
  private static let maturities = [0.07, 0.25, 0.5, 1]

  /// A call of strike 0 is the asset, whose price now is the spot. Moments of the logarithm are exact, those of its
  /// exponential nearly so.
  @Test(arguments: [Trial.blackScholes, Trial.merton, Trial.kou])
  func `The asset costs what it costs at every maturity`(model: PriceModel) throws {
    let walk = try Trial.calls(model, strikes: [0, 100], maturities: Self.maturities).walk(LatticeSettings())
    for (index, price) in walk.exact.enumerated() where index % 2 == 0 {
      #expect(abs(price - 100) < 3e-4, "\(walk.estimate.entries[index].label): \(price)")
    }
  }

  /// A call less a put is the forward contract, to the last digits where the mean is exact.
  @Test func `Under Bachelier's model the mean of the price is exact at every maturity`() throws {
    let contracts = Self.maturities.flatMap { time in
      [Contract.Side.call, .put].map { Contract(.vanilla($0, strike: 95), maturity: time) }
    }
    let strip = try OptionStrip(contracts, model: .bachelier(volatility: 20), market: Trial.market)
    let exact = try strip.walk(LatticeSettings()).exact
    for (index, time) in Self.maturities.enumerated() {
      let forward = 100 - 95 * Double.exp(-0.05 * time)
      #expect(abs(exact[2 * index] - exact[2 * index + 1] - forward) < 1e-11)
    }
  }

  @Test func `A maturity between steps is read as it is, not as its step`() throws {
    let walk = try Trial.calls(Trial.blackScholes, strikes: [100], maturities: [0.05, 1]).walk(
      LatticeSettings())
    #expect(walk.recordedSteps == [0, 15, 300])
    let odd = try Trial.calls(Trial.blackScholes, strikes: [100], maturities: [0.0517, 1]).walk(
      LatticeSettings())
    #expect(odd.recordedSteps == [0, 16, 300])
    #expect(abs(odd.budget[0].total) < 0.06 * Trial.basisPoint)
  }

  @Test func `Later maturities do not change because of earlier ones`() throws {
    let alone = try Trial.calls(Trial.merton, maturities: [1]).walk(LatticeSettings())
    let together = try Trial.calls(Trial.merton, maturities: [0.25, 1]).walk(LatticeSettings())
    #expect(zip(alone.exact, together.exact.suffix(Trial.strikes.count)).allSatisfy { abs($0 - $1) < 1e-11 })
  }

  @Test func `Strips that need a path are refused`() throws {
    let puts = [90.0, 100].map { Contract(.vanilla(.put, strike: $0), exercise: .american, maturity: 1) }
    let strip = try OptionStrip(puts, model: Trial.blackScholes, market: Trial.market)
    #expect(throws: OptionError.self) { try strip.walk(LatticeSettings()) }
  }
}
