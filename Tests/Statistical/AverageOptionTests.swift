import Experiments
import MarkovChains
import RealModule
import Testing

/// Asian options sampled by walkers that carry averages, against the table of option answers and another simulation.
@Suite struct AverageOptionTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var id: String
    var option: String
    var answer: Double
    /// What the lattice and its steps may add, in basis points of the spot.
    var bias = 0.2

    var testDescription: String { id }
  }

  static let rows = [
    Row(
      id: "R059", option: "payoff: asian_geometric_continuous, strike: 100, \(usual)", answer: 5.546818633789),
    Row(
      id: "R060", option: "payoff: asian_geometric_discrete, dates: 12, strike: 100, \(usual)",
      answer: 5.940200221633),
    Row(
      id: "R064", option: "payoff: asian_arithmetic_discrete, dates: 4, strike: 100, \(usual)",
      answer: 6.939484052521),
    Row(
      id: "R065",
      option: "payoff: asian_arithmetic_discrete, dates: 12, strike: 100, control_variate: true, \(usual)",
      answer: 6.156040766431),
    Row(
      id: "R069", option: "payoff: asian_arithmetic_continuous, strike: 100, control_variate: true, \(usual)",
      answer: 5.763087902965),
  ]
  private static let usual = "option_type: call, maturity: 1, spot: 100, rate: 0.05, volatility: 0.2"

  static func run(_ option: String, walkers: Int, seed: Int) throws -> EngineResult {
    let text = """
      problem: { option: { model: BS, states: 51, \(option) } }
      walkers: \(walkers)
      seed: \(seed)
      engines: [cpu]
      """
    let result = try ShortExample.run(try ExperimentSettings.parse(text: text, file: "trial"))
    return result.engines[0]
  }

  /// Five distances of at most 4 standard errors of 63 degrees of freedom: a false alarm in 1,100 seeds.
  @Test(arguments: rows)
  func `Sampled prices are within four standard errors of the table`(row: Row) throws {
    let engine = try Self.run(row.option, walkers: 60_000, seed: 1)
    let estimate = engine.estimates[0]
    #expect(engine.method == "walkers" && engine.verdict.isGood)
    #expect(abs(estimate.value - row.answer) < 4 * estimate.standardError + row.bias * 1e-2, "\(estimate)")
  }

  @Test func `The geometric mean takes most of the noise away`() throws {
    let plain = try Self.run(Self.rows[2].option, walkers: 20_000, seed: 2).estimates[0]
    let controlled = try Self.run("control_variate: true, \(Self.rows[2].option)", walkers: 20_000, seed: 2)
      .estimates[0]
    #expect(controlled.standardError < plain.standardError / 10)
  }

  /// Merton's jumps in quarters, drawn without a lattice: Box and Muller's normals, Poisson numbers by inversion.
  private static func mertonPrice(paths: Int, seed: UInt64) -> (mean: Double, error: Double) {
    var sampler = Sampler(seed: seed)
    func normal() -> Double {
      let radius = (-2 * Double.log(1 - sampler.uniform())).squareRoot()
      return radius * Double.cos(2 * Double.pi * sampler.uniform())
    }
    let growth = Double.exp(-0.1 + 0.15 * 0.15 / 2) - 1
    let drift = (0.05 - 0.02 - growth) / 4
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<paths {
      var (x, total) = (0.0, 0.0)
      for _ in 0..<4 {
        x += drift + 0.1 * normal()
        var arrivals = Double.log(1 - sampler.uniform()) / -1
        while arrivals < 0.25 {
          x += -0.1 + 0.15 * normal()
          arrivals += Double.log(1 - sampler.uniform()) / -1
        }
        total += x / 4
      }
      let paid = Double.exp(-0.05) * max(0, 100 * Double.exp(total) - 100)
      sum += paid
      squares += paid * paid
    }
    let mean = sum / Double(paths)
    return (mean, ((squares / Double(paths) - mean * mean) / Double(paths)).squareRoot())
  }

  /// One distance of at most 4 standard errors, beside 1 bp of the spot for the lattice.
  @Test func `Under Merton's jumps the chain agrees with a simulation without a lattice`() throws {
    let text = """
      problem:
        option:
          { model: Merton, spot: 100, rate: 0.05, volatility: 0.2, intensity: 1, jump_mean: -0.1,
            jump_deviation: 0.15, payoff: asian_geometric_discrete, dates: 4, option_type: call, strike: 100,
            maturity: 1, states: 101 }
      walkers: 40000
      engines: [cpu]
      """
    let result = try ShortExample.run(try ExperimentSettings.parse(text: text, file: "trial"))
    let other = Self.mertonPrice(paths: 200_000, seed: 77)
    let chain = result.idealEstimate[0]
    #expect(abs(chain - other.mean) < 4 * other.error + 0.01, "\(chain), \(other)")
    let estimate = result.engines[0].estimates[0]
    #expect(abs(estimate.value - chain) < 4 * estimate.standardError)
  }

  @Test func `Engines that count walkers refuse averages`() throws {
    for (engine, words) in [
      ("truenorth", "density method on truenorth"), ("cpu: { method: counts }", "counts"),
    ] {
      let text = """
        problem: { option: { model: BS, \(Self.rows[1].option) } }
        walkers: 1000
        engines: [{ \(engine)\(engine == "truenorth" ? ": {}" : "") }]
        """
      let settings = try ExperimentSettings.parse(text: text, file: "trial")
      let error = #expect(throws: EngineError.self) { try ShortExample.run(settings) }
      #expect(error?.description.contains(words) == true && error?.description.contains("walkers") == true)
    }
  }
}
