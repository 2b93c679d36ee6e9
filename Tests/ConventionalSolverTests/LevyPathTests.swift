import ConventionalSolver
import MarkovChains
import RandomStreams
import RealModule
import TestSupport
import Testing

/// Paths of processes against their laws. Means are held to 5.42 standard errors and laws to Kolmogorov's bound, 1e-6
/// each (docs: Statistics.md).
@Suite struct LevyPathTests {
  private static let processes = [
    LevyProcess(drift: 0.03, variance: 0.04),
    LevyProcess(drift: 0.1, variance: 0.04, intensity: 1, jumps: .normal(mean: -0.1, deviation: 0.15)),
    LevyProcess(drift: 0, variance: 0.01, intensity: 20, jumps: .normal(mean: 0.02, deviation: 0.1)),
    LevyProcess(
      drift: 0, variance: 0.03, intensity: 3, jumps: .doubleExponential(up: 0.4, rateUp: 10, rateDown: 5)),
  ]

  /// Moments about 0 from the cumulants.
  private static func moments(_ process: LevyProcess, _ time: Double) -> (mean: Double, variance: Double) {
    (process.cumulant(1) * time, process.cumulant(2) * time)
  }

  @Test(arguments: processes.indices, [1, 3, 50])
  func `Ends have the mean and the variance of the law, for any number of steps`(number: Int, steps: Int)
    throws
  {
    let process = Self.processes[number]
    let (mean, variance) = Self.moments(process, 2)
    let paths = try LevyPaths(process: process, time: 2, steps: steps)
    let run = paths.run(paths: 400_000, score: .place, seed: 3, threads: 2)
    #expect(run.paths == 400_000 && !run.interrupted)
    #expect(abs(run.mean - mean) < 5.42 * (variance / 400_000).squareRoot())
    // The fourth cumulant widens the law of the sample's variance.
    let fourth = process.cumulant(4) * 2 + 3 * variance * variance
    let spread = ((fourth - variance * variance) / 400_000).squareRoot()
    #expect(abs(run.standardError * run.standardError * 400_000 - variance) < 5.42 * spread)
    #expect(run.events[.walkerStep] == UInt64(400_000 * steps))
    #expect(run.events[.randomDraw] >= UInt64(400_000 * (steps + steps % 2) / 2))
  }

  /// Shares of paths below places, from scores that count them.
  @Test(arguments: [0.0, 2.0])
  func `Ends follow the whole law`(intensity: Double) throws {
    // Jumps of no spread keep the exact law a short sum of normal ones.
    let process = LevyProcess(
      drift: 0, variance: 1, intensity: intensity,
      jumps: intensity > 0 ? .normal(mean: 0.7, deviation: 0.5) : nil)
    let paths = try LevyPaths(process: process, time: 1, steps: 1)
    let count = 1_000_000
    var farthest = 0.0
    for place in stride(from: -4.0, through: 5, by: 0.25) {
      let score = PathScore { ends in
        let below = Double(ends.lazy.filter { Double($0) <= place }.count)
        return .init(sum: below, squares: below)
      }
      let share = paths.run(paths: count, score: score, seed: 11, threads: 2).mean
      var (exact, weight) = (0.0, Double.exp(-intensity))
      for jumps in 0..<40 {
        let deviation = (1 + 0.25 * Double(jumps)).squareRoot()
        exact += weight * Double.erfc((0.7 * Double(jumps) - place) / deviation / 2.0.squareRoot()) / 2
        weight *= intensity / Double(jumps + 1)
      }
      farthest = max(farthest, abs(share - exact))
    }
    // 2 exp(-2 n d^2) = 1e-6.
    #expect(farthest < (Double.log(2e6) / 2 / Double(count)).squareRoot())
  }

  @Test func `A call under Merton's jumps has its price, in one step and in twenty`() throws {
    // Row R046 of the table of option answers.
    let growth = 0.05 - 0.02 - (Double.exp(-0.1 + 0.01125) - 1)
    let process = LevyProcess(
      drift: growth, variance: 0.04, intensity: 1, jumps: .normal(mean: -0.1, deviation: 0.15))
    let score = PathScore.vanilla(spot: 100, strike: 100, isCall: true, weight: Double.exp(-0.05))
    for steps in [1, 20] {
      let run = try LevyPaths(process: process, time: 1, steps: steps)
        .run(paths: 500_000, score: score, seed: 5, threads: 2)
      #expect(abs(run.mean - 12.761288593628763) < 4.892 * run.standardError)
      #expect(run.standardError < 0.03)
    }
  }

  @Test func `Calls less puts are the forward`() throws {
    let paths = try LevyPaths(process: LevyProcess(drift: 0.01, variance: 0.04), time: 1, steps: 1)
    func mean(_ isCall: Bool) -> Double {
      paths.run(
        paths: 10_007, score: .vanilla(spot: 100, strike: 90, isCall: isCall, weight: 0.9), seed: 2
      ).mean
    }
    let price = PathScore(ofExponential: true) { prices in
      .init(sum: prices.reduce(0) { $0 + Double($1) })
    }
    let forward = paths.run(paths: 10_007, score: price, seed: 2).mean
    #expect(abs(mean(true) - mean(false) - 0.9 * (100 * forward - 90)) < 1e-4)
  }

  @Test func `Threads change nothing, seeds and batches do, and a stop is told`() throws {
    let paths = try LevyPaths(process: Self.processes[1], time: 1, steps: 4)
    let runs = [1, 2, 5].map { paths.run(paths: 50_001, score: .place, seed: 9, threads: $0) }
    #expect(runs[0] == runs[1] && runs[0] == runs[2] && runs[0].paths == 50_001)
    #expect(paths.run(paths: 50_001, score: .place, seed: 10).sums != runs[0].sums)
    #expect(paths.run(paths: 50_001, score: .place, seed: 9, batch: 1).sums != runs[0].sums)
    let stopped = paths.run(paths: 50_001, score: .place, seed: 9, shouldStop: { true })
    #expect(stopped.interrupted && stopped.paths == 0 && stopped.standardError == .infinity)
  }

  @Test func `What no path can be drawn of is refused`() {
    let normal = LevyProcess(drift: 0, variance: 1)
    #expect(throws: ChainError.self) { try LevyPaths(process: normal, time: 0, steps: 1) }
    #expect(throws: ChainError.self) { try LevyPaths(process: normal, time: 1, steps: 0) }
    let often = LevyProcess(drift: 0, variance: 1, intensity: 1000, jumps: .normal(mean: 0, deviation: 1))
    do {
      _ = try LevyPaths(process: often, time: 1, steps: 2)
      Issue.record("500 jumps a step were taken")
    } catch {
      #expect("\(error)" == "steps is 2; allowed: 16 or more, for at most 64 jumps a step")
    }
    #expect(throws: ChainError.self) {
      try LevyPaths(process: LevyProcess(drift: 0, variance: -1), time: 1, steps: 1)
    }
  }
}
