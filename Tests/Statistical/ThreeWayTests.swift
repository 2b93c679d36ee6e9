import Experiments
import Foundation
import MarkovChains
import TestSupport
import Testing

/// Solver, chip and exact answer on chains whose answer is known apart from our own linear algebra, and on a chain
/// that a user writes.
@Suite struct ThreeWayTests {
  /// Two independent walks side by side: the law of the pair is the product of the two laws.
  @Test func `A product chain`() throws {
    // Probabilities that 8-bit gates draw exactly, in products too.
    let two: [[Double]] = [[0.75, 0.25], [0.5, 0.5]]
    let three: [[Double]] = [[0.5, 0.5, 0], [0.25, 0.5, 0.25], [0, 0.5, 0.5]]
    let steps = 6
    let law = product(power(two, steps), power(three, steps))
    let rows = (0..<6).map { pair in
      (0..<6).map { target in
        MarkovChain.Transition(
          target: target, probability: two[pair / 3][target / 3] * three[pair % 3][target % 3])
      }
    }
    let chain = try MarkovChain(rows: rows, space: .graph(count: 6))
    let result = try ShortExample.run(settings(chain, steps: steps))
    for (found, exact) in zip(result.idealLaw[1], law) { #expect(abs(found - exact) < 1e-14) }
    for engine in result.engines {
      let fit = try #require(
        GoodnessOfFit.test(step: steps, counts: engine.tally.densities[1], law: law, level: 1e-6))
      #expect(fit.pValue > 1e-6 / 4, "\(engine.name); a shift of \(fit.detectableShift) is caught")
      #expect(engine.verdict.isGood, "\(engine.name): \(engine.verdict.checks.map(\.text))")
    }
  }

  private func power(_ matrix: [[Double]], _ steps: Int) -> [Double] {
    (0..<steps).reduce([1] + [Double](repeating: 0, count: matrix.count - 1)) { law, _ in
      matrix.indices.map { target in matrix.indices.reduce(0) { $0 + law[$1] * matrix[$1][target] } }
    }
  }

  private func product(_ first: [Double], _ second: [Double]) -> [Double] {
    first.flatMap { a in second.map { a * $0 } }
  }

  private static let engines =
    "[ truenorth: {}, loihi: {}, cpu: { method: walkers }, cpu: { method: counts } ]"

  private func settings(_ chain: MarkovChain, steps: Int) throws -> ExperimentSettings {
    let start = [1] + [Double](repeating: 0, count: chain.stateCount - 1)
    let entries = (0..<chain.stateCount).map {
      LinearEstimate.Entry(label: "\($0)", terms: [.init(.density(record: 1, state: $0))])
    }
    return try ShortExample.settings(
      Workload(
        problem: WalkProblem(stages: [chain], start: start, horizon: .steps(steps)),
        recordedSteps: [0, steps], estimate: LinearEstimate(name: "density", entries: entries)),
      walkers: 40_000, batches: 8, seed: 4, engines: Self.engines)
  }

  /// Gambler's ruin: from 3 of 8 with a chance of 3/4 up, the exact chances are (1 - r^3) / (1 - r^8) with r = 1/3.
  @Test func `A user's chain from a file`() throws {
    let rows = (1...7).flatMap { ["\($0),\($0 + 1),0.75", "\($0),\($0 - 1),0.25"] }
    let csv = (["from,to,probability"] + rows).joined(separator: "\n") + "\n"
    let yaml = """
      problem: { chain: { file: ruin.csv, start: 3, until_absorbed: 2000 } }
      walkers: 20000
      batches: 16
      seed: 9
      engines: \(Self.engines)
      """
    let result = try withTemporaryFolder { folder in
      try csv.write(to: folder.appending(path: "ruin.csv"), atomically: true, encoding: .utf8)
      let file = folder.appending(path: "ruin.yaml").path(percentEncoded: false)
      return try ShortExample.run(try ExperimentSettings.parse(text: yaml, file: file))
    }
    let ratio = 1.0 / 3
    func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { product, _ in product * ratio } }
    let won = (1 - power(3)) / (1 - power(8))
    let entry = try #require(result.estimateLabels.firstIndex(of: "absorbed by 8"))
    #expect(abs(result.idealEstimate[entry] - won) < 1e-12)
    // Four engines at 1e-6 each, the error from the exact law: a shift of 0.009 of the chance is caught.
    let error = (won * (1 - won) / 20_000).squareRoot()
    for engine in result.engines {
      #expect(engine.relativeBias < 1e-12, "3/4 is drawn exactly")
      #expect(abs(engine.estimates[entry].value - won) < 4.892 * error, "\(engine.name)")
      #expect(engine.verdict.isGood, "\(engine.name): \(engine.verdict.checks.map(\.text))")
    }
  }
}
