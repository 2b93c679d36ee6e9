import FixedPoint
import MarkovChains
import RealModule
import Testing

@Suite struct OtherDiscretizationTests {
  static let diffusion = Diffusion(drift: { _ in 0.03 }, variance: { _ in 0.04 })

  private func bias(_ chain: MarkovChain, steps: Int, nodes: Int, spacing: Double, spread: Double = 0) throws
    -> Double
  {
    let start = try StartWeights.point(nodes / 2, of: chain)
    let law = WalkProblem(stages: [chain], start: start, horizon: .steps(steps)).distribution(after: steps)
    return EuropeanCalls.bias(law: law) { state in
      let place = Double(min(state, nodes - 1) - nodes / 2) * spacing
      return (place - spacing / 2)...(place + spacing / 2)
    } exact: {
      EuropeanCalls.price($0)
    }
  }

  /// Orders of the locally consistent schemes, read over cells.
  @Test(arguments: KushnerDupuis.Scheme.allCases)
  func `orders of the locally consistent schemes`(scheme: KushnerDupuis.Scheme) throws {
    let biases = try [101, 201].map { count -> Double in
      let spacing = 2.4 / Double(count - 1)
      let walk = KushnerDupuis(
        diffusion: Self.diffusion, scheme: scheme, origin: -1.2, spacing: spacing, count: count, lower: .stay,
        upper: .stay)
      let steps = Int((1 / (0.6 * (try walk.longestTimeStep()))).rounded(.up))
      return try bias(
        walk.chain(timeStep: 1 / Double(steps)), steps: steps, nodes: count, spacing: spacing)
    }
    let order = Double.log(biases[0] / biases[1]) / Double.log(2)
    #expect(scheme == .upwind ? abs(order - 1) < 0.35 : abs(order - 2) < 0.3)
  }

  @Test func `the generator's exponential is second order`() throws {
    let biases = try [51, 101].map { count -> Double in
      let spacing = 2.4 / Double(count - 1)
      let nodes = try NonUniformMesh.uniform(-1.2...1.2, count: count)
      let chain = try GeneratorExponential(diffusion: Self.diffusion, nodes: nodes).chain(timeStep: 0.25)
      return try bias(chain, steps: 4, nodes: count, spacing: spacing)
    }
    let order = Double.log(biases[0] / biases[1]) / Double.log(2)
    #expect(abs(order - 2) < 0.3)
  }

  /// Cox-Ingersoll-Ross with kappa 1.5, theta 0.04, xi 0.3 from 0.04: mean and variance in closed form.
  @Test func `Cox-Ingersoll-Ross on a mesh of squares`() throws {
    let (kappa, theta, xi) = (1.5, 0.04, 0.3)
    let process = Diffusion(
      domain: 0...Double.infinity, drift: { kappa * (theta - $0) }, variance: { xi * xi * $0 })
    var errors: [Double] = []
    for count in [51, 101] {
      let nodes = try NonUniformMesh.squareRoot(upTo: 0.64, count: count)
      let chain = try GeneratorExponential(
        diffusion: process, nodes: nodes, lower: .reflecting, upper: .reflecting
      ).chain(timeStep: 1)
      // 0.04 is the square of a quarter of the root's range: on a node where 4 divides count - 1.
      let state = nodes.indices.min { abs(nodes[$0] - 0.04) < abs(nodes[$1] - 0.04) }!
      let row = chain[row: state]
      let decay = Double.exp(-kappa)
      let mean = row.reduce(0) { $0 + $1.probability * nodes[$1.target] }
      let variance = row.reduce(0) {
        $0 + $1.probability * (nodes[$1.target] - mean) * (nodes[$1.target] - mean)
      }
      let x0 = nodes[state]
      let exactMean = theta + (x0 - theta) * decay
      let exact =
        x0 * xi * xi / kappa * (decay - decay * decay) + theta * xi * xi / (2 * kappa) * (1 - decay)
        * (1 - decay)
      #expect(isNear(mean, exactMean, relative: 1e-6))
      errors.append(abs(variance / exact - 1))
    }
    #expect(errors[0] < 0.002)
    #expect(errors[1] < errors[0] / 3)
  }

