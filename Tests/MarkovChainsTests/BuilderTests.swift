import MarkovChains
import Testing

@Suite struct BuilderTests {
  private func describe(_ body: () throws -> Any) -> String {
    do {
      return "no error: \(try body())"
    } catch {
      return "\(error)"
    }
  }

  @Test func boundariesOfAnInterval() throws {
    let law: (Int) -> [IntervalWalk.Step] = { _ in [(-2, 0.25), (0, 0.25), (1, 0.5)] }
    let stay = try IntervalWalk(count: 4, lower: .stay, upper: .stay).chain(steps: law)
    #expect(stay[row: 1].map(\.target) == [1, 2] && stay[row: 1].map(\.probability) == [0.5, 0.5])
    let back = try IntervalWalk(count: 4, lower: .turnBack, upper: .turnBack).chain(steps: law)
    #expect(back[row: 0].map(\.target) == [0, 1, 2])
    #expect(back[row: 0].map(\.displacement) == [SIMD2(0, 0), SIMD2(1, 0), SIMD2(2, 0)])
    #expect(back[row: 3].map(\.target) == [1, 2, 3])
    let ring = try IntervalWalk(count: 4, spacing: 0.5, lower: .periodic, upper: .periodic)
      .chain(steps: law)
    #expect(ring[row: 0].map(\.target) == [0, 1, 2])
    #expect(ring[row: 0].map(\.displacement) == [SIMD2(0, 0), SIMD2(0.5, 0), SIMD2(-1, 0)])
    let open = try IntervalWalk(count: 4, lower: .absorbing("out"), upper: .absorbing("out"))
      .chain(steps: law)
    #expect(open.stateCount == 5 && open.label(of: 4) == "out" && open.isAbsorbing(4))
    #expect(open[row: 3].map(\.target) == [1, 3, 4])
    #expect(open[row: 3].last?.displacement == SIMD2(1, 0))
  }

  /// A reflecting, doubly stochastic walk keeps the uniform law on every mesh.
  @Test func reflectingEndsKeepTheUniformLaw() throws {
    let chains = [
      try IntervalWalk(count: 7, lower: .stay, upper: .stay).chain(left: 0.3, right: 0.3),
      try GridWalk(columns: 4, rows: 3, boundary: .stay).chain(stay: 0.1),
      try GridWalk(
        columns: 4, rows: 3, left: .periodic, right: .periodic, bottom: .stay, top: .stay
      ).chain(stay: 0),
      try TorusDiffusion(columns: 3, rows: 5).chain(),
    ]
    for chain in chains {
      let uniform = [Double](repeating: 1 / Double(chain.stateCount), count: chain.stateCount)
      #expect(areNear(try chain.stationaryLaw(), uniform, within: 1e-14))
    }
  }

  @Test func slantedStepsAtACorner() throws {
    let chain = try GridWalk(
      columns: 3, rows: 3, left: .stay, right: .stay, bottom: .stay, top: .absorbing("top")
    ).chain { _, _ in [(1, 1, 0.5), (-1, -1, 0.5)] }
    #expect(chain[row: 0].map(\.target) == [0, 4])
    #expect(chain[row: 3].map(\.target) == [0, 7])
    #expect(chain[row: 8].map(\.target) == [4, 9])
  }

  @Test func directionsTurnBackMirrored() throws {
    let chain = try DirectionWalk(cells: 3, directions: 2, lower: .turnBack, upper: .stay).chain {
      [($1 == 0 ? -1 : 1, $1, 1)]
    }
    #expect(chain[row: 0].map(\.target) == [3])  // cell 0 leftwards -> cell 1 rightwards
    #expect(chain[row: 5].map(\.target) == [5])
    #expect(chain.space.position(of: 5) == SIMD2(2, 0))
  }

