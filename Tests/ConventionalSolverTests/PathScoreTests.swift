import ConventionalSolver
import MarkovChains
import RealModule
import Testing

/// Walkers that carry the averages of their own paths.
@Suite struct PathScoreTests {
  private static let looks = [0, 2, 3, 5].map { step in
    PathScores.Look(
      step: step, weight: 0.25, readOut: LatticeReadOut(origin: 0.01 * Double(step) - 0.6, spacing: 0.2))
  }
  private static let scores = [
    PathScores.Score(.arithmetic, constant: -0.9, slope: 0.97),
    PathScores.Score(.geometric, constant: 0.95, slope: -1),
    PathScores.Score(.geometric, constant: 0, slope: 1),
  ]

  /// A walk on seven states that is frozen at both ends; six steps.
  private static func problem(_ scores: [PathScores.Score] = scores) throws -> WalkProblem {
    WalkProblem(
      stages: [try Problems.ruin(top: 6, right: 0.45)], start: [0, 0, 1, 1, 0, 0, 1], horizon: .steps(6),
      pathScores: PathScores(looks: looks, scores: scores))
  }

  private static func run(_ problem: WalkProblem, start: [Int], threads: Int = 1) -> ConventionalRun {
    ConventionalSolver(problem: problem, recordedSteps: [0, 4, 6])
      .run(method: .walkers, start: start, seed: 5, batch: 2, threads: threads, shouldStop: { false })
  }

  /// Means and mean squares of the scores over all paths from a state, one by one.
  private static func moments(from start: Int, _ problem: WalkProblem) -> [(mean: Double, square: Double)] {
    var sums = scores.map { _ in (mean: 0.0, square: 0.0) }
    for code in 0..<64 {
      var (path, probability) = ([start], 1.0)
      for step in 0..<6 {
        let row = Array(problem.chain[row: path.last!])
        let isUp = code >> step & 1 == 1
        // A frozen walker has one way: half of the codes are that way twice.
        let way = row.count == 1 ? row[0] : isUp ? row[1] : row[0]
        probability *= row.count == 1 ? 0.5 : way.probability
        path.append(way.target)
      }
      let places = looks.map { ($0.weight, $0.readOut.center(of: path[$0.step])) }
      let arithmetic = places.reduce(0) { $0 + $1.0 * Double.exp($1.1) }
      let geometric = Double.exp(places.reduce(0) { $0 + $1.0 * $1.1 })
      for (index, score) in scores.enumerated() {
        let value = score.value(ofMean: score.mean == .arithmetic ? arithmetic : geometric)
        sums[index].mean += probability * value
        sums[index].square += probability * value * value
      }
    }
    return sums
  }

  @Test func `The exact means of geometric averages are those of all paths, and arithmetic ones are unknown`()
    throws
  {
    let problem = try Self.problem()
    let exact = problem.expectedPathScores()
    for (index, score) in Self.scores.enumerated() {
      let paths = [2, 3, 6].reduce(0.0) { $0 + Self.moments(from: $1, problem)[index].mean }
      if score.mean == .geometric {
        #expect(abs(exact[index] * PathScores.unit - paths) < 1e-14)
      } else {
        #expect(exact[index].isNaN)
      }
    }
    #expect(problem.expectedPathScores(effort: 10).allSatisfy { $0.isNaN })
  }

  /// Six distances of at most 4 standard errors: a false alarm in 2,600 seeds.
  @Test func `Sampled sums are within four standard errors of all paths`() throws {
    let problem = try Self.problem()
    let walkers = 200_000
    for state in [2, 3] {
      var start = [Int](repeating: 0, count: 7)
      start[state] = walkers
      let tally = Self.run(problem, start: start).tally
      for (index, moments) in Self.moments(from: state, problem).enumerated() {
        let mean = Double(tally.scores[index]) * PathScores.unit / Double(walkers)
        let error = ((moments.square - moments.mean * moments.mean) / Double(walkers)).squareRoot()
        #expect(abs(mean - moments.mean) < 4 * error, "score \(index) from \(state)")
      }
    }
  }

  @Test func `Walkers that start absorbed score what their place is worth`() throws {
    let problem = try Self.problem()
    let tally = Self.run(problem, start: [0, 0, 0, 0, 0, 0, 9000]).tally
    for (index, moments) in Self.moments(from: 6, problem).enumerated() {
      #expect(abs(Double(tally.scores[index]) / 9000 * PathScores.unit - moments.mean) <= PathScores.unit)
    }
  }

  @Test func `Looking changes no walk, and threads change no score`() throws {
    let problem = try Self.problem()
    var plain = problem
    plain.pathScores = nil
    let start = [0, 0, 9000, 4000, 0, 0, 17]
    var looked = Self.run(problem, start: start)
    let threaded = Self.run(problem, start: start, threads: 3)
    #expect(looked == threaded)
    #expect(looked.tally.scores.allSatisfy { $0 > 0 })
    looked.tally.scores = []
    // Looks part the steps, so that more words are drawn; the walks are the same.
    #expect(looked.tally == Self.run(plain, start: start).tally)
  }

  @Test func `Tallies of batches add up, and the limit keeps sums from overflowing`() throws {
    let problem = try Self.problem()
    var sum = Self.run(problem, start: [0, 0, 500, 0, 0, 0, 0]).tally
    let other = Self.run(problem, start: [0, 0, 0, 700, 0, 0, 0]).tally
    let first = sum.scores
    sum += other
    #expect(sum.scores == zip(first, other.scores).map(+))
    let paths = try #require(problem.pathScores)
    let largest = paths.scores[2].value(ofMean: Double.exp(0.025 + 0.6))
    let limit = paths.walkerLimit(stateCount: 7)
    #expect(Double(limit) * largest / PathScores.unit < 0x1p63)
    #expect(limit > 400_000_000)
    let huge = PathScores(looks: paths.looks, scores: [.init(.arithmetic, constant: 0, slope: 1e300)])
    #expect(huge.walkerLimit(stateCount: 7) == 0)
  }
}
