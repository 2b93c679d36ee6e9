import FixedPoint
import MarkovChains
import RealModule
import Testing

@Suite struct CoMovingLatticeTests {
  static func lattice(
    _ process: LevyProcess, _ states: Int, bits: Int, width: Double? = nil, _ stencil: DiffusionStencil? = nil
  ) throws -> CoMovingLattice {
    try CoMovingLattice(
      process: process, time: 1, states: states, grid: ProbabilityGrid(bits: bits), width: width,
      stencil: stencil, exponent: 1)
  }

  @Test(arguments: [
    (8, 51, 0.0315), (8, 101, 0.0045), (8, 201, 0.00065), (16, 101, 0.01), (3, 51, 0.304), (3, 101, 0.076),
    (4, 51, 0.153), (4, 101, 0.038), (5, 51, 0.075), (6, 51, 0.047), (10, 51, 0.0285),
  ])
  func `Black-Scholes bias`(bits: Int, states: Int, limit: Double) throws {
    let lattice = try Self.lattice(EuropeanCalls.blackScholesProcess, states, bits: bits)
    let bias = try EuropeanCalls.bias(lattice) { EuropeanCalls.price($0) }
    #expect(bias <= limit)
  }

  @Test(arguments: [(8, 51, 0.5), (8, 101, 0.5), (8, 201, 0.4), (16, 101, 0.02), (16, 201, 0.01)])
  func `Merton bias`(bits: Int, states: Int, limit: Double) throws {
    let lattice = try Self.lattice(EuropeanCalls.mertonProcess, states, bits: bits)
    let bias = try EuropeanCalls.bias(lattice) { EuropeanCalls.mertonPrice($0) }
    #expect(bias <= limit)
  }

  @Test(arguments: [(8, 101, 0.2), (8, 201, 0.15), (16, 101, 0.2), (16, 201, 0.03)])
  func `Kou bias`(bits: Int, states: Int, limit: Double) throws {
    let lattice = try Self.lattice(EuropeanCalls.kouProcess, states, bits: bits)
    let bias = try EuropeanCalls.bias(lattice) { EuropeanCalls.kouPrices[$0]! }
    #expect(bias <= limit)
  }

  /// Before rounding, against the trinomial walk of another program: rows tri-comoving, none, of the table of lattice
  /// biases (hundredths of a per cent of the spot).
  @Test(arguments: [(51, 75, 0.02777), (101, 300, 0.0034755), (201, 1200, 0.00051547)])
  func `ideal walk has the known bias`(states: Int, steps: Int, known: Double) throws {
    let lattice = try Self.lattice(EuropeanCalls.blackScholesProcess, states, bits: 16).ideal
    #expect(lattice.steps == steps)
    #expect(isNear(try EuropeanCalls.bias(lattice) { EuropeanCalls.price($0) }, known, relative: 0.05))
  }

