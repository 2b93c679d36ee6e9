import FixedPoint
import MarkovChains
import OptionPricing
import Testing

/// Lattices of processes with jumps over a wide range of parameters: the walk goes where the jumps carry it, and the bias falls
/// with the mesh.
@Suite struct JumpWalkTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let model: PriceModel
    let maturity: Double
    /// Largest |bias| at 101 states and 8 bits, in basis points of the spot, with a third to spare.
    let limit: Double
    var market = Trial.market
    var strikes = Trial.strikes
  }

  private static func kou(
    _ volatility: Double, _ intensity: Double, _ up: Double, _ rates: (Double, Double), _ maturity: Double,
    _ limit: Double
  ) -> Case {
    Case(
      testDescription: "Kou \(volatility) \(intensity) \(up) \(rates) \(maturity)",
      model: .kou(volatility: volatility, intensity: intensity, up: up, rateUp: rates.0, rateDown: rates.1),
      maturity: maturity, limit: limit)
  }

  private static func merton(
    _ volatility: Double, _ intensity: Double, mean: Double, deviation: Double, _ maturity: Double,
    _ limit: Double,
    strikes: [Double] = Trial.strikes
  ) -> Case {
    Case(
      testDescription: "Merton \(volatility) \(intensity) \(mean) \(deviation) \(maturity)",
      model: .merton(volatility: volatility, intensity: intensity, jumpMean: mean, jumpDeviation: deviation),
      maturity: maturity, limit: limit, market: Market(spot: 100, rate: 0.05, dividendYield: 0.03),
      strikes: strikes)
  }

  static let cases = [
    kou(0.16, 1, 0.4, (10, 5), 0.5, 0.2), kou(0.2, 1, 0.4, (10, 5), 1, 0.2),
    kou(0.3, 2, 0.6, (15, 8), 0.25, 0.12),
    kou(0.1, 0.2, 0.4, (10, 5), 0.1, 0.5), kou(0.4, 0.2, 0.4, (10, 5), 0.1, 0.09),
    kou(0.1, 5, 0.4, (10, 5), 5, 0.5),
    kou(0.4, 5, 0.4, (10, 5), 5, 0.5), kou(0.16, 1, 1, (10, 5), 0.5, 0.2), kou(0.2, 0.5, 0.5, (3, 3), 1, 5.6),
    merton(0.1, 0.7, mean: 0.2, deviation: 0.03, 10, 0.1, strikes: [80, 100, 200, 472.95]),
    merton(0.1, 0.7, mean: -0.2, deviation: 0.03, 10, 0.1, strikes: [10, 30, 80, 100, 120]),
    merton(0.1, 1, mean: 0, deviation: 0.3, 30, 0.4, strikes: [30, 80, 100, 200]),
  ]

  private func walk(_ trial: Case, states: Int, bits: Int) throws -> OptionWalk {
    try OptionStrip(
      trial.strikes.map { Contract(.vanilla(.call, strike: $0), maturity: trial.maturity) },
      model: trial.model,
      market: trial.market
    ).walk(LatticeSettings(states: states, bits: bits))
  }

  private func bias(_ trial: Case, states: Int = 101, bits: Int = 8) throws -> Double {
    let walk = try walk(trial, states: states, bits: bits)
    return zip(walk.exact, walk.closedForms).map { abs($0 - $1) }.max()! / Trial.basisPoint
  }

  @Test(arguments: cases) func `The bias is within its limit`(trial: Case) throws {
    let found = try bias(trial)
    #expect(found <= trial.limit)
  }

  /// The price of a call far out, in a model whose jumps carry the walk over two standard deviations up.
  @Test func `Jumps of a mean far from zero are walked to where they lead`() throws {
    let trial = Self.cases[9]
    let walk = try walk(trial, states: 101, bits: 8)
    #expect(abs(walk.exact[3] - 0.9640642226) < 0.001)
  }

  /// The mirror image: the walk starts above the middle where jumps go down, below it where they go up.
  @Test func `The start stands off the middle, against the jumps`() throws {
    func start(_ mean: Double) throws -> Int {
      try CoMovingLattice(
        process: LevyProcess(
          drift: 0, variance: 0.01, intensity: 0.7, jumps: .normal(mean: mean, deviation: 0.03)), time: 10,
        states: 101, grid: ProbabilityGrid(bits: 8)
      ).startState
    }
    #expect(try start(0.2) < 40)
    #expect(try start(-0.2) > 60)
  }

  @Test func `All maturities of a strip are on the mesh`() throws {
    let trial = Self.cases[9]
    let strip = try OptionStrip(
      [0.5, 2, 5, 10].flatMap { time in
        [80.0, 100, 150].map { Contract(.vanilla(.call, strike: $0), maturity: time) }
      }, model: trial.model, market: trial.market)
    let walk = try strip.walk(LatticeSettings(states: 201))
    for (price, exact) in zip(walk.exact, walk.closedForms) { #expect(abs(price - exact) < 0.05) }
  }

  @Test(arguments: [0, 1, 2]) func `Kou's bias falls with the mesh`(index: Int) throws {
    let biases = try [51, 101, 201].map { try bias(Self.cases[index], states: $0, bits: 16) }
    #expect(biases[1] < biases[0] && biases[2] < biases[1] / 2)
    #expect(biases[2] < 0.08)
  }

  /// A node of a chip has 64 exits, in two stages of three levels of gates, and 124 in-edges.
  @Test(arguments: cases) func `A chip holds the rows`(trial: Case) throws {
    let walk = try walk(trial, states: 101, bits: 8)
    let chain = walk.problem.stages[0]
    var entering = [Int](repeating: 0, count: chain.stateCount)
    for state in 0..<chain.stateCount where !chain.isAbsorbing(state) {
      #expect(chain[row: state].count <= 40)
      for move in chain[row: state] { entering[move.target] += 1 }
    }
    #expect(entering.indices.allSatisfy { chain.isAbsorbing($0) || entering[$0] <= 124 })
    for tree in try #require(walk.design).trees.compactMap({ $0 }) {
      if let stages = tree.stages() {
        #expect(GateTree.depth(of: stages.first) <= 3)
        #expect(stages.groups.allSatisfy { GateTree.depth(of: $0) <= 3 })
      }
    }
  }
}
