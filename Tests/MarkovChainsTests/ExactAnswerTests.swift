import MarkovChains
import Testing

/// Exact answers against dense matrices and summed series on random chains.
@Suite struct ExactAnswerTests {
  private static func times(_ law: [Double], _ matrix: [[Double]]) -> [Double] {
    matrix[0].indices.map { column in law.indices.reduce(0) { $0 + law[$1] * matrix[$1][column] } }
  }

  @Test func distributionByDensePowers() throws {
    var numbers = TestNumbers(seed: 1)
    for _ in 0..<100 {
      let states = 2 + numbers.integer(below: 12)
      let stages = try (0...numbers.integer(below: 3)).map { _ in
        try MarkovChain.random(states: states, exits: 5, absorbing: 1, &numbers)
      }
      let start = (0..<states).map { _ in numbers.uniform() }
      var law = start
      for step in 0..<17 { law = Self.times(law, stages[step % stages.count].dense) }
      let problem = WalkProblem(stages: stages, start: start, horizon: .steps(17))
      #expect(areNear(problem.distribution(after: 17), law, within: 1e-13))
    }
  }

  /// Visits, arrivals, mean and variance of the steps, rewards: all against sums over the steps of a dense
  /// walk.
  @Test func absorptionBySeries() throws {
    var numbers = TestNumbers(seed: 2)
    for _ in 0..<100 {
      let states = 3 + numbers.integer(below: 10)
      let chain = try MarkovChain.random(states: states, exits: 4, absorbing: 2, &numbers)
      let absorption = try Absorption(chain)
      let matrix = chain.dense
      let reward = (0..<states).map { _ in numbers.uniform() }
      for start in 0..<(states - 2) {
        var law = (0..<states).map { $0 == start ? 1.0 : 0 }
        let weights = law
        var visits = [Double](repeating: 0, count: states)
        var (mean, square, score, left) = (0.0, 0.0, 0.0, 1.0)
        for step in 0..<200_000 where left > 1e-17 {
          for state in 0..<(states - 2) {
            visits[state] += law[state]
            score += law[state] * reward[state]
          }
          mean += left
          square += Double(2 * step + 1) * left
          law = Self.times(law, matrix)
          left = law.dropLast(2).reduce(0, +)
        }
        #expect(areNear(try absorption.expectedVisits(from: weights), visits, within: 1e-9 * mean))
        let arrivals = try absorption.arrivals(from: weights)
        #expect(areNear(Array(arrivals.suffix(2)), Array(law.suffix(2)), within: 1e-11))
        #expect(isNear(try absorption.meanSteps()[start], mean, relative: 1e-10))
        #expect(abs(try absorption.varianceOfSteps()[start] - (square - mean * mean)) < 1e-8 * square)
        #expect(isNear(try absorption.expectedReward(reward)[start], score, relative: 1e-10))
        #expect(abs(try absorption.probability(ofEndingIn: states - 1)[start] - law[states - 1]) < 1e-11)
      }
    }
  }

  @Test func tallyOfAWalkToAbsorption() throws {
    let wire = HeatOnAWire(cells: 8, timeStep: 5e-3)
    let problem = try wire.problem(startNode: 2)
    let tally = ExpectedTally(of: problem, recordedSteps: [0, 10, 10_000_000])
    let absorption = try Absorption(problem.chain)
    #expect(areNear(tally.visits, try absorption.expectedVisits(from: problem.start), within: 1e-9))
    #expect(isNear(tally.walkerSteps, try absorption.meanSteps()[2], relative: 1e-10))
    #expect(isNear(tally.arrivalSteps[8], try absorption.meanSteps()[2], relative: 1e-10))
    #expect(abs(tally.arrivals[8] - 1) < 1e-12 && tally.survivors < 1e-15)
    #expect(tally.densities[0] == problem.start)
    #expect(areNear(tally.densities[1], problem.distribution(after: 10), within: 0))
    #expect(abs(tally.densities[2][8] - 1) < 1e-12)
  }

  @Test func tallyOfFixedSteps() throws {
    let problem = try TwoDirectionFlux().problem(steps: 3)
    let tally = ExpectedTally(of: problem, recordedSteps: [1, 3])
    let laws = (0...3).map { problem.distribution(after: $0) }
    for state in 0..<2 {
      #expect(isNear(tally.visits[state], laws[0][state] + laws[1][state] + laws[2][state], relative: 1e-15))
    }
    #expect(tally.visits[2] == 0 && tally.steps == 3)
    #expect(tally.densities == [laws[1], laws[3]])
    #expect(isNear(tally.arrivals[2], laws[3][2], relative: 1e-14))
    #expect(isNear(tally.survivors, laws[3][0] + laws[3][1], relative: 1e-15))
    let survival = problem.survival(upTo: 3)
    #expect(survival.count == 4 && survival[0] == 1)
    #expect(isNear(survival[3], tally.survivors / 8, relative: 1e-15))
  }