  /// The mean of a cosine, averaged over cells, against the characteristic function.
  @Test func `fourth order in the spacing`() throws {
    let errors = try [41, 81, 161].map { states -> Double in
      let lattice = try Self.lattice(EuropeanCalls.blackScholesProcess, states, bits: 16, width: 7).ideal
      let chain = try lattice.chain()
      let law = WalkProblem(
        stages: [chain], start: try StartWeights.point(lattice.startState, of: chain),
        horizon: .steps(lattice.steps)
      ).distribution(after: lattice.steps)
      let (u, half) = (12.0, 6 * lattice.spacing)
      let mean = law.indices.reduce(0) {
        $0 + law[$1] * Double.cos(u * Double($1 - lattice.startState) * lattice.spacing) * Double.sin(half)
          / half
      }
      return abs(mean - Double.exp(-u * u * 0.04 / 2))
    }
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      let order = Double.log(coarse / fine) / Double.log(2)
      #expect(abs(order - 4) < 0.3)
    }
  }

  @Test(arguments: [1, 2, 5, 8, 16])
  func `moments of the unbounded walk are the process's`(bits: Int) throws {
    for process in [EuropeanCalls.blackScholesProcess, EuropeanCalls.mertonProcess, EuropeanCalls.kouProcess]
    {
      let lattice = try Self.lattice(process, 101, bits: bits)
      for part in [1, 2, 4] {
        let steps = max(1, lattice.steps / part)
        let time = Double(steps) * lattice.timeStep
        let readOut = try lattice.readOut(after: steps, time: time)
        let mean = readOut.center(of: lattice.startState) + Double(steps) * lattice.law.mean * readOut.spacing
        let variance =
          readOut.spacing * readOut.spacing * (Double(steps) * lattice.law.variance + 1 / 12)
        #expect(isNear(mean, time * process.cumulant(1), relative: 1e-10))
        #expect(isNear(variance, time * process.cumulant(2), relative: 1e-12))
      }
    }
  }

  @Test(arguments: [1, 2, 4, 8, 12, 16])
  func `trees draw the rows of the quantised chain`(bits: Int) throws {
    for process in [EuropeanCalls.blackScholesProcess, EuropeanCalls.mertonProcess, EuropeanCalls.kouProcess]
    {
      let lattice = try Self.lattice(process, 101, bits: bits)
      let design = try lattice.design()
      for state in 0..<101 {
        let row = design.quantized[row: state]
        #expect(row.map(\.target) == design.ideal[row: state].map(\.target))
        guard let tree = design.trees[state] else {
          #expect(design.quantized.isAbsorbing(state))
          continue
        }
        #expect(row.map(\.probability) == tree.exitProbabilities)
        #expect(tree.exitCount <= ChainQuantizer.exitLimit)
        if let stages = tree.stages() { #expect(GateTree.depth(of: stages.first) <= 3) }
      }
      #expect(design.trees[lattice.startState] != nil)
      #expect(design.quantized.stateCount == 101)
      #expect(lattice.walkingStates.count == design.trees.filter { $0 != nil }.count)
    }
  }

  @Test func `bad input is named`() {
    func fails(_ process: LevyProcess, _ time: Double, _ states: Int, _ width: Double, _ name: String) {
      #expect {
        try CoMovingLattice(
          process: process, time: time, states: states, grid: ProbabilityGrid(bits: 8), width: width)
      } throws: { error in
        guard case .badParameter(let found, _, _)? = error as? ChainError else { return false }
        return found == name
      }
    }
    let good = EuropeanCalls.blackScholesProcess
    fails(good, -1, 101, 5, "time")
    fails(good, .nan, 101, 5, "time")
    fails(good, .infinity, 101, 5, "time")
    fails(good, 1, 4, 5, "states")
    fails(good, 1, 101, 0, "width")
    fails(good, 1, 101, .nan, "width")
    fails(LevyProcess(drift: 0, variance: -1), 1, 101, 5, "variance")
    fails(LevyProcess(drift: 0, variance: 0), 1, 101, 5, "variance of the diffusion")
    fails(LevyProcess(drift: .nan, variance: 1), 1, 101, 5, "drift")
    fails(LevyProcess(drift: 0, variance: 1, intensity: 1), 1, 101, 5, "jump intensity")
    fails(
      LevyProcess(drift: 0, variance: 1e-8, intensity: 1, jumps: .normal(mean: 1, deviation: 1)), 1, 11, 5,
      "states")
    fails(EuropeanCalls.mertonProcess, 1, 6, 5, "states")
    for variance in [1e-300, 1e-30] {
      for jumps in [
        JumpLaw.normal(mean: 1, deviation: 1), .doubleExponential(up: 0.5, rateUp: 2, rateDown: 1),
      ] {
        fails(LevyProcess(drift: 0, variance: variance, intensity: 1, jumps: jumps), 1, 101, 5, "states")
      }
    }
    fails(
      LevyProcess(drift: 0, variance: 0.04, intensity: 1e9, jumps: .normal(mean: 0, deviation: 0.1)), 1, 101,
      5, "states")
  }

  @Test func `five outcomes take a third of the steps`() throws {
    let three = try Self.lattice(EuropeanCalls.blackScholesProcess, 101, bits: 8, .threeOutcomes)
    let five = try Self.lattice(EuropeanCalls.blackScholesProcess, 101, bits: 8, .fiveOutcomes)
    #expect(three.steps > 28 * five.steps / 10)
    #expect(try EuropeanCalls.bias(five) { EuropeanCalls.price($0) } <= 0.0045)
    #expect(abs(five.law.excessKurtosis) < 0.003)
    #expect(five.law.mean == 0)
  }
}
