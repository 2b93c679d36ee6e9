import ConventionalSolver
import Instrumentation
import MarkovChains
import Testing

@Suite("Tallies of the conventional solver")
struct TallyTests {
  static func run(
    _ problem: WalkProblem, records: [Int], _ method: ConventionalMethod, start: [Int], seed: UInt64 = 0,
    batch: UInt32 = 0, threads: Int = 1
  ) -> ConventionalRun {
    ConventionalSolver(problem: problem, recordedSteps: records)
      .run(method: method, start: start, seed: seed, batch: batch, threads: threads, shouldStop: { false })
  }

  /// Where every step is sure, walkers and counts must tally alike to the last number, and as `TallyRecorder`
  /// does.
  @Test(
    "agree exactly where every step is sure",
    arguments: [
      WalkProblem.Horizon.steps(0), .steps(1), .steps(9), .absorption(limit: 0), .absorption(limit: 2),
      .absorption(limit: 50),
    ])
  func sureSteps(_ horizon: WalkProblem.Horizon) throws {
    let line = try Problems.sure([1, 2, 3, 3, 0, 5])
    let schedules = try [
      [line], [line, Problems.sure([2, 3, 1, 3, 1, 5])], [Problems.sure([0, 1, 2, 3, 4, 5]), line, line],
    ]
    let start = [5000, 1, 0, 7, 4100, 3]
    for stages in schedules {
      let problem = WalkProblem(stages: stages, start: start.map(Double.init), horizon: horizon)
      let records = [0, 1, 2, 3, 6, 8, 40]
      let walkers = Self.run(problem, records: records, .walkers, start: start, threads: 2)
      let counts = Self.run(problem, records: records, .counts, start: start)
      #expect(walkers.tally == counts.tally)
      #expect(walkers.tally.densities == Self.reference(problem, records: records, start: start))
    }
  }

  private static func reference(_ problem: WalkProblem, records: [Int], start: [Int]) -> [[UInt64]] {
    records.map { step in
      Problems.expected(problem, start: start, steps: min(step, problem.horizon.limit)).map { UInt64($0) }
    }
  }

  @Test("are the same bits for any number of threads", arguments: ConventionalMethod.allCases)
  func threads(_ method: ConventionalMethod) throws {
    let start = [0, 9000, 0, 0, 20_000, 1, 0, 0, 0, 300, 0]
    for horizon in [WalkProblem.Horizon.steps(30), .absorption(limit: 10_000)] {
      let problem = try WalkProblem(
        stages: [Problems.ruin(top: 10, right: 0.52)], start: start.map(Double.init), horizon: horizon)
      let one = Self.run(problem, records: [0, 3, 17], method, start: start, seed: 4, threads: 1)
      for threads in [2, 7] {
        #expect(
          Self.run(problem, records: [0, 3, 17], method, start: start, seed: 4, threads: threads) == one)
      }
    }
  }

  @Test("do not depend on which steps are recorded", arguments: ConventionalMethod.allCases)
  func records(_ method: ConventionalMethod) throws {
    let start = [5000, 0, 0, 0, 0, 0, 0, 0]
    let problem = try WalkProblem(
      stages: [Problems.ring(8)], start: start.map(Double.init), horizon: .steps(20))
    let all = Self.run(problem, records: Array(0...20), method, start: start).tally
    let some = Self.run(problem, records: [7, 20], method, start: start).tally
    #expect(some.densities == [all.densities[7], all.densities[20]])
    #expect(some.visits == all.visits)
    // Visits are the densities before every step; no walker is lost.
    let summed = (0..<8).map { state in (0..<20).reduce(UInt64(0)) { $0 + all.densities[$1][state] } }
    #expect(all.visits == summed)
    #expect(all.densities.allSatisfy { $0.reduce(0, +) == 5000 })
    #expect(all.walkerSteps == 100_000)
  }

  @Test("differ between seeds and between batches", arguments: ConventionalMethod.allCases)
  func streams(_ method: ConventionalMethod) throws {
    let start = [50_000, 0, 0, 0, 0, 0, 0, 0]
    let problem = try WalkProblem(
      stages: [Problems.ring(8)], start: start.map(Double.init), horizon: .steps(20))
    let runs = [(UInt64(0), UInt32(0)), (0, 1), (1, 0), (.max, 0)].map {
      Self.run(problem, records: [20], method, start: start, seed: $0.0, batch: $0.1).tally.densities[0]
    }
    #expect(Set(runs).count == runs.count)
  }

  @Test("say that a stopped run was stopped", arguments: ConventionalMethod.allCases)
  func interruption(_ method: ConventionalMethod) throws {
    let start = [50_000, 0, 0, 0, 0, 0, 0, 0]
    let problem = try WalkProblem(
      stages: [Problems.ring(8)], start: start.map(Double.init), horizon: .steps(100_000_000))
    let run = ConventionalSolver(problem: problem, recordedSteps: [])
      .run(method: method, start: start, seed: 0, batch: 0, threads: 2, shouldStop: { true })
    #expect(run.interrupted)
    #expect(run.tally.walkerSteps > 0)
  }

  @Test("count events of their own kind")
  func events() throws {
    let start = [5000, 0, 0, 0, 0, 0, 0, 0]
    let problem = try WalkProblem(
      stages: [Problems.ring(8)], start: start.map(Double.init), horizon: .steps(20))
    let walkers = Self.run(problem, records: [], .walkers, start: start).events
    #expect(walkers[.walkerStep] == 100_000)
    // Four steps to a block of two numbers, and ties one in 2^30.
    #expect(walkers[.randomDraw] == 50_000)
    let counts = Self.run(problem, records: [], .counts, start: start).events
    #expect(counts[.walkerStep] == 100_000)
    #expect((20 * 2...20 * 8 * 2).contains(Int(counts[.binomialDraw])))
    #expect(counts[.randomDraw] >= counts[.binomialDraw])
  }

  @Test("no walkers give an empty tally", arguments: ConventionalMethod.allCases)
  func nobody(_ method: ConventionalMethod) throws {
    let start = [0, 0, 0, 0]
    let problem = try WalkProblem(
      stages: [Problems.ring(4)], start: [1, 0, 0, 0], horizon: .absorption(limit: 5))
    let run = Self.run(problem, records: [0, 2], method, start: start)
    #expect(run.tally.walkers == 0)
    #expect(run.tally.densities == [start.map { UInt64($0) }, start.map { UInt64($0) }])
    #expect(run.tally.steps == 0)
  }
}
