import ConventionalSolver
import Instrumentation
import MarkovChains
import OptionPricing
import RealModule

/// The computer's own samplers: normal increments, options, walks on the integers, counts per node.
public enum PathBenchmark: String, CaseIterable, Sendable {
  case normals, merton, lattice, density
  case blackScholes = "black-scholes"

  /// Numbers of steps into which an option's life is divided.
  private static let optionSteps = [1, 100]
  /// Standard error, in money, to which options are timed.
  private static let error = 0.01

  /// - Parameters:
  ///   - threads: of the samplers; counts per node take one.
  ///   - repeats: times of which the median is told.
  public func run(threads: Int, repeats: Int) throws -> [BenchmarkRow] {
    switch self {
    case .normals: return [try normals(threads, repeats)]
    case .blackScholes, .merton: return try Self.optionSteps.map { try option($0, threads, repeats) }
    case .lattice: return try [(1, 0), (85, 8)].map { try lattice($0.0, $0.1, threads, repeats) }
    case .density: return try [1_000, 10_000].map { try density($0, repeats) }
    }
  }

  /// A million walkers, 100 steps of one normal increment each.
  private func normals(_ threads: Int, _ repeats: Int) throws -> BenchmarkRow {
    let paths = try LevyPaths(process: LevyProcess(drift: 0, variance: 1), time: 100, steps: 100)
    return row("vector", threads, repeats) { seed in
      paths.run(paths: 1_000_000, score: .place, seed: seed, threads: threads).events[.walkerStep]
    }
  }

  /// A call with spot and strike 100, rate 5 %, volatility 20 %, a year; Merton's jumps once a year, of mean -0.1 and
  /// deviation 0.15.
  private func option(_ steps: Int, _ threads: Int, _ repeats: Int) throws -> BenchmarkRow {
    let logarithm =
      self == .blackScholes
      ? GeometricBrownianMotion(growth: 0.05, volatility: 0.2).logarithm
      : MertonJumpDiffusion(
        growth: 0.05, volatility: 0.2, intensity: 1, jumpMean: -0.1, jumpDeviation: 0.15
      ).logarithm
    let paths = try LevyPaths(process: logarithm, time: 1, steps: steps)
    let score = PathScore.vanilla(spot: 100, strike: 100, isCall: true, weight: Double.exp(-0.05))
    let count = steps == 1 ? 20_000_000 : 1_000_000
    var last = PathRun()
    var row = row("paths, \(steps) step\(steps == 1 ? "" : "s")", threads, repeats) { seed in
      last = paths.run(paths: count, score: score, seed: seed, threads: threads)
      return last.events[.walkerStep]
    }
    row.paths = count
    let ratio = last.standardError / Self.error
    row.processorSecondsToError = row.processorSeconds * ratio * ratio
    return row
  }

  /// Ten million walkers, 100 steps, every place known.
  private func lattice(_ moves: Int, _ bits: Int, _ threads: Int, _ repeats: Int) throws -> BenchmarkRow {
    let walks = try LatticeWalks(moves: moves, bits: bits)
    return row(bits == 0 ? "bit-sliced" : "bit-sliced, lazy", threads, repeats) { seed in
      walks.run(walkers: 10_000_000, recordedSteps: [100], seed: seed, threads: threads).events[.walkerStep]
    }
  }

  /// The ring of 100 nodes, all walkers on one node, 100 steps, count by count; as many walks as make ten million
  /// walker-steps.
  private func density(_ walkers: Int, _ repeats: Int) throws -> BenchmarkRow {
    let problem = try RingWalk(cells: 100).problem(steps: 100)
    let solver = ConventionalSolver(problem: problem, recordedSteps: [0, 100])
    let start = StartAllocation(start: problem.start, walkers: walkers, batches: 1).counts[0]
    let walks = 10_000_000 / (100 * walkers)
    return row("counts, \(walkers) walkers", 1, repeats) { seed in
      (0..<walks).reduce(0) { sum, walk in
        sum
          + solver.run(
            method: .counts, start: start, seed: seed, batch: UInt32(walk), threads: 1, shouldStop: { false }
          ).tally.walkerSteps
      }
    }
  }

  /// - Parameter body: one run with a seed; its walker-steps.
  private func row(
    _ method: String, _ threads: Int, _ repeats: Int, _ body: (UInt64) -> UInt64
  ) -> BenchmarkRow {
    var (seed, steps) = (UInt64(0), body(0))
    let time = MedianTime(repeats: repeats) {
      seed += 1
      steps = body(seed)
    }
    var row = BenchmarkRow(name: rawValue, method: method, threads: threads, time: time)
    row.walkerSteps = steps
    return row
  }
}
