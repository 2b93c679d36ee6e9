import Experiments
import MarkovChains
import TestSupport
import Testing

/// 95 % intervals of a sampled price cover the chain's exact price 95 times in a hundred: the Merton call with a strike
/// of 100, on the computer and on both chips.
@Suite struct IntervalCoverageTests {
  private static func settings(engine: String, walkers: Int, batches: Int) throws -> ExperimentSettings {
    let text = """
      problem:
        option: { model: Merton, spot: 100, rate: 0.05, volatility: 0.2, intensity: 1, jump_mean: -0.1,
          jump_deviation: 0.15, option_type: call, strike: 100, maturity: 1, states: 101 }
      walkers: \(walkers)
      batches: \(batches)
      engines: [ \(engine) ]
      """
    return try ExperimentSettings.parse(text: text, file: "coverage")
  }

  /// How many of the seeds 1 ... `seeds` give an interval that covers the exact price.
  private static func covered(
    _ engine: String, seeds: Int, walkers: Int, batches: Int
  ) throws -> Int {
    var settings = try settings(engine: engine, walkers: walkers, batches: batches)
    var hits = 0
    for seed in 1...seeds {
      settings.seed = UInt64(seed)
      let result = try #require(try ShortExample.run(settings).engines.first)
      #expect(result.status == .completed)
      let price = result.estimates[0]
      if abs(price.value - price.exact) <= price.halfWidth { hits += 1 }
    }
    print("\(engine): \(hits) of \(seeds) intervals cover the exact price")
    return hits
  }

  /// Fewer than 45 of 60 have a probability of 3e-8 where each covers with 0.95, and of 2.5e-6 with 0.93. Half-widths that
  /// are too small by half (coverage 0.67) are caught with a chance of 0.88.
  @Test func `Sixty seeds on the computer`() throws {
    #expect(try Self.covered("cpu", seeds: 60, walkers: 1_600, batches: 32) >= 45)
  }

  /// Outside 930 ... 970 is 2.98 standard deviations: 1 run in 330 of seeds drawn anew. The seeds are fixed.
  @Test(.enabled(if: LongTests.areOn)) func `A thousand seeds on the computer`() throws {
    let hits = try Self.covered("cpu", seeds: 1000, walkers: 6_400, batches: 64)
    #expect(hits >= 930 && hits <= 970)
  }

  /// Fewer than 88 of 100: 1 run in 680 of seeds drawn anew.
  @Test(
    .enabled(if: LongTests.areOn), arguments: ["truenorth: { replicas: auto }", "loihi: { replicas: auto }"])
  func `A hundred seeds on each chip`(engine: String) throws {
    #expect(try Self.covered(engine, seeds: 100, walkers: 1_600, batches: 32) >= 88)
  }
}
