import MarkovChains
import RealModule
import Testing

/// Walks on meshes against the heat of the smooth surfaces.
@Suite struct SurfaceWalkTests {
  /// Rows are laws, and the walk is reversible with respect to the areas, for the process, not by construction: the
  /// flows are compared row by row.
  @Test func walksAreReversible() throws {
    let sphere = try SphereWalk(refinement: 2, time: 0.2)
    let barbell = try BarbellWalk(refinement: 1, time: 1)
    for (chain, surface) in [(try sphere.chain(), sphere.surface), (try barbell.chain(), barbell.surface)] {
      let areas = surface.laplacian.vertexAreas
      for state in 0..<chain.stateCount {
        let row = chain[row: state]
        #expect((6...7).contains(row.count) && row.contains { $0.target == state })
        for transition in row {
          let back = try #require(chain[row: transition.target].first { $0.target == state })
          #expect(
            isNear(
              areas[state] * transition.probability, areas[transition.target] * back.probability,
              relative: 1e-13))
        }
      }
      let total = areas.reduce(0, +)
      #expect(areNear(try chain.stationaryLaw(), areas.map { $0 / total }, within: 1e-12))
    }
  }

  private struct SphereErrors {
    var density: Double
    var band: Double
    var cosine: Double
  }

  /// Errors at the end of a walk: largest of the density, largest of eight bands' mean densities, both relative to the
  /// density at the pole; relative error of the mean cosine.
  private func errors(_ walk: SphereWalk) throws -> SphereErrors {
    let law = try walk.problem().distribution(after: walk.steps)
    #expect(abs(law.reduce(0, +) - 1) < 1e-12)
    let (angles, colatitudes) = (walk.solidAngles, walk.colatitudes)
    let exact = try colatitudes.map { try walk.heat.density(colatitude: $0, time: walk.time) }
    var bands = [SIMD2<Double>](repeating: .zero, count: 8)
    for state in law.indices {
      let band = min(7, Int(colatitudes[state] / Double.pi * 8))
      bands[band] += SIMD2(law[state] - angles[state] * exact[state], angles[state])
    }
    let cosine = zip(law, colatitudes).reduce(0) { $0 + $1.0 * Double.cos($1.1) }
    return SphereErrors(
      density: law.indices.map { abs(law[$0] / angles[$0] - exact[$0]) }.max()! / exact[0],
      band: bands.map { abs($0.x / $0.y) }.max()! / exact[0],
      cosine: abs(cosine / (try walk.heat.meanCosine(time: walk.time)) - 1))
  }

  /// Second order in the edge, with the figures that the documentation states.
  @Test(arguments: [
    (0.2, [4e-3, 1e-3, 3e-4], [1e-3, 2.5e-4, 6.5e-5]),
    (1.0, [2.5e-4, 6.5e-5, 1.6e-5], [1.4e-4, 3e-5, 7e-6]),
  ])
  func sphereIsSecondOrder(time: Double, density: [Double], band: [Double]) throws {
    let errors = try [2, 3, 4].map { try self.errors(SphereWalk(refinement: $0, time: time)) }
    for (found, limits) in zip(errors, zip(density, band)) {
      #expect(found.density < limits.0 && found.band < limits.1, "\(found)")
      #expect(found.cosine < 1e-4)
    }
    // Orders fitted over two refinements, each of which halves the edges.
    let order = Double.log(errors[0].density / errors[2].density) / Double.log(4)
    let bandOrder = Double.log(errors[0].band / errors[2].band) / Double.log(4)
    #expect((1.7...2.3).contains(order) && (1.7...2.3).contains(bandOrder), "\(order), \(bandOrder)")
  }

  /// The number of steps that the walk chooses is better than half as many more or ten times as many.
  @Test func chosenStepsCancelErrors() throws {
    let chosen = try SphereWalk(refinement: 3, time: 0.2)
    #expect(chosen.steps == 71)
    let least = try errors(chosen)
    for steps in [110, 710] {
      let more = try errors(SphereWalk(refinement: 3, time: 0.2, steps: steps))
      #expect(more.density > 1.5 * least.density && more.band > 4 * least.band, "\(steps): \(more)")
    }
  }

  /// Time and diffusion enter by their product, and a walk of one step is a walk.
  @Test func diffusionScalesTime() throws {
    let slow = try SphereWalk(refinement: 1, diffusion: 0.5, time: 0.4)
    let fast = try SphereWalk(refinement: 1, diffusion: 2, time: 0.1)
    let laws = try [slow, fast].map { try $0.problem().distribution(after: $0.steps) }
    #expect(slow.steps == fast.steps && areNear(laws[0], laws[1], within: 1e-15))
    let short = try SphereWalk(refinement: 0, time: 1e-12)
    #expect(short.steps == 1)
    #expect(
      isNear(
        try short.chain()[row: 0].last!.probability, 1e-12 * 2 / 5 / (1 - 0.2.squareRoot()), relative: 1e-9))
  }

  /// How fast the balls exchange walkers, from the difference of their masses between two late times.
  private func mixingRate(_ walk: BarbellWalk) throws -> Double {
    let parts = [Barbell.Part.rightBell, .leftBell].map { walk.states(of: $0) }
    var differences: [Double] = []
    try walk.problem().forEachStep(upTo: walk.steps) { step, law in
      if step == walk.steps / 2 || step == walk.steps {
        let mass = parts.map { $0.reduce(0) { $0 + law[$1] } }
        differences.append(mass[0] - mass[1])
      }
      return true
    }
    let span = walk.time * Double(walk.steps - walk.steps / 2) / Double(walk.steps)
    return Double.log(differences[0] / differences[1]) / span
  }

  /// The bells mix at a rate that converges with the second order to that of the profile: the smallest lambda of
  /// `(r f')' + lambda r f = 0` with f = 0 in the middle is 0.1384583941 (Runge-Kutta and shooting, apart from this
  /// code).
  @Test func barbellMixesSlowly() throws {
    let errors = try (0...3).map { try mixingRate(BarbellWalk(refinement: $0, time: 8)) / 0.1384583941 - 1 }
    for (error, limit) in zip(errors, [0.35, 0.11, 0.026, 0.007]) {
      #expect(error > 0 && error < limit, "\(errors)")
    }
    let order = Double.log(errors[1] / errors[3]) / Double.log(4)
    #expect((1.7...2.3).contains(order), "\(order)")
  }

  /// Mass is kept, the start's bell fills first, and after a long time the mass goes by area.
  @Test func barbellFillsByArea() throws {
    let barbell = Barbell()
    let short = try BarbellWalk(refinement: 1, time: 0.5)
    let long = try BarbellWalk(refinement: 1, time: 120)
    func masses(_ walk: BarbellWalk) throws -> [Double] {
      let law = try walk.problem().distribution(after: walk.steps)
      return Barbell.Part.allCases.map { walk.states(of: $0).reduce(0) { $0 + law[$1] } }
    }
    let (early, late) = (try masses(short), try masses(long))
    #expect(abs(early.reduce(0, +) - 1) < 1e-12 && abs(late.reduce(0, +) - 1) < 1e-11)
    #expect(early[2] > 0.9 && early[0] < 0.01, "\(early)")
    #expect(abs(late[0] - late[2]) < 1e-7, "the balls are alike")
    // Vertices on the edge of a part count with all their area: a mesh this coarse is off by a few per cent.
    for (mass, part) in zip(late, Barbell.Part.allCases) {
      #expect(abs(mass - barbell.area(of: part) / barbell.area) < 0.05)
    }
  }

  /// What each is refused with, or the start of it.
  private static let refusals: [(message: String, make: @Sendable () throws -> Any)] = [
    (
      "diffusion is 0.0; allowed: a positive finite number",
      { try SphereWalk(refinement: 1, diffusion: 0, time: 1) }
    ),
    ("time is nan; allowed: a positive finite number", { try SphereWalk(refinement: 1, time: .nan) }),
    ("time is -1.0; allowed: a positive finite number", { try BarbellWalk(refinement: 1, time: -1) }),
    ("refinement is -1; allowed: 0 to 7", { try SphereWalk(refinement: -1, time: 1) }),
    ("refinement is 7; allowed: 0 to 6", { try BarbellWalk(refinement: 7, time: 1) }),
    ("steps is 0; allowed: 1 to 100000000", { try SphereWalk(refinement: 1, time: 1, steps: 0) }),
    ("time is 1e+20; allowed: at most", { try SphereWalk(refinement: 2, time: 1e20) }),
    ("steps is 1; allowed: at least", { try SphereWalk(refinement: 2, time: 1, steps: 1) }),
    ("steps is 1; allowed: at least", { try BarbellWalk(refinement: 1, time: 1, steps: 1) }),
    ("time is 1e+300; allowed: at most", { try BarbellWalk(refinement: 1, time: 1e300) }),
    (
      "longest time step of the mesh is inf",
      {
        let barbell = Barbell(bellRadius: 1e90, neckRadius: 0.3e90, neckLength: 0)
        return try BarbellWalk(barbell: barbell, refinement: 1, diffusion: 1e-300, time: 1)
      }
    ),
    (
      "timeStep is 1.0; allowed: above 0, at most",
      { try BarbellWalk(refinement: 1, time: 1).surface.chain(timeStep: 1) }
    ),
  ]

  @Test func errorsNameThingValueAndLimit() {
    for (text, body) in Self.refusals {
      #expect {
        try body()
      } throws: {
        "\($0)".hasPrefix(text)
      }
    }
  }
}
