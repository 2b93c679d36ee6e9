import MarkovChains
import RealModule
import Testing

/// Chains against closed forms of the processes they stand for. Values marked D... are rows of the project's
/// table of diffusion answers (series and closed forms in extended precision, each cross-checked by a second
/// method).
@Suite struct ReferenceTests {
  /// D210 to D227: p, start, N, then P(ruin), mean and variance of the duration.
  @Test(arguments: [
    (0.5, 3, 10, 0.7, 21.0, 392.0), (0.5, 10, 50, 0.8, 400, 226400),
    (0.45, 5, 10, 0.7317174011813, 23.17174011813, 330.9318117968),
    (0.55, 5, 20, Double.nan, 79.0017000701, 3943.579429781),
    (0.48, 20, 100, 0.9986777012482, 496.6942531206, Double.nan),
    (0.4, 2, 8, 0.949246629659, 7.96986518636, 76.5202144994),
  ])
  func gamblersRuin(
    p: Double, start: Int, size: Int, ruin: Double, mean: Double, variance: Double
  ) throws {
    let chain = try IntervalWalk(
      count: size - 1, origin: 1, lower: .absorbing("ruin"), upper: .absorbing("win")
    ).chain(left: 1 - p, right: p)
    let absorption = try Absorption(chain)
    let answers = (
      try absorption.probability(ofEndingIn: size - 1)[start - 1],
      try absorption.meanSteps()[start - 1], try absorption.varianceOfSteps()[start - 1]
    )
    #expect(ruin.isNaN || isNear(answers.0, ruin, relative: 1e-12))
    #expect(isNear(answers.1, mean, relative: 1e-12))
    #expect(variance.isNaN || isNear(answers.2, variance, relative: 1e-11))
  }

  /// Green functions on (0, 1) from 0.3: with D dt / h^2 = 1/6 the chain is fourth order. Wall on a node,
  /// periodic.
  @Test(arguments: [
    ("Dirichlet", 0.5, 0.05, 0.9805171224789), ("Dirichlet", 0.1, 0.05, 0.4660214670864),
    ("Dirichlet", 0.8, 0.2, 0.1314387670771), ("periodic", 0.5, 0.05, 1.08524929994),
    ("periodic", 0.8, 0.05, 0.7229223898085), ("periodic", 0.8, 0.2, 0.999255305388),
  ])
  func heatGreenFunction(kind: String, x: Double, t: Double, value: Double) throws {
    let errors = try [20, 40].map { n in
      let h = 1 / Double(n)
      let end: Boundary = kind == "periodic" ? .periodic : .absorbing("wall")
      let walk = IntervalWalk(
        count: kind == "periodic" ? n : n - 1, origin: kind == "periodic" ? 0 : h, spacing: h,
        lower: end, upper: end)
      let chain = try walk.chain(left: 1.0 / 6, right: 1.0 / 6)
      func node(_ x: Double) -> Int { Int((x / h).rounded()) - (kind == "periodic" ? 0 : 1) }
      let start = try StartWeights.point(node(0.3), of: chain)
      let steps = Int((t / (h * h / 6)).rounded())
      let law = WalkProblem(stages: [chain], start: start, horizon: .steps(steps))
        .distribution(after: steps)
      return abs(law[node(x)] / h - value)
    }
    #expect(errors[0] < 2e-4 && errors[1] < 2e-5, "\(errors)")
    #expect(errors[0] / errors[1] > 12 || errors[1] < 1e-7, "\(errors)")
  }

  /// Neumann ends with nodes at half-cell centres, where a blocked step stays put.
  @Test(arguments: [
    (0.1, 0.2, 1.155121173084), (0.3, 0.2, 1.096056379141), (0.5, 0.2, 1.000230123291),
  ])
  func heatNeumann(x: Double, t: Double, value: Double) throws {
    let errors = try [15, 45].map { n in
      let h = 1 / Double(n)
      let chain = try IntervalWalk(count: n, origin: h / 2, spacing: h, lower: .stay, upper: .stay)
        .chain(left: 1.0 / 6, right: 1.0 / 6)
      func node(_ x: Double) -> Int { Int((x / h - 0.5).rounded()) }
      let steps = Int((t / (h * h / 6)).rounded())
      let law = WalkProblem(
        stages: [chain], start: try StartWeights.point(node(0.3), of: chain), horizon: .steps(steps)
      ).distribution(after: steps)
      return abs(law[node(x)] / h - value)
    }
    #expect(errors[0] < 3e-4 && errors[1] < 3e-6, "\(errors)")
    #expect(errors[0] / errors[1] > 60 || errors[1] < 1e-8, "\(errors)")
  }

