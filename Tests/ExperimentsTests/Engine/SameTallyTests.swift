import Experiments
import MarkovChains
import TestSupport
import Testing

/// How a chip is laid out, emulated and shared out changes no tally.
@Suite struct SameTallyTests {
  private static let problems = [
    "{ torus: { columns: 4, rows: 3, steps: 9 } }",
    "{ wire: { cells: 6, time_step: 1e-2, limit: 5000 } }",
  ]

  private func tallies(_ problem: String, _ engines: [String]) throws -> [WalkTally] {
    let text = """
      problem: \(problem)
      walkers: 160
      batches: 8
      seed: 5
      engines: [\(engines.joined(separator: ", "))]
      """
    let settings = try ExperimentSettings.parse(text: text, file: "x.yaml")
    var options = RunOptions()
    options.threads = 2
    let result = try ExperimentRunner(settings, options: options).run()
    #expect(result.engines.allSatisfy { $0.status == .completed })
    return result.engines.map(\.tally)
  }

  @Test(arguments: problems, ["truenorth", "loihi"])
  func `Placement, fabric and replicas`(problem: String, chip: String) throws {
    let engines = [
      "placement: near", "placement: scattered", "fabric: reference", "replicas: 4", "replicas: auto",
      "replicas: 3, placement: scattered, fabric: reference",
    ].enumerated().map { "{ \(chip): { name: e\($0.offset), \($0.element) } }" }
    let all = try tallies(problem, engines)
    #expect(all.count == engines.count)
    #expect(all[0].walkers == 160)
    for (tally, engine) in zip(all, engines) { #expect(tally == all[0], "\(engine)") }
  }

  @Test func `Another seed gives another tally`() throws {
    func density(_ seed: Int) throws -> [UInt64] {
      let text = """
        { problem: ring, walkers: 500, batches: 2, seed: \(seed), engines: [loihi] }
        """
      let settings = try ExperimentSettings.parse(text: text, file: "x.yaml")
      return try ExperimentRunner(settings, options: RunOptions()).run().engines[0].tally.densities.last!
    }
    #expect(try density(1) != density(2))
    #expect(try density(1) == density(1))
  }
}
