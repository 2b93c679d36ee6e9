import MarkovChains
import RealModule
import Testing

/// Counting processes: jumps, births and deaths, urns, games.
@Suite struct CountingLawTests {
  @Test(arguments: [(1.0, 0.8), (0.7, 0.7), (0.5, 1.2), (1, 0)] as [(Double, Double)])
  func `Birth and death: the law has its sum, mean and variance, and two times make one`(
    birth: Double, death: Double
  ) throws {
    let process = LinearBirthDeath(birthRate: birth, deathRate: death)
    let law = try (0...400).map { try process.probability(of: $0, from: 4, after: 1.2) }
    #expect(isNear(law.reduce(0, +), 1, relative: 1e-12))
    let mean = law.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    #expect(isNear(mean, try process.mean(from: 4, after: 1.2), relative: 1e-11))
    let square = law.enumerated().reduce(0) { $0 + Double($1.offset * $1.offset) * $1.element }
    #expect(isNear(square - mean * mean, try process.variance(from: 4, after: 1.2), relative: 1e-9))
    let extinct = try process.extinctionProbability(from: 4, by: 1.2)
    #expect(isNear(law[0], extinct, relative: 1e-13))
    let through = try (0...200).reduce(0) {
      try $0 + process.probability(of: $1, from: 4, after: 0.5)
        * process.probability(of: 6, from: $1, after: 0.7)
    }
    #expect(isNear(through, law[6], relative: 1e-11))
  }

  @Test func `Immigration: two times make one`() throws {
    let process = ImmigrationDeath(immigrationRate: 5, deathRate: 0.8)
    let through = try (0...120).reduce(0) {
      try $0 + process.probability(of: $1, from: 3, after: 0.4)
        * process.probability(of: 7, from: $1, after: 0.6)
    }
    #expect(isNear(through, try process.probability(of: 7, from: 3, after: 1), relative: 1e-12))
    let mean = try (0...120).reduce(0) {
      $0 + Double($1) * (try process.probability(of: $1, from: 3, after: 1))
    }
    #expect(isNear(mean, try process.mean(from: 3, after: 1), relative: 1e-12))
  }

  @Test(arguments: [0.5, 0.50001, 0.48, 0.3, 0.9])
  func `Ruin is that of the chain`(up: Double) throws {
    for goal in [1, 2, 17, 60] {
      let game = GamblersRuin(up: up, goal: goal)
      let absorption = try Absorption(game.chain())
      for start in 0...goal {
        let ruin = try absorption.probability(ofEndingIn: 0)[start]
        #expect(abs(try game.ruinProbability(from: start) - ruin) < 1e-12)
        #expect(isNear(try game.meanDuration(from: start), try absorption.meanSteps()[start], relative: 1e-9))
        let variance = try absorption.varianceOfSteps()[start]
        #expect(abs(try game.varianceOfDuration(from: start) - variance) <= 1e-8 * (1 + variance))
      }
    }
  }

  @Test func `The urn is that of the chain`() throws {
    let urn = EhrenfestUrn(balls: 9)
    let chain = try urn.chain()
    for steps in [0, 1, 7, 30] {
      let problem = WalkProblem(
        stages: [chain], start: try StartWeights.point(2, of: chain), horizon: .steps(steps))
      let law = problem.distribution(after: steps)
      let mean = law.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      let square = law.enumerated().reduce(0) { $0 + Double($1.offset * $1.offset) * $1.element }
      #expect(isNear(try urn.mean(from: 2, after: steps), mean, relative: 1e-13))
      #expect(abs(try urn.variance(from: 2, after: steps) - (square - mean * mean)) < 1e-12)
    }
    let stationary = try (0...9).map { try urn.stationaryProbability(of: $0) }
    #expect(areNear(try chain.stationaryLaw(), stationary, within: 1e-14))
  }

  @Test func `The stationary law of a ladder is that of its chain`() throws {
    let rates = BirthDeathRates(up: [2, 1, 3, 0.5], down: [1, 1.5, 4, 2])
    let (chain, clock) = try rates.uniformized()
    #expect(clock == 4.5)
    #expect(areNear(try rates.stationaryLaw(), try chain.stationaryLaw(), within: 1e-14))
    let long = BirthDeathRates(
      up: Array(repeating: 1e3, count: 300), down: Array(repeating: 1, count: 300))
    #expect(isNear(try long.stationaryLaw()[300], 0.999, relative: 1e-12))
  }