  /// D067: absorbing at 0, turned back at 1; survival is second order.
  @Test func survivalWithAReflectingEnd() throws {
    let errors = try [10, 20, 40].map { n in
      let h = 1 / Double(n)
      let chain = try IntervalWalk(
        count: n, origin: h, spacing: h, lower: .absorbing("wall"), upper: .turnBack
      ).chain(left: 1.0 / 6, right: 1.0 / 6)
      let problem = WalkProblem(
        stages: [chain], start: try StartWeights.point(n / 2 - 1, of: chain), horizon: .steps(0))
      return problem.survival(upTo: 6 * n * n).last! - 0.07635130047509
    }
    #expect(abs(errors[2]) < 1e-4, "\(errors)")
    #expect((3.7...4.3).contains(errors[0] / errors[1]), "\(errors)")
    #expect((3.7...4.3).contains(errors[1] / errors[2]), "\(errors)")
  }

  /// D075, D076: mean exit time from (0.25, 0.4) of the unit square and the chance to leave through the
  /// right side.
  @Test func unitSquare() throws {
    let errors = try [20, 40].map { n in
      let h = 1 / Double(n)
      let chain = try GridWalk(
        columns: n - 1, rows: n - 1, spacing: h, left: .absorbing("other"),
        right: .absorbing("right"), bottom: .absorbing("other"), top: .absorbing("other")
      ).chain(stay: 0)
      #expect(chain.absorbingStates.map { chain.label(of: $0) } == ["other", "right"])
      let start = (2 * n / 5 - 1) * (n - 1) + n / 4 - 1
      let absorption = try Absorption(chain)
      let time = try absorption.meanSteps()[start] * h * h / 4
      let right = try absorption.probability(ofEndingIn: chain.stateCount - 1)[start]
      return (time - 0.05549792927907, right - 0.09087247907246)
    }
    #expect(abs(errors[1].0) < 2e-4 && abs(errors[1].1) < 1e-3, "\(errors)")
    #expect((3.5...4.5).contains(errors[0].0 / errors[1].0), "\(errors)")
    #expect((3.5...4.5).contains(errors[0].1 / errors[1].1), "\(errors)")
  }

  /// D360, D361: Brownian motion on (0, 1) killed at rate 2.
  @Test func killedBrownianMotion() throws {
    let errors = try [20, 40].map { n in
      let h = 1 / Double(n)
      let walk = try IntervalWalk(
        count: n - 1, origin: h, spacing: h, lower: .absorbing("0"), upper: .absorbing("1")
      ).chain(left: 0.5, right: 0.5)
      let chain = try walk.killing(
        rates: Array(repeating: 2, count: walk.stateCount), timeStep: h * h)
      #expect(chain.label(of: n + 1) == "killed")
      let arrivals = try Absorption(chain).arrivals(
        from: StartWeights.point(3 * n / 10 - 1, of: chain))
      #expect(abs(arrivals.reduce(0, +) - 1) < 1e-13)
      return (1 - arrivals[n + 1] - 0.7005935707099, arrivals[n] - 0.1755384852339)
    }
    #expect(abs(errors[1].0) < 1e-3 && abs(errors[1].1) < 1e-3)
    #expect((3.7...4.3).contains(errors[0].0 / errors[1].0), "\(errors)")
    #expect((3.7...4.3).contains(errors[0].1 / errors[1].1), "\(errors)")
  }

