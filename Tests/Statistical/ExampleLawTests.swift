import Experiments
import MarkovChains
import TestSupport
import Testing

/// Every example's walkers follow the exact law of the chain that the engine samples, on all its engines; and a chain
/// that is wrong by the smallest bias that the number of walkers can show is told from it.
@Suite struct ExampleLawTests {
  /// Fourteen examples, four engines at most: 44 verdicts, each of 2e-6 at most (docs: Statistics.md).
  @Test(arguments: ShortExample.all)
  func `The sampled law is the exact one`(example: ShortExample) throws {
    let result = try ShortExample.run(try example.settings())
    #expect(result.engines.count >= 3)
    for engine in result.engines {
      #expect(engine.status == .completed, "\(engine.name): \(engine.advice)")
      #expect(engine.verdict.isGood, "\(engine.name): \(engine.verdict.checks.map(\.text))")
      #expect(engine.fits.count == Set([example.steps / 3, 2 * example.steps / 3, example.steps]).count)
      #expect(engine.tally.densities.allSatisfy { $0.reduce(0, +) == UInt64(example.walkers) })
    }
  }

  @Test(arguments: ShortExample.all)
  func `A planted bias is caught`(example: ShortExample) throws {
    let settings = try example.settings(engines: { $0.chip != nil })
    let result = try ShortExample.run(settings)
    for (engine, choice) in zip(result.engines, settings.engines) {
      let chip = try CompiledChip(settings.workload, settings: choice.chip!, batches: example.batches)
      let bias = PlantedBias(chain: chip.chain, problem: settings.workload.problem)
      for sign in [1.0, -1] {
        let shift = try #require(
          try bias.smallestShift(walkers: example.walkers, sign: sign, power: 1 - PlantedBias.level))
        print("\(example.name), \(engine.name): a gate off by \(shift) (\(shift * 256)/256) is caught")
        let fit = try #require(
          GoodnessOfFit.test(
            step: example.steps, counts: engine.tally.densities.last!, law: try bias.law(shift: shift),
            level: PlantedBias.level))
        #expect(fit.pValue < PlantedBias.level, "\(engine.name), shift \(shift)")
      }
    }
  }

  /// The examples as they stand, all walkers and steps.
  @Test(.enabled(if: LongTests.areOn), arguments: ShortExample.all.map(\.name))
  func `Whole examples get a good verdict`(name: String) throws {
    let result = try ShortExample.run(try ExperimentSettings.read(path: ShortExample.path(name)))
    for engine in result.engines {
      #expect(engine.verdict.isGood, "\(engine.name): \(engine.verdict.checks.map(\.text))")
      print("\(name), \(engine.name): \(engine.hostSeconds) s")
    }
  }
}