  @Test func `Jumps: the law of sums is that of its density`() throws {
    let process = CompoundPoisson(
      intensity: 2, jumps: .doubleExponential(up: 1, rateUp: 3, rateDown: 1))
    // sqrt(l b / y) exp(-l - b y) I_1(2 sqrt(l b y)), with y = u^2.
    let sum = integral(from: 1e-9, to: 0.8.squareRoot()) { u in
      let z = 2 * 6.0.squareRoot() * u
      return 2 * 6.0.squareRoot() * Double.exp(z - 2 - 3 * u * u)
        * SpecialFunctions.scaledModifiedBessel(1, z)
    }
    let atom = try process.probabilityOfNoJump(after: 1)
    #expect(isNear(try process.cumulative(0.8, after: 1), atom + sum, relative: 1e-8))
    #expect(try process.cumulative(-1e-9, after: 1) == 0)
    #expect(isNear(try process.cumulative(0, after: 1), atom, relative: 1e-14))
    let down = CompoundPoisson(intensity: 2, jumps: .doubleExponential(up: 0, rateUp: 1, rateDown: 3))
    #expect(isNear(try down.cumulative(-0.8, after: 1), 1 - atom - sum, relative: 1e-8))
    let both = CompoundPoisson(intensity: 2, jumps: .doubleExponential(up: 0.5, rateUp: 3, rateDown: 3))
    #expect(throws: ChainError.self) { try both.cumulative(0.8, after: 1) }
  }

  @Test func `Merton: density and distribution agree, and thousands of jumps do not underflow`() throws {
    let price = MertonJumpDiffusion(
      growth: 0.05, volatility: 0.2, intensity: 1.5, jumpMean: -0.1, jumpDeviation: 0.15)
    let process = price.logarithm
    let mass = try integral(from: -6, to: 0.1) { try process.density($0, after: 2) }
    #expect(isNear(mass, try process.cumulative(0.1, after: 2), relative: 1e-11))
    let mean = try integral(from: -6, to: 6) { Double.exp($0) * (try process.density($0, after: 2)) }
    #expect(isNear(mean * 90, try price.mean(from: 90, after: 2), relative: 1e-10))
    #expect(
      isNear(
        try price.cumulative(90 * Double.exp(0.1), from: 90, after: 2), try process.cumulative(0.1, after: 2),
        relative: 1e-12))
    let busy = LevyProcess(
      drift: 0, variance: 1, intensity: 4000, jumps: .normal(mean: 0, deviation: 0.1))
    let peak = try busy.density(0, after: 1)
    #expect(isNear(peak, 1 / (2 * Double.pi * 41).squareRoot(), relative: 1e-3))
    #expect(isNear(try busy.cumulative(0, after: 1), 0.5, relative: 1e-12))
  }

  @Test func `Bad input is refused`() {
    #expect(throws: ChainError.self) { try GamblersRuin(up: 1, goal: 5).ruinProbability(from: 2) }
    #expect(throws: ChainError.self) { try GamblersRuin(up: 0.5, goal: 0).ruinProbability(from: 0) }
    #expect(throws: ChainError.self) { try GamblersRuin(up: 0.5, goal: 5).meanDuration(from: 6) }
    #expect(throws: ChainError.self) {
      try LinearBirthDeath(birthRate: 0, deathRate: 0).mean(from: 1, after: 1)
    }
    #expect(throws: ChainError.self) {
      try LinearBirthDeath(birthRate: 500, deathRate: 0).mean(from: 1, after: 9)
    }
    #expect(throws: ChainError.self) { try EhrenfestUrn(balls: 5).mean(from: 6, after: 1) }
    #expect(throws: ChainError.self) { try BirthDeathRates(up: [1], down: []).stationaryLaw() }
    #expect(throws: ChainError.self) {
      try CompoundPoisson(intensity: 1, jumps: .normal(mean: 0, deviation: -1)).mean(after: 1)
    }
  }
}
