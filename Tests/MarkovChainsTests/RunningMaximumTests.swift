import FixedPoint
import MarkovChains
import Testing

/// The walk with its highest node as a chain of pairs.
@Suite struct RunningMaximumTests {
  @Test func `States are the pairs, each once`() throws {
    let lattice = try RunningMaximumLattice(below: 4, above: 6, grid: ProbabilityGrid(bits: 8))
    let places = lattice.places
    #expect(places.count == lattice.stateCount && lattice.stateCount == 7 * 5 + 6 * 7 / 2)
    for (state, place) in places.enumerated() {
      #expect(lattice.state(node: place.node, maximum: place.maximum) == state)
    }
    #expect(places[lattice.startState] == (0, 0))
  }

  @Test func `The law is that of all paths, one by one`() throws {
    let lattice = try RunningMaximumLattice(below: 3, above: 3, grid: ProbabilityGrid(bits: 4))
    let chain = try lattice.design().quantized
    var law = [Double](repeating: 0, count: chain.stateCount)
    let steps = 7
    // Every path is a number in base three: a digit a step.
    for code in 0..<2187 {
      var (digits, node, highest, probability) = (code, 0, 0, 1.0)
      for _ in 0..<steps where abs(node) < 3 {
        let offset = digits % 3 - 1
        digits /= 3
        node += offset
        highest = max(highest, node)
        probability *= offset == 0 ? 11.0 / 16 : 2.5 / 16
      }
      // A path that was frozen has several codes: the digits it did not use.
      if digits == 0 { law[lattice.state(node: node, maximum: highest)] += probability }
    }
    let start = try StartWeights.point(lattice.startState, of: chain)
    let exact = WalkProblem(stages: [chain], start: start, horizon: .steps(steps)).distribution(after: steps)
    #expect(areNear(exact, law, within: 1e-14))
  }

  @Test func `The reflection principle holds exactly`() throws {
    let lattice = try RunningMaximumLattice(below: 30, above: 30, grid: ProbabilityGrid(bits: 8))
    let chain = try lattice.design().quantized
    let start = try StartWeights.point(lattice.startState, of: chain)
    let law = WalkProblem(stages: [chain], start: start, horizon: .steps(25)).distribution(after: 25)
    var (ends, passed) = ([Int: Double](), [Int: Double]())
    for (place, mass) in zip(lattice.places, law) {
      ends[place.node, default: 0] += mass
      if place.maximum >= 4 { passed[place.node, default: 0] += mass }
    }
    for node in -20...3 { #expect(abs(passed[node]! - ends[8 - node]!) < 1e-15) }
  }

  @Test func `A mesh without room is refused`() {
    #expect(throws: ChainError.self) {
      try RunningMaximumLattice(below: 1, above: 10, grid: ProbabilityGrid(bits: 8))
    }
    #expect(throws: ChainError.self) {
      try RunningMaximumLattice(below: 10, above: 1_000_000, grid: ProbabilityGrid(bits: 8))
    }
  }
}
