import Experiments
import Testing

/// A chip that samples another problem than the one asked for is called bad, however well it samples.
@Suite struct RoundingVerdictTests {
  private func engines(left: String) throws -> [EngineResult] {
    let text = """
      problem:
        interval: { cells: 2, left: \(left), right: 0, ends: absorbing, start: 0, steps: 400 }
      walkers: 800
      batches: 8
      engines: [loihi, cpu]
      """
    let settings = try ExperimentSettings.parse(text: text, file: "rounding.yaml")
    return try ExperimentRunner(settings, options: RunOptions()).run().engines
  }

  @Test func `A rare exit that the gate cannot draw makes the verdict bad`() throws {
    let engines = try engines(left: "0.00001")
    #expect(engines[0].relativeBias > 0.1)
    #expect(!engines[0].verdict.isGood)
    #expect(engines[0].verdict.checks.filter { !$0.passed }.count == 1)
    #expect(engines[1].verdict.isGood)
  }

  @Test func `A chain that the gate draws exactly has no bias`() throws {
    let engines = try engines(left: "0.25")
    #expect(engines.allSatisfy { $0.relativeBias < 1e-12 && $0.verdict.isGood })
  }
}