  @Test func graphWalk() throws {
    let chain = try GraphWalk(
      vertices: 4, edges: [.init(0, 1, weight: 3), .init(0, 2, weight: 1)], stay: 0.5,
      names: [3: "alone"]
    ).chain()
    #expect(chain[row: 0].map(\.probability) == [0.5, 0.375, 0.125])
    #expect(chain[row: 1].map(\.target) == [0, 1] && chain.absorbingStates == [3])
    #expect(chain.space.position(of: 0) == nil)
  }

  @Test func killing() throws {
    let ring = try RingWalk(cells: 4).chain()
    let killed = try ring.killing(probabilities: [0.5, 0, 1, 0])
    #expect(killed.stateCount == 5 && killed.label(of: 4) == "killed")
    #expect(killed[row: 0].map(\.probability) == [0.25, 0.25, 0.5])
    #expect(killed[row: 0].last?.displacement == nil)
    #expect(killed[row: 1].map(\.target) == [0, 2] && killed[row: 2].map(\.target) == [4])
    let twice = try killed.killing(probability: 0.5)
    #expect(twice.stateCount == 5 && twice[row: 0].last?.probability == 0.75)
  }

  @Test func sources() throws {
    let chain = try GridWalk(columns: 4, rows: 2, spacing: 0.5, boundary: .absorbing("out"))
      .chain(stay: 0)
    #expect(try StartWeights.uniform(over: chain, weight: 2) == [2, 2, 2, 2, 2, 2, 2, 2, 0])
    #expect(try StartWeights.region(of: chain) { $0.x < 0.8 && $0.y > 0.5 } == [0, 0, 0, 0, 1, 1, 0, 0, 0])
    #expect(try StartWeights.point(3, of: chain).firstIndex(of: 1) == 3)
  }

