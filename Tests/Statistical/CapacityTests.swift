import Experiments
import MarkovChains
import Testing

/// What an experiment refuses before it runs, and what it does not.
@Suite struct CapacityTests {
  /// State 0 leaks into the sink 3; between 1 and 2 walkers go to and fro.
  private func settings(start: [Double], walkers: Int, batches: Int) throws -> ExperimentSettings {
    let chain = try MarkovChain(
      rows: [
        [.init(target: 0, probability: 0.5), .init(target: 3, probability: 0.5)],
        [.init(target: 2, probability: 1)], [.init(target: 1, probability: 1)],
        [.init(target: 3, probability: 1)],
      ], space: .graph(count: 4))
    let estimate = LinearEstimate(
      name: "sink", entries: [.init(label: "3", terms: [.init(.density(record: 1, state: 3))])])
    return try ShortExample.settings(
      Workload(
        problem: WalkProblem(stages: [chain], start: start, horizon: .steps(2)), recordedSteps: [0, 2],
        estimate: estimate), walkers: walkers, batches: batches, seed: 1,
      engines: "[ truenorth: {}, loihi: {} ]")
  }

  private func compile(_ start: [Double], _ walkers: Int, _ batches: Int) throws {
    _ = try ExperimentRunner(
      try settings(start: start, walkers: walkers, batches: batches), options: RunOptions()
    ).compile()
  }

  @Test func `The bound counts all walkers that can meet`() throws {
    try compile([0, 1, 0, 0], 32_767, 1)
    try compile([0, 1, 1, 0], 32_767, 1)
    try compile([0, 1, 1, 0], 65_534, 2)
    // Those on either side never meet, and the sink holds any number.
    try compile([1, 1, 0, 0], 65_534, 1)
    try compile([1, 1, 0, 40], 42 * 32_767, 1)
    expectPile(walkers: 32_768, batches: 1) { try compile([0, 1, 1, 0], 32_768, 1) }
  }

  private func expectPile(walkers: Int, batches: Int, _ body: () throws -> Void) {
    let error = #expect(throws: EngineError.self, performing: body)
    #expect(error?.engine == "loihi")
    #expect(
      error?.cause as? ExperimentError
        == .pile(node: "1", walkers: walkers, capacity: 32_767, chip: "loihi", batches: batches))
  }

  /// Batch 1 has a walker fewer than batch 0 in all, but more of those that meet.
  @Test func `Every batch is bounded`() throws {
    let start = [1.0, 98_302, 0, 2]
    let counts = StartAllocation(start: start, walkers: 98_305, batches: 3).counts
    #expect(counts.map { $0[1] } == [32_767, 32_768, 32_767])
    #expect(counts.map { $0.reduce(0, +) } == [32_769, 32_768, 32_768])
    expectPile(walkers: 32_768, batches: 3) { try compile(start, 98_305, 3) }
  }

  @Test func `A run fills a sink beyond every potential`() throws {
    let result = try ShortExample.run(
      try settings(start: [1, 0, 0, 8], walkers: 9 * 32_000, batches: 1))
    for engine in result.engines {
      #expect(engine.status == .completed)
      #expect(engine.tally.densities[0][3] == 8 * 32_000)
      #expect(engine.tally.densities[1][3] > 8 * 32_000)
      #expect(engine.tally.densities[1].reduce(0, +) == 9 * 32_000)
      #expect(engine.verdict.isGood)
    }
  }

  /// 75.85 % of 6,400 walkers are 4,854.6: whole walkers start with 4,855, 971 in each of five batches. The batches
  /// agree to the last walker, and yet nothing is wrong.
  @Test func `Rounding the start to whole walkers is no fault of an engine`() throws {
    let start = [3.14159, 1, 0, 0]
    var settings = try settings(start: start, walkers: 6_400, batches: 5)
    settings.workload.estimate = LinearEstimate(
      name: "start", entries: [.init(label: "0", terms: [.init(.density(record: 0, state: 0))])])
    let counts = StartAllocation(start: start, walkers: 6_400, batches: 5).counts
    #expect(Set(counts.map { $0[0] }) == [971])
    let result = try ShortExample.run(settings)
    for engine in result.engines {
      #expect(engine.verdict.isGood, "\(engine.verdict.checks.map(\.text))")
      let shift = engine.estimates[0].exact / result.idealEstimate[0] - 1
      #expect(shift > 1e-5, "the walkers' own exact answer stands beside the ideal one")
      #expect(engine.kind == .chip || engine.relativeBias == 0, "the chain itself was not rounded")
    }
  }
}
