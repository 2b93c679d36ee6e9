import Experiments
import MarkovChains
import NeuroFabric
import TestSupport
import Testing

/// What a poor generator does to a walk. The shift register advanced once a draw is kept to show this; it is the one
/// engine from which no right law is expected.
@Suite struct ShiftRegisterWalkTests {
  /// A hub whose 30 exits have random probabilities; the leaves lead back.
  private func star() throws -> MarkovChain {
    var sampler = Sampler(seed: 30)
    let weights = (0..<30).map { _ in 0.05 + sampler.uniform() }
    let sum = weights.reduce(0, +)
    let hub = weights.enumerated().map {
      MarkovChain.Transition(target: $0 + 1, probability: $1 / sum)
    }
    let leaves = (1...30).map { _ in [MarkovChain.Transition(target: 0, probability: 1)] }
    return try MarkovChain(rows: [hub] + leaves, space: .graph(count: 31))
  }

  private func engine(_ generator: TrueNorthGenerator) throws -> EngineResult {
    let chain = try star()
    let problem = WalkProblem(
      stages: [chain], start: [1] + [Double](repeating: 0, count: 30), horizon: .steps(9))
    let estimate = LinearEstimate(
      name: "visits of the hub", entries: [.init(label: "0", terms: [.init(.visits(state: 0))])])
    let settings = try ShortExample.settings(
      Workload(problem: problem, recordedSteps: [0, 1, 3, 5, 7, 9], estimate: estimate),
      walkers: 8_000, batches: 8, seed: 1, engines: "[ truenorth: { generator: \(generator.rawValue) } ]")
    return try ShortExample.run(settings).engines[0]
  }

  @Test(arguments: [TrueNorthGenerator.counterBased, .shiftRegister])
  func `Good generators sample the law`(generator: TrueNorthGenerator) throws {
    let result = try engine(generator)
    #expect(result.verdict.isGood, "\(result.verdict.checks.map(\.text))")
    #expect(result.fits.count == 5)
  }

  @Test func `One advance a draw is grossly wrong, and loses nobody`() throws {
    let result = try engine(.serialShiftRegister)
    #expect(result.status == .completed)
    #expect(!result.verdict.isGood)
    for fit in result.fits {
      print("lfsr32-serial, step \(fit.step): G = \(fit.statistic) on \(fit.degreesOfFreedom)")
      #expect(fit.statistic > 10 * Double(fit.degreesOfFreedom))
    }
  }
}
