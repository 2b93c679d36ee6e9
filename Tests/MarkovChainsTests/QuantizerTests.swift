import FixedPoint
import MarkovChains
import Testing

@Suite struct QuantizerTests {
  static let grid = ProbabilityGrid(bits: 8)

  /// Properties that hold for any row, over random rows of 1 to 64 exits without displacements.
  @Test(arguments: [1, 2, 3, 5, 8, 9, 10, 16, 17, 24, 31, 32, 33, 40, 48, 56, 57, 63, 64])
  func randomRows(exits: Int) throws {
    var numbers = TestNumbers(seed: UInt64(exits))
    for trial in 0..<60 {
      // Every third row spans many decades.
      let weights = (0..<exits).map { _ in
        let u = numbers.uniform()
        return trial % 3 == 0 ? u * u * u * u * u * u * u * u : u
      }
      let sum = weights.reduce(0, +)
      let chain = try star(weights.map { $0 / sum })
      let bits = trial % 2 == 0 ? 8 : 6
      let result = try ChainQuantizer(grid: ProbabilityGrid(bits: bits)).quantize(chain)
      let tree = try #require(result.trees[0])
      let law = result.quantized[row: 0].map(\.probability)
      #expect(law == tree.exitProbabilities)
      #expect(law.reduce(0, +) == 1)
      #expect(law.allSatisfy { $0 > 0 })
      #expect(GateTree.exits(below: tree.root).sorted() == Array(0..<exits))
      #expect(result.quantized[row: 0].map(\.target) == chain[row: 0].map(\.target))
      checkStages(tree, exits: exits)
      #expect(gatesFireAtMostHalf(tree.root, 1 << bits))
      #expect(result.trees.dropFirst().allSatisfy { $0 == nil })
      #expect(try ChainQuantizer(grid: ProbabilityGrid(bits: bits)).quantize(chain) == result)
    }
  }

  private func checkStages(_ tree: GateTree, exits: Int) {
    guard let stages = tree.stages() else {
      #expect(tree.depth <= 3 && exits <= 8)
      return
    }
    #expect(exits > 8 && tree.depth <= 6)
    #expect(GateTree.depth(of: stages.first) <= 3)
    #expect(GateTree.exits(below: stages.first) == Array(stages.groups.indices))
    #expect(stages.groups.count <= (exits + 7) / 8)
    #expect(stages.groups.allSatisfy { GateTree.depth(of: $0) <= 3 })
    let order = stages.groups.flatMap { GateTree.exits(below: $0) }
    #expect(order == GateTree.exits(below: tree.root))
  }

  private func gatesFireAtMostHalf(_ node: GateTree.Node, _ denominator: Int) -> Bool {
    guard case .gate(let numerator, let left, let right) = node else { return true }
    return numerator >= 1 && 2 * numerator <= denominator
      && gatesFireAtMostHalf(left, denominator) && gatesFireAtMostHalf(right, denominator)
  }

