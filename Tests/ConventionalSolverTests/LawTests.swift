import ConventionalSolver
import Instrumentation
import MarkovChains
import Testing

@Suite("Law of the conventional solver")
struct LawTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var problem: WalkProblem
    var method: ConventionalMethod
    var testDescription: String { "\(name), \(method.rawValue)" }
  }

  static func problems() throws -> [(String, WalkProblem)] {
    func problem(_ stages: [MarkovChain], at state: Int) -> WalkProblem {
      var start = [Double](repeating: 0, count: stages[0].stateCount)
      start[state] = 1
      return WalkProblem(stages: stages, start: start, horizon: .steps(21))
    }
    return try [
      ("ring", problem([Problems.ring(16)], at: 3)),
      ("ruin", problem([Problems.ruin(top: 9, right: 0.55)], at: 4)),
      ("dense", problem([Problems.dense(37)], at: 0)),
      // The first stage holds state 0 still, so it absorbs there and not in the schedule.
      (
        "two stages",
        problem(
          [
            Problems.chain([[(0, 1)], [(0, 0.2), (2, 0.8)], [(1, 1)]]),
            Problems.chain([[(1, 0.35), (0, 0.65)], [(1, 0.5), (2, 0.5)], [(0, 1)]]),
          ], at: 1)
      ),
    ]
  }

  static let cases: [Case] = try! problems().flatMap { name, problem in
    ConventionalMethod.allCases.map { Case(name: name, problem: problem, method: $0) }
  }

  /// 200,000 walkers: catches a shift of 1 % of the walkers from any state to another.
  @Test("densities follow the powers of the matrix", arguments: cases)
  func densities(_ test: Case) {
    let records = [0, 1, 2, 5, 6, 21]
    let start = test.problem.start.map { Int($0 * 200_000) }
    let run = ConventionalSolver(problem: test.problem, recordedSteps: records)
      .run(method: test.method, start: start, seed: 2024, batch: 1, threads: 2, shouldStop: { false })
    for (record, step) in records.enumerated() {
      let due = Problems.expected(test.problem, start: start, steps: step)
      let seen = run.tally.densities[record].map { Double($0) }
      #expect(seen.reduce(0, +) == 200_000)
      for state in due.indices where due[state] == 0 { #expect(seen[state] == 0) }
      // Records of one run are correlated; the first that has a spread and the last are tested.
      guard step == 2 || step == 21 else { continue }
      let chi = ChiSquare(observed: seen, expected: due)
      #expect(chi.score < ChiSquare.limit, "step \(step): \(chi.statistic) on \(chi.degrees) degrees")
    }
  }

  /// Duration of gambler's ruin by Wald's identity; 300,000 walkers, 4.9 standard errors.
  /// Catches a bias of the mean by 0.9 % of its standard deviation.
  @Test(
    "absorption has the probability and the mean time of gambler's ruin",
    arguments: ConventionalMethod.allCases)
  func absorption(_ method: ConventionalMethod) throws {
    let walkers = 300_000.0
    let chain = try Problems.ruin(top: 10, right: 0.5)
    var start = [Int](repeating: 0, count: 11)
    start[3] = Int(walkers)
    let problem = WalkProblem(
      stages: [chain], start: start.map(Double.init), horizon: .absorption(limit: 100_000))
    let tally = ConventionalSolver(problem: problem, recordedSteps: [])
      .run(method: method, start: start, seed: 9, batch: 0, threads: 2, shouldStop: { false }).tally
    #expect(tally.arrivals[0] + tally.arrivals[10] == UInt64(walkers))
    #expect(abs(Double(tally.arrivals[10]) / walkers - 0.3) < 4.9 * (0.21 / walkers).squareRoot())
    // E T = a (N - a) = 21; Var T = a (N - a) (a^2 + (N - a)^2 - 2) / 3 = 392.
    let mean = Double(tally.arrivalSteps.reduce(0, +)) / walkers
    #expect(abs(mean - 21) < 4.9 * (392 / walkers).squareRoot())
    #expect(tally.walkerSteps == tally.arrivalSteps.reduce(0, +))
  }
}
