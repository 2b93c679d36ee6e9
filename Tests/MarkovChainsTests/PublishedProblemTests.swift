import MarkovChains
import Testing

/// The problems of the published walker systems, against printed digits.
@Suite struct PublishedProblemTests {
  @Test func heatOnAWire() throws {
    let wire = HeatOnAWire()
    let chain = try wire.chain()
    #expect(chain.stateCount == 41 && chain.absorbingStates == [40])
    #expect(abs(wire.stayProbability - 0.9229001) < 5e-8)
    #expect(abs(chain[row: 0].last!.probability - 0.0770999) < 5e-8)
    #expect(chain[row: 1].map(\.target) == [0, 1, 2])
    #expect(abs(chain[row: 1].first!.probability - 0.0385499) < 5e-8)
    #expect(chain.label(of: 40) == "end")
    let absorption = try Absorption(chain)
    let steps = try absorption.meanSteps()
    for (node, mean) in [(0, 20752.30), (10, 19455.29), (20, 15564.23), (30, 9079.13), (39, 1024.65)] {
      #expect(abs(steps[node] - mean) < 0.0051, "node \(node): \(steps[node])")
    }
    let visits = try absorption.expectedVisits(from: wire.problem(startNode: 20).start)
    for (node, mean) in [(0, 259.404), (10, 518.808), (20, 518.808), (30, 259.404), (39, 25.940)] {
      #expect(abs(visits[node] - mean) < 0.00051, "node \(node): \(visits[node])")
    }
  }

  @Test func slabFluence() throws {
    let slab = SlabFluence()
    let problem = try slab.problem()
    #expect(problem.stateCount == 901 && slab.litCells == Array(8...21))
    #expect(abs(slab.timeStep - 0.01) < 1e-15)
    #expect(abs(slab.eventProbability - 0.2222455) < 5e-8)
    let row = problem.chain[row: 14 * 30 + 16].map(\.probability).sorted()
    #expect(row.count == 30)
    #expect(abs(row[0] - 0.00740818) < 5e-9 && abs(row[29] - 0.7851627) < 5e-8)
    let visits = try Absorption(problem.chain).expectedVisits(from: problem.start)
    for (weight, printed) in [(0.0, 0.01755), (0.5, 0.03255)] {
      let fluence = slab.scalarFluence(
        visits: visits, start: problem.start, startVisitWeight: weight)
      #expect(abs(fluence[14] - printed) < 5e-6 && abs(fluence[15] - printed) < 5e-6)
      #expect(zip(fluence, fluence.reversed()).allSatisfy { abs($0 - $1) < 1e-15 })
    }
  }

  /// With absorption the particles are shared between escape and absorption, and none is lost.
  @Test func slabWithAbsorption() throws {
    let slab = SlabFluence(cells: 8, directions: 6, scattering: 0.4, absorption: 0.3)
    let chain = try slab.chain()
    #expect(chain.absorbingStates.map { chain.label(of: $0) } == ["escaped", "absorbed"])
    let inner = chain[row: 4 * 6 + 3]
    let event = slab.eventProbability
    #expect(abs(inner.last!.probability - event * 3 / 7) < 1e-15)
    let turn = inner.first!.probability
    #expect(abs(turn - event * 4 / 7 / 6) < 1e-15)
    let problem = try slab.problem()
    let arrivals = try Absorption(chain).arrivals(from: problem.start)
    #expect(isNear(arrivals.reduce(0, +), problem.sourceStrength, relative: 1e-13))
  }

  @Test func twoDirectionFlux() throws {
    let flux = TwoDirectionFlux()
    let row = try flux.chain()[row: 0].map(\.probability)
    #expect(areNear(row, [0.97146312, 0.01902459, 0.00951229], within: 5e-9))
    let printed: [(Int, Double, Double)] = [
      (10, 4.24967, 3.02110), (20, 3.68136, 2.92667), (40, 2.87152, 2.58674),
      (100, 1.54570, 1.53039), (200, 0.59145, 0.59134),
    ]
    for (steps, right, left) in printed {
      let law = try flux.problem(steps: steps).distribution(after: steps)
      #expect(areNear([law[0], law[1]], [right, left], within: 5.1e-6), "\(steps): \(law)")
      #expect(abs(law.reduce(0, +) - 8) < 1e-12)
    }
  }

  /// The step error of the two-direction chain is of first order: halving the step halves it.
  @Test func twoDirectionFluxOrder() throws {
    let errors = try [0.005, 0.0025, 0.00125].map { dt in
      let flux = TwoDirectionFlux(timeStep: dt)
      let steps = Int((0.5 / dt).rounded())
      return try flux.problem(steps: steps).distribution(after: steps)[0]
        - flux.transportSolution(at: 0.5).right
    }
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      #expect((1.85...2.15).contains(coarse / fine), "\(coarse / fine)")
    }
  }

  @Test func torusAndRing() throws {
    let torus = try TorusDiffusion(columns: 5, rows: 4, stay: 0.2).chain()
    #expect(torus.space == .torus(columns: 5, rows: 4, spacing: 1))
    for state in 0..<20 {
      #expect(torus[row: state].map(\.probability).sorted() == [0.2, 0.2, 0.2, 0.2, 0.2])
      let drift = torus[row: state].reduce(SIMD2<Double>()) { $0 + $1.displacement! * $1.probability }
      #expect(drift == .zero)
    }
    let ring = try RingWalk(cells: 8).chain()
    #expect(ring[row: 0].map(\.target) == [1, 7])
    #expect(ring[row: 0].map(\.displacement) == [SIMD2(1, 0), SIMD2(-1, 0)])
    #expect(ring.transitionCount == 16)
    #expect(areNear(try ring.stationaryLaw(), Array(repeating: 0.125, count: 8), within: 1e-15))
  }
}