  /// Rows of opposite pairs of equal probability stay symmetric bit by bit, and pairs are siblings.
  @Test(arguments: 1...31) func symmetricRows(pairs: Int) throws {
    var numbers = TestNumbers(seed: 1000 + UInt64(pairs))
    for bits in [4, 8, 12, 16] {
      let weights = (0..<pairs).map { _ in numbers.uniform() }
      let stay = numbers.uniform()
      let sum = 2 * weights.reduce(0, +) + stay
      let probabilities = weights.reversed().map { $0 / sum } + [stay / sum] + weights.map { $0 / sum }
      let steps = (-pairs...pairs).map { Double($0) * 0.1 }
      let chain = try star(probabilities, steps: steps)
      let result = try ChainQuantizer(grid: ProbabilityGrid(bits: bits)).quantize(chain)
      let law = result.quantized[row: 0].map(\.probability)
      #expect(law == law.reversed())
      #expect(result.report.driftError < 1e-12)
      checkStages(try #require(result.trees[0]), exits: 2 * pairs + 1)
    }
  }

  /// A walk on a plane with four equal neighbours is isotropic on any grid, whatever the chance to stay.
  @Test(arguments: [0.0, 0.01, 0.2, 0.33, 0.7, 0.98]) func isotropicTorus(stay: Double) throws {
    let chain = try TorusDiffusion(columns: 5, rows: 5, stay: stay).chain()
    for bits in [1, 3, 8] {
      let quantized = try ChainQuantizer(grid: ProbabilityGrid(bits: bits)).quantize(chain).quantized
      for state in 0..<25 {
        let sides = quantized[row: state].filter { $0.target != state }.map(\.probability)
        #expect(sides.count == 4 && Set(sides).count == 1)
      }
    }
  }

  /// The search never makes the drift worse than nearest rounding, and makes the moments better on average.
  @Test func searchKeepsMoments() throws {
    var numbers = TestNumbers(seed: 7)
    var (better, worse) = (0, 0)
    for _ in 0..<400 {
      let count = 2 + numbers.integer(below: 12)
      let weights = (0..<count).map { _ in numbers.uniform() }
      let sum = weights.reduce(0, +)
      let steps = (0..<count).map { Double($0 - count / 3) }
      let chain = try star(weights.map { $0 / sum }, steps: steps)
      let result = try ChainQuantizer(grid: Self.grid).quantize(chain)
      let ideal = chain[row: 0].map(\.probability)
      let nearest = nearestLaw(try #require(result.trees[0]), ideal)
      let law = result.quantized[row: 0].map(\.probability)
      let (before, after) = (drift(nearest, ideal, steps), drift(law, ideal, steps))
      #expect(after <= before + 1e-9)
      if after < before - 1e-12 { better += 1 } else if law != nearest { worse += 1 }
    }
    #expect(better > 200 && worse < better, "\(better) \(worse)")
  }

  private func drift(_ law: [Double], _ ideal: [Double], _ steps: [Double]) -> Double {
    abs(law.indices.reduce(0) { $0 + (law[$1] - ideal[$1]) * steps[$1] })
  }

  /// The law of the same tree with every gate at its nearest numerator.
  private func nearestLaw(_ tree: GateTree, _ ideal: [Double]) -> [Double] {
    func rounded(_ node: GateTree.Node) -> (node: GateTree.Node, mass: Double) {
      switch node {
      case .exit(let exit): return (node, ideal[exit])
      case .gate(_, let left, let right):
        let (a, b) = (rounded(left), rounded(right))
        let p = a.mass / (a.mass + b.mass)
        let numerator = tree.grid.nearestNumerator(to: p)
        return (.gate(numerator: numerator, left: a.node, right: b.node), a.mass + b.mass)
      }
    }
    return GateTree(root: rounded(tree.root).node, grid: tree.grid).exitProbabilities
  }

  /// A rare exit is raised to one unit and reported, not dropped.
  @Test func rareExit() throws {
    let result = try ChainQuantizer(grid: Self.grid).quantize(star([1e-5, 1 - 1e-5]))
    #expect(result.quantized[row: 0].map(\.probability) == [1.0 / 256, 255.0 / 256])
    let report = result.report
    #expect(report.raisedGates == 1 && report.rows == 1 && report.exactRows == 0)
    #expect(report.worstState == 0)
    #expect(abs(report.largestProbabilityError - (1.0 / 256 - 1e-5)) < 1e-15)
  }

  @Test func exactRowsAreReported() throws {
    let ring = try ChainQuantizer(grid: Self.grid).quantize(RingWalk(cells: 12).chain())
    #expect(ring.ideal == ring.quantized)
    #expect(ring.report.exactRows == 12 && ring.report.worstState == nil)
    #expect(ring.report.raisedGates == 0 && ring.report.driftError == 0)
  }

  @Test func tooManyExits() throws {
    let chain = try star(Array(repeating: 1.0 / 65, count: 65))
    let error = #expect(throws: ChainError.self) {
      try ChainQuantizer(grid: Self.grid).quantize(chain)
    }
    #expect(
      error?.description == "state 0 has 65 exits, but a tree of gates has at most 64; "
        + "merge rare exits, or split the step into stages of a kernel schedule")
  }

  /// The published wire: the gate "move" holds the step's variance to half a unit, and the bias of the exit
  /// time follows.
  @Test func wireBias() throws {
    let wire = HeatOnAWire()
    let problem = try wire.problem(startNode: 20)
    let result = try ChainQuantizer(grid: Self.grid).quantize(problem.chain)
    let bias = try result.absorptionBias(from: problem.start)
    #expect(abs(bias.idealSteps - 15564.23) < 0.006)
    // 0.0770999 x 256 = 19.74 is drawn as 20/256.
    #expect(abs(bias.relativeSteps - (0.0770999 * 256 / 20 - 1)) < 1e-5)
    #expect(bias.largestArrivals < 1e-9)
    let sixteen = try ChainQuantizer(grid: ProbabilityGrid(bits: 16)).quantize(problem.chain)
    #expect(abs(try sixteen.absorptionBias(from: problem.start).relativeSteps) < 1e-4)
  }

  /// The slab's rows: one heavy exit and 29 equal ones, in two stages.
  @Test func slabRows() throws {
    let problem = try SlabFluence().problem()
    let result = try ChainQuantizer(grid: Self.grid).quantize(problem.chain)
    let tree = try #require(result.trees[14 * 30 + 14])
    let stages = try #require(tree.stages())
    #expect(stages.groups.count == 4)
    let bias = result.densityBias(from: problem.start, steps: 3)
    #expect(bias.totalVariation / problem.sourceStrength < 0.01)
    #expect(bias.largest <= bias.totalVariation)
  }

  /// All direction gates inside the mesh of the Ornstein-Uhlenbeck walk are exact at its exact half-width.
  @Test(arguments: [33, 48, 49, 63, 64]) func exactOrnsteinUhlenbeck(cells: Int) throws {
    let width = try #require(
      OrnsteinUhlenbeckWalk.exactHalfWidth(cells: cells, near: 4, bits: 8))
    let walk = try OrnsteinUhlenbeckWalk(
      theta: 1, sigma: 1, cells: cells, halfWidth: width, moveProbability: 0.5)
    let result = try ChainQuantizer(grid: Self.grid).quantize(walk.chain())
    #expect(result.report.exactRows >= cells - 2, "\(width) \(result.report)")
    #expect(result.report.largestProbabilityError < 0.002)
  }
}
