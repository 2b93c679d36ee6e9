import MarkovChains
import Testing

/// The exact variance of one walker's score against the enumeration of all its paths, each tallied as engines tally.
@Suite struct ScoreVarianceTests {
  private static func chain(_ rows: [[Double]]) throws -> MarkovChain {
    try MarkovChain(
      rows: rows.map { row in
        row.enumerated().filter { $0.element > 0 }.map { .init(target: $0.offset, probability: $0.element) }
      }, space: .graph(count: rows.count))
  }

  /// State 3 absorbs; 0, 1 and 2 wander.
  private static func problem(stages: Int = 1, start: [Double], steps: Int) throws -> WalkProblem {
    let first = try chain([
      [0.5, 0.25, 0.125, 0.125], [0, 0.25, 0.75, 0], [0.25, 0.25, 0.25, 0.25], [0, 0, 0, 1],
    ])
    let second = try chain([[0, 0.5, 0.5, 0], [0.75, 0, 0, 0.25], [0.5, 0, 0.5, 0], [0, 0, 0, 1]])
    return WalkProblem(stages: Array([first, second].prefix(stages)), start: start, horizon: .steps(steps))
  }

  /// Mean and variance over all paths.
  private func enumerated(
    _ estimate: LinearEstimate, _ problem: WalkProblem, records: [Int]
  ) -> (mean: Double, variance: Double) {
    var paths = problem.start.enumerated().filter { $0.element > 0 }.map {
      (states: [$0.offset], probability: $0.element / problem.sourceStrength)
    }
    for step in 0..<problem.horizon.limit {
      let chain = problem.stages[step % problem.stages.count]
      paths = paths.flatMap { path in
        chain[row: path.states.last!].map {
          (states: path.states + [$0.target], probability: path.probability * $0.probability)
        }
      }
    }
    var (mean, square) = (0.0, 0.0)
    for path in paths {
      var recorder = TallyRecorder(problem: problem, recordedSteps: records)
      for (step, state) in path.states.enumerated() {
        let counts = (0..<problem.stateCount).map { UInt64($0 == state ? 1 : 0) }
        recorder.record(step: step, counts: counts, last: step == problem.horizon.limit)
      }
      let score = estimate.sums(recorder.tally)[0]
      mean += path.probability * score
      square += path.probability * score * score
    }
    return (mean, square - mean * mean)
  }

  private static let terms: [[LinearEstimate.Term]] = [
    [.init(.density(record: 1, state: 2))],
    [
      .init(.density(record: 1, state: 2), coefficient: -1.5),
      .init(.density(record: 2, state: 2), coefficient: 4),
    ],
    [.init(.density(record: 0, state: 0), coefficient: 3), .init(.density(record: 2, state: 3))],
    [
      .init(.visits(state: 1)), .init(.visits(state: 2), coefficient: -0.5),
      .init(.visits(state: 3), coefficient: 7),
    ],
    [.init(.arrivals(state: 3), coefficient: 2)],
    [.init(.arrivalSteps(state: 3))],
    [
      .init(.density(record: 2, state: 1), coefficient: 0.7), .init(.visits(state: 0), coefficient: 1.3),
      .init(.arrivals(state: 3), coefficient: -2), .init(.arrivalSteps(state: 3), coefficient: 0.4),
    ],
  ]

  @Test(arguments: terms.indices) func `All quantities, one stage and two, one start and several`(index: Int)
    throws
  {
    let estimate = LinearEstimate(name: "score", entries: [.init(label: "", terms: Self.terms[index])])
    let records = [0, 2, 5]
    for stages in [1, 2] {
      for start in [[1.0, 0, 0, 0], [2, 0.5, 1.5, 0]] {
        let problem = try Self.problem(stages: stages, start: start, steps: 5)
        let paths = enumerated(estimate, problem, records: records)
        let found = estimate.varianceOfOneWalker(entry: 0, of: problem, recordedSteps: records)
        #expect(abs((found ?? .nan) - paths.variance) < 1e-12, "\(found ?? .nan), not \(paths.variance)")
        let exact = estimate.exact(ExpectedTally(of: problem, recordedSteps: records))[0]
        #expect(abs(exact / problem.sourceStrength - paths.mean) < 1e-12)
      }
    }
  }

  @Test func `A walk without an end has none`() throws {
    var problem = try Self.problem(start: [1, 0, 0, 0], steps: 5)
    problem.horizon = .absorption(limit: 100)
    let estimate = LinearEstimate(name: "score", entries: [.init(label: "", terms: Self.terms[4])])
    #expect(estimate.varianceOfOneWalker(entry: 0, of: problem, recordedSteps: [0]) == nil)
  }

  @Test func `A walk of no steps counts where it starts`() throws {
    let problem = try Self.problem(start: [1, 3, 0, 0], steps: 0)
    let estimate = LinearEstimate(
      name: "score",
      entries: [.init(label: "", terms: [.init(.density(record: 0, state: 1), coefficient: 2)])])
    let found = estimate.varianceOfOneWalker(entry: 0, of: problem, recordedSteps: [0])
    #expect(abs((found ?? .nan) - 4 * 0.75 * 0.25) < 1e-15)
  }
}