  /// theta = sigma = x0 = 1 over time 1 in 12 steps: mean e^-1, variance (1 - e^-2) / 2.
  @Test func `Ornstein-Uhlenbeck by its sampled kernel`() throws {
    let decay = Double.exp(-1.0 / 12)
    let kernel = SampledKernel.normal(
      origin: -5, spacing: 0.1, count: 101, mean: { $0 * decay },
      variance: { _ in (1 - decay * decay) / 2 })
    let chain = try kernel.chain()
    let law = WalkProblem(
      stages: [chain], start: try StartWeights.point(60, of: chain), horizon: .steps(12)
    ).distribution(after: 12)
    let place = { (state: Int) in -5 + 0.1 * Double(state) }
    let mean = law.indices.reduce(0) { $0 + law[$1] * place($1) }
    let square = law.indices.reduce(0) { $0 + law[$1] * place($1) * place($1) }
    #expect(isNear(mean, Double.exp(-1), relative: 1e-6))
    #expect(isNear(square - mean * mean, (1 - Double.exp(-2)) / 2, relative: 1e-6))
    #expect(throws: ChainError.self) {
      try SampledKernel.normal(
        origin: -5, spacing: 0.1, count: 101, mean: { $0 }, variance: { _ in 0.001 }
      ).chain()
    }
  }

  /// Jumps on a mesh, against Merton's series: second order, measured 4.5 and 1.1 on like meshes.
  @Test func `jumps in the generator`() throws {
    let process = EuropeanCalls.mertonProcess
    let nodes = try NonUniformMesh.uniform(-1.92...1.92, count: 129)
    let chain = try GeneratorExponential(
      diffusion: Diffusion(drift: { _ in process.drift }, variance: { _ in process.variance }), nodes: nodes,
      intensity: 1, jumps: process.jumps
    ).chain(timeStep: 1)
    let bias = EuropeanCalls.bias(
      law: chain[row: 64].reduce(into: [Double](repeating: 0, count: 129)) {
        $0[$1.target] = $1.probability
      }
    ) {
      (nodes[$0] - 0.015)...(nodes[$0] + 0.015)
    } exact: {
      EuropeanCalls.mertonPrice($0)
    }
    #expect(bias < 5)
  }

  @Test(arguments: [(8, 101, 0.5), (16, 101, 0.03)])
  func `two stages`(bits: Int, states: Int, limit: Double) throws {
    let lattice = try TwoStageJumps(
      process: EuropeanCalls.mertonProcess, time: 1, states: states, grid: ProbabilityGrid(bits: bits))
    let design = try lattice.design()
    for stage in design {
      for state in lattice.walkingStates {
        #expect(stage.quantized[row: state].map(\.probability) == stage.trees[state]?.exitProbabilities)
      }
    }
    let chains = design.map(\.quantized)
    let law = WalkProblem(
      stages: chains, start: try StartWeights.point(lattice.startState, of: chains[0]),
      horizon: .steps(2 * lattice.steps)
    ).distribution(after: 2 * lattice.steps)
    let readOut = try lattice.readOut(after: lattice.steps, time: 1)
    let bias = EuropeanCalls.bias(law: law, cell: readOut.cell) { EuropeanCalls.mertonPrice($0) }
    #expect(bias <= limit)
  }

  /// Down-and-out calls with a continuous barrier, by reflection.
  @Test(arguments: [
    (90.0, 51, 0.15), (90, 101, 0.09), (90, 201, 0.03), (95, 51, 0.15), (95, 101, 0.09), (95, 201, 0.03),
  ])
  func `down-and-out calls`(barrier: Double, states: Int, limit: Double) throws {
    let lattice = try EsscherLattice(
      process: EuropeanCalls.blackScholesProcess, time: 1, lower: Double.log(barrier / 100), states: states,
      grid: ProbabilityGrid(bits: 8))
    let design = try lattice.design()
    let law = WalkProblem(
      stages: [design.quantized], start: lattice.start, horizon: .steps(lattice.steps)
    ).distribution(after: lattice.steps)
    let power = 2 * 0.05 / 0.04 - 1
    let errors = [95.0, 100, 105, 110].map { strike -> Double in
      let sum = (1..<states).reduce(0) { sum, state in
        sum + law[state] * lattice.weight(of: state, after: lattice.steps)
          * EuropeanCalls.payoff(lattice.readOut.cell(of: state), strike, tilt: lattice.tilt)
      }
      let image = barrier * barrier / 100
      // C(S) - (B / S)^power C(B^2 / S), strikes above the barrier; a call is homogeneous in spot and strike.
      let reflected = image / 100 * EuropeanCalls.price(strike * 100 / image)
      let exact = EuropeanCalls.price(strike) - Double.pow(barrier / 100, power) * reflected
      return abs(Double.exp(-0.05) * sum - exact) * 100
    }
    #expect(errors.max()! <= limit)
    for state in 1..<(states - 1) {
      #expect(design.quantized[row: state].map(\.probability) == design.trees[state]?.exitProbabilities)
    }
  }

  /// Both barriers on nodes and the start between two: the chance to survive, by the sine series.
  @Test func `two barriers`() throws {
    let process = LevyProcess(drift: 0.03, variance: 0.04)
    let (low, high) = (-0.25, 0.3)
    let lattice = try EsscherLattice(
      process: process, time: 0.5, lower: low, upper: high, states: 60, grid: ProbabilityGrid(bits: 8))
    let law = WalkProblem(
      stages: [try lattice.design().quantized], start: lattice.start, horizon: .steps(lattice.steps)
    ).distribution(after: lattice.steps)
    let alive = (1..<59).reduce(0) { $0 + law[$1] * lattice.weight(of: $1, after: lattice.steps) }
    let length = high - low
    let theta = process.drift / process.variance
    // Density sum of sines, weighted with exp(theta x - drift^2 t / 2 variance), integrated in closed form.
    let exact = (1...40).reduce(0.0) { sum, n in
      let k = Double(n) * Double.pi / length
      let integral =
        k * (Double.exp(theta * low) - (n % 2 == 0 ? 1 : -1) * Double.exp(theta * high))
        / (theta * theta + k * k)
      return sum + 2 / length * Double.sin(-low * k) * integral
        * Double.exp(-0.5 * k * k * 0.04 * 0.5 - 0.03 * 0.03 * 0.5 / (2 * 0.04))
    }
    #expect(isNear(alive, exact, relative: 1e-3))
  }

  @Test func `choices and refusals`() throws {
    func choice(_ process: Discretization.Problem.Process, barriers: Bool = false) throws -> Discretization {
      try Discretization.choose(for: .init(process: process, hasBarriers: barriers)).discretization
    }
    #expect(try choice(.levy(EuropeanCalls.mertonProcess)) == .coMovingLattice)
    #expect(try choice(.levy(EuropeanCalls.blackScholesProcess), barriers: true) == .esscherLattice)
    #expect(try choice(.levy(EuropeanCalls.mertonProcess), barriers: true) == .generatorExponential)
    #expect(try choice(.diffusion(Self.diffusion)) == .generatorExponential)
    #expect(try choice(.density) == .sampledKernel)
    #expect {
      _ = try Discretization.choose(
        for: .init(process: .levy(EuropeanCalls.mertonProcess)), wanted: .esscherLattice)
    } throws: { error in
      "\(error)".contains("co-moving-lattice, two-stage-jumps, generator-exponential")
    }
  }

  @Test func `tilted laws have their moments`() throws {
    let points = (-6...6).map(Double.init)
    let tilting = ExponentialTilting(points: points, weights: points.map { Double.exp(-$0 * $0 / 8) })
    let law = try #require(tilting.probabilities(moments: [0.5, 3, 4, 26]))
    for (n, wanted) in [0.5, 3, 4, 26].enumerated() {
      let moment = zip(points, law).reduce(0) { $0 + $1.1 * Double.pow($1.0, n + 1) }
      #expect(isNear(moment, wanted, relative: 1e-8))
    }
    #expect(tilting.probabilities(moments: [0.5, 100]) == nil)
  }

  @Test func `bad meshes and steps are refused`() {
    let walk = KushnerDupuis(
      diffusion: Diffusion(drift: { _ in 1 }, variance: { _ in 0.01 }), scheme: .central, origin: 0,
      spacing: 0.1,
      count: 11, lower: .stay, upper: .stay)
    #expect(throws: ChainError.self) { try walk.chain(timeStep: 0.001) }
    #expect(throws: ChainError.self) { try walk.chain(timeStep: .nan) }
    #expect(throws: ChainError.self) {
      try GeneratorExponential(diffusion: Self.diffusion, nodes: [0, 1, 1]).chain(timeStep: 1)
    }
    #expect(throws: ChainError.self) {
      try GeneratorExponential(diffusion: Self.diffusion, nodes: [0, 1, 2]).chain(timeStep: -1)
    }
    #expect(throws: ChainError.self) { try NonUniformMesh.uniform(0...0, count: 5) }
    let process = EuropeanCalls.blackScholesProcess
    #expect(throws: ChainError.self) {
      try EsscherLattice(process: process, time: 1, lower: 0.1, states: 101, grid: ProbabilityGrid(bits: 8))
    }
    #expect(throws: ChainError.self) {
      try EsscherLattice(process: process, time: 1, states: 101, grid: ProbabilityGrid(bits: 8))
    }
  }
}