  /// State 1 absorbs in the first stage only: it is not absorbing in the schedule, in the recorder either.
  @Test func absorbingInOneStageIsNotAbsorbing() throws {
    func moves(_ targets: [Int]) throws -> MarkovChain {
      try MarkovChain(
        rows: targets.map { [.init(target: $0, probability: 1)] }, space: .graph(count: 3))
    }
    let problem = WalkProblem(
      stages: [try moves([1, 1, 2]), try moves([0, 2, 2])], start: [1, 0, 0],
      horizon: .absorption(limit: 100))
    #expect(problem.transientStates == [0, 1])
    let tally = ExpectedTally(of: problem)
    #expect(tally.visits == [1, 1, 0] && tally.arrivals == [0, 0, 1] && tally.steps == 2)
    var recorder = TallyRecorder(problem: problem, recordedSteps: [1])
    for (step, counts) in [[1, 0, 0], [0, 1, 0], [0, 0, 1]].enumerated() {
      recorder.record(step: step, counts: counts.map(UInt64.init), last: step == 2)
    }
    #expect(recorder.tally.visits == [1, 1, 0] && recorder.tally.arrivals == [0, 0, 1])
    #expect(recorder.tally.arrivalSteps == [0, 0, 2] && recorder.tally.densities == [[0, 1, 0]])
  }

  @Test func stationaryLawOfRandomChains() throws {
    var numbers = TestNumbers(seed: 3)
    for _ in 0..<200 {
      let states = 2 + numbers.integer(below: 30)
      let edges = (0..<states).flatMap { state in
        [GraphWalk.Edge(state, (state + 1) % states, weight: numbers.uniform())]
          + (0..<2).map { _ in
            GraphWalk.Edge(state, numbers.integer(below: states), weight: numbers.uniform())
          }
      }
      let chain = try GraphWalk(vertices: states, edges: edges, undirected: false).chain()
      let law = try chain.stationaryLaw()
      #expect(abs(law.reduce(0, +) - 1) < 1e-13)
      #expect(areNear(Self.times(law, chain.dense), law, within: 1e-14))
    }
  }

  /// A birth-death chain whose law spans 57 decades, either way up.
  @Test(arguments: [0.1, 0.9]) func steepStationaryLaw(right: Double) throws {
    let chain = try IntervalWalk(count: 60, lower: .stay, upper: .stay)
      .chain(left: 1 - right, right: right)
    let law = try chain.stationaryLaw()
    for (lower, upper) in zip(law, law.dropFirst()) {
      #expect(isNear(upper / lower, right / (1 - right), relative: 1e-9))
    }
  }

  /// Periodic, with transient states, with one absorbing state: the law exists; with two closed classes it
  /// does not.
  @Test func whichChainsHaveALaw() throws {
    let cycle = try GraphWalk(
      vertices: 4, edges: [.init(0, 1), .init(1, 2), .init(2, 1), .init(3, 0)], undirected: false
    ).chain()
    #expect(try cycle.stationaryLaw() == [0, 0.5, 0.5, 0])
    let sink = try RingWalk(cells: 5).chain().absorbing(at: [3], names: [3: "sink"])
    #expect(try sink.stationaryLaw() == [0, 0, 0, 1, 0])
    let two = try IntervalWalk(count: 3, lower: .absorbing("a"), upper: .absorbing("b"))
      .chain(left: 0.5, right: 0.5)
    let error = #expect(throws: ChainError.self) { try two.stationaryLaw() }
    #expect(error?.description.hasPrefix("the chain has no single stationary law: walkers on state") == true)
  }

  @Test func answersThatDoNotExist() throws {
    let ring = try RingWalk(cells: 5).chain()
    var error = #expect(throws: ChainError.self) { try Absorption(ring) }
    #expect(error?.description == "the chain has no absorbing state, so walkers walk forever")
    let trapped = try GraphWalk(
      vertices: 4, edges: [.init(0, 1), .init(0, 2), .init(1, 3), .init(3, 1)], undirected: false,
      names: [1: "pond"]
    ).chain()
    #expect(trapped.statesNeverAbsorbed == [1, 3])
    error = #expect(throws: ChainError.self) { try Absorption(trapped) }
    #expect(
      error?.description == "walkers on state pond are never absorbed: "
        + "no path leads from it to an absorbing state")
    let slow = try ring.killing(probability: 1e-17)
    error = #expect(throws: ChainError.self) { try Absorption(slow) }
    #expect(error?.description.hasPrefix("the linear system is singular") == true)
    error = #expect(throws: ChainError.self) {
      try Absorption(trapped.absorbing(at: [1])).probability(ofEndingIn: 0)
    }
    #expect(error?.description == "target state is 0; allowed: an absorbing state of the chain")
  }

  /// Walkers that hardly move keep their relative precision: the mean is 1 / p to the last digits.
  @Test func rareMoves() throws {
    let chain = try MarkovChain(
      rows: [
        [.init(target: 0, probability: 1 - 1e-9), .init(target: 1, probability: 1e-9)],
        [.init(target: 1, probability: 1)],
      ],
      space: .graph(count: 2))
    #expect(isNear(try Absorption(chain).meanSteps()[0], 1e9, relative: 1e-14))
  }

  /// A mesh of ten thousand states: fill stays low, and the answers of symmetric states agree.
  @Test func largeMesh() throws {
    let chain = try GridWalk(columns: 100, rows: 100, boundary: .absorbing("edge")).chain(stay: 0.2)
    let steps = try Absorption(chain).meanSteps()
    #expect(isNear(steps[50 * 100 + 49], steps[49 * 100 + 50], relative: 1e-12))
    #expect(isNear(steps[50 * 100 + 50] / 0.0736713533 / (101 * 101 * 4 / 0.8), 1, relative: 1e-3))
  }
}