  private static let refusals: [(message: String, make: @Sendable () throws -> Any)] = [
    ("cells is 0; allowed: 1 to 100000000", { try RingWalk(cells: 0).chain() }),
    ("step probability is 1.5; allowed: 0 to 1", { try RingWalk(cells: 4, stay: 1.5).chain() }),
    ("step probability is nan; allowed: 0 to 1", { try RingWalk(cells: 4, stay: .nan).chain() }),
    (
      "columns x rows is 10000000000000000; allowed: 1 to 100000000",
      { try TorusDiffusion(columns: 100_000_000, rows: 100_000_000).chain() }
    ),
    (
      "sum of the step probabilities is 1.25; allowed: at most 1",
      { try IntervalWalk(count: 3, lower: .stay, upper: .stay).chain(left: 0.75, right: 0.5) }
    ),
    (
      "step from cell 0 is 4; allowed: -3 to 3 cells, the length of the mesh",
      { try IntervalWalk(count: 3, lower: .stay, upper: .stay).chain { _ in [(4, 1)] } }
    ),
    (
      "boundary of cells is periodic, stay; allowed: periodic at both ends or at neither",
      { try IntervalWalk(count: 3, lower: .periodic, upper: .stay).chain(left: 0.5, right: 0.5) }
    ),
    (
      "cells is 1; allowed: at least 2 where an end turns walkers back",
      { try IntervalWalk(count: 1, lower: .turnBack, upper: .stay).chain(left: 0.5, right: 0.5) }
    ),
    (
      "spacing is -1.0; allowed: a positive finite number",
      { try RingWalk(cells: 3, spacing: -1).chain() }
    ),
    (
      "direction is 2; allowed: 0 to 1",
      {
        try DirectionWalk(cells: 2, directions: 2, lower: .stay, upper: .stay)
          .chain { _, _ in [(0, 2, 1)] }
      }
    ),
    (
      "edge 0 -> 5 is at vertex 5; allowed: vertices 0 to 1",
      { try GraphWalk(vertices: 2, edges: [.init(0, 5)]).chain() }
    ),
    (
      "weight of edge 0 -> 1 is -1.0; allowed: a positive finite number",
      { try GraphWalk(vertices: 2, edges: [.init(0, 1, weight: -1)]).chain() }
    ),
    ("stay is 1.0; allowed: 0 to below 1", { try GraphWalk(vertices: 2, edges: [], stay: 1).chain() }),
    (
      "killing probability of state 1 is 2.0; allowed: 0 to 1",
      { try RingWalk(cells: 4).chain().killing(probabilities: [0, 2, 0, 0]) }
    ),
    (
      "number of killing probabilities is 1; allowed: 4, one for every state",
      { try RingWalk(cells: 4).chain().killing(probabilities: [0]) }
    ),
    (
      "killing rate of state 0 is -1.0; allowed: a finite number not below 0",
      { try RingWalk(cells: 4).chain().killing(rates: [-1, 0, 0, 0], timeStep: 1) }
    ),
    ("absorbing state is 9; allowed: 0 to 3", { try RingWalk(cells: 4).chain().absorbing(at: [9]) }),
    ("start state is 4; allowed: 0 to 3", { try StartWeights.point(4, of: RingWalk(cells: 4).chain()) }),
    (
      "start region is empty; allowed: a region with at least one transient state",
      { try StartWeights.region(of: RingWalk(cells: 4).chain()) { _ in false } }
    ),
    ("length is 0.0; allowed: a positive finite number", { try HeatOnAWire(length: 0).chain() }),
    ("cells is 1; allowed: 2 to 100000000", { try HeatOnAWire(cells: 1).chain() }),
    (
      "timeStep is 1e-30; allowed: long enough that a walker can leave a cell of 0.05",
      { try HeatOnAWire(timeStep: 1e-30).chain() }
    ),
    (
      "directions is 3; allowed: an even number: with an odd one the middle direction would never move",
      { try SlabFluence(directions: 3).chain() }
    ),
    (
      "sourceHalfWidth is 0.01; "
        + "allowed: more than half a cell of 0.06666666666666667, so that a cell is lit",
      { try SlabFluence(sourceHalfWidth: 0.01).problem() }
    ),
    (
      "fluxes is 0.0, 0.0; allowed: finite numbers not below 0, not both 0",
      { try TwoDirectionFlux(rightFlux: 0, leftFlux: 0).problem(steps: 1) }
    ),
    (
      "halfWidth is 7.0; allowed: at most 4.0, the square root of the 16 cells",
      { try OrnsteinUhlenbeckWalk(theta: 1, sigma: 1, cells: 16, halfWidth: 7, timeStep: 0.1).chain() }
    ),
    (
      "row 0: the probability of going to state 1 is -0.5; it must lie between 0 and 1",
      { try MarkovChain(rows: [[.init(target: 1, probability: -0.5)]], space: .graph(count: 1)) }
    ),
    (
      "row 0: there is no state 1; states are numbered 0 to 0",
      { try MarkovChain(rows: [[.init(target: 1, probability: 1)]], space: .graph(count: 1)) }
    ),
    (
      "row 0: the probabilities sum to 0.5, which is below 1 by 0.5; "
        + "give the missing part to a state of its own, or to the row's own state if walkers stay",
      { try MarkovChain(rows: [[.init(target: 0, probability: 0.5)]], space: .graph(count: 1)) }
    ),
    ("a chain needs at least one state", { try MarkovChain(rows: [], space: .graph(count: 0)) }),
    (
      "the state space has 2 places, but the chain has only 1 states",
      { try MarkovChain(rows: [[.init(target: 0, probability: 1)]], space: .graph(count: 2)) }
    ),
  ]

  @Test func errorsNameThingValueAndLimit() throws {
    for (text, body) in Self.refusals { #expect(describe(body) == text) }
  }

  /// A time step too long for its mesh is refused with the probability it would need.
  @Test func timeStepTooLong() throws {
    let text = describe {
      try OrnsteinUhlenbeckWalk(theta: 1, sigma: 1, cells: 64, timeStep: 0.5).chain()
    }
    #expect(text.hasPrefix("timeStep is 0.5; allowed: so short that the probability of moving"))
  }
}