  /// D272, D273: the rod model with collisions at cell centres is second order.
  @Test func rodModel() throws {
    let errors = try [20, 40].map { n in
      let dx = 2 / Double(n)
      let flip = (1 - Double.exp(-0.5 * dx)) / 2
      let streaming = try DirectionWalk(
        cells: n, directions: 2, origin: dx / 2, spacing: dx, lower: .absorbing("reflected"),
        upper: .absorbing("transmitted")
      ).chain { _, direction in
        [(2 * direction - 1, direction, 1 - flip), (1 - 2 * direction, 1 - direction, flip)]
      }
      let chain = try streaming.killing(probability: 1 - Double.exp(-0.5 * dx), name: "absorbed")
      let arrivals = try Absorption(chain).arrivals(from: StartWeights.point(1, of: chain))
      return (arrivals[2 * n + 1] - 0.236371310953, arrivals[2 * n] - 0.1617132990761)
    }
    #expect(abs(errors[1].0) < 1e-3 && abs(errors[1].1) < 1e-3, "\(errors)")
    #expect((3.7...4.3).contains(errors[0].0 / errors[1].0), "\(errors)")
    #expect((3.7...4.3).contains(errors[0].1 / errors[1].1), "\(errors)")
  }

  /// D240, D241: the mean of Ehrenfest's urn; its stationary law is binomial.
  @Test(arguments: [(20, 3, 10, 7.5592509193), (50, 0, 40, 20.11584621112)])
  func ehrenfestUrn(balls: Int, start: Int, steps: Int, mean: Double) throws {
    let chain = try IntervalWalk(count: balls + 1, lower: .stay, upper: .stay).chain {
      [(-1, Double($0) / Double(balls)), (1, 1 - Double($0) / Double(balls))]
    }
    let law = WalkProblem(
      stages: [chain], start: try StartWeights.point(start, of: chain), horizon: .steps(steps)
    ).distribution(after: steps)
    #expect(isNear(law.indices.reduce(0) { $0 + Double($1) * law[$1] }, mean, relative: 1e-11))
    var binomial = Double.pow(0.5, balls)
    for (balls0, value) in try chain.stationaryLaw().enumerated() {
      #expect(isNear(value, binomial, relative: 1e-9), "\(balls0)")
      binomial *= Double(balls - balls0) / Double(balls0 + 1)
    }
  }

  /// D090, D091, D102: mean, variance on the way and stationary variance of the Ornstein-Uhlenbeck process.
  @Test func ornsteinUhlenbeckMoments() throws {
    // 65 cells of width 1/8, so that the start 1 is a cell centre.
    let width = 65.0 / 16 / 0.5.squareRoot()
    let variances = try [32, 64].map { steps in
      let walk = OrnsteinUhlenbeckWalk(
        theta: 1, sigma: 1, cells: 65, halfWidth: width, timeStep: 0.25 / Double(steps))
      #expect(isNear(walk.spacing, 0.125, relative: 1e-14))
      let problem = try walk.problem(from: 1, steps: steps)
      let (mean, variance) = moments(problem.distribution(after: steps), problem.chain)
      #expect(isNear(mean, 0.7788007830714, relative: 1e-9))
      let stationary = moments(try problem.chain.stationaryLaw(), problem.chain)
      #expect(abs(stationary.mean) < 1e-12 && isNear(stationary.variance, 0.5, relative: 1e-5))
      return variance - 0.1967346701437
    }
    #expect(abs(variances[0]) < 0.01 && (1.8...2.2).contains(variances[0] / variances[1]), "\(variances)")
  }

  /// The stationary law of the cells is second order in the spacing.
  @Test func ornsteinUhlenbeckStationaryOrder() throws {
    let errors = try [32, 64, 128].map { cells in
      let walk = try OrnsteinUhlenbeckWalk(
        theta: 2, sigma: 0.3, mean: 0.5, cells: cells, halfWidth: 5.5, moveProbability: 0.5)
      let law = try walk.chain().stationaryLaw()
      #expect(abs(walk.stationaryLaw.reduce(0, +) - 1) < 1e-14)
      return zip(law, walk.stationaryLaw).reduce(0) { max($0, abs($1.0 - $1.1)) } * Double(cells)
    }
    #expect(errors[2] < 0.01, "\(errors)")
    #expect((3...5).contains(errors[0] / errors[1]) && (3...5).contains(errors[1] / errors[2]), "\(errors)")
  }

  private func moments(_ law: [Double], _ chain: MarkovChain) -> (mean: Double, variance: Double) {
    let places = law.indices.map { chain.space.position(of: $0)!.x }
    let mean = zip(law, places).reduce(0) { $0 + $1.0 * $1.1 }
    return (mean, zip(law, places).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) })
  }
}
