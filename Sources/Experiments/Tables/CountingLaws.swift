import MarkovChains

/// Gambler's ruin, birth and death, urns.
enum CountingLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "gambler's ruin", quantities: ruinQuantities),
    LawSystem(name: "linear birth-death process", quantities: birthDeathQuantities),
    LawSystem(name: "immigration-death (M/M/inf) from 0", quantities: [arrivals]),
    LawSystem(name: "Ehrenfest urn (steps)", quantities: [urnMean, urnVariance]),
  ]

  private static let ruinQuantities: [LawSystem.Quantity] = [
    .init("P(ruin at 0 before N)") { row in
      let (game, start) = try game(row)
      return LawResult(try game.ruinProbability(from: start)) {
        try exact(game) { try $0.probability(ofEndingIn: 0)[start] }
      }
    },
    .init("mean duration (steps)") { row in
      let (game, start) = try game(row)
      return LawResult(try game.meanDuration(from: start)) {
        try exact(game) { try $0.meanSteps()[start] }
      }
    },
    .init("variance of duration") { row in
      let (game, start) = try game(row)
      return LawResult(try game.varianceOfDuration(from: start)) {
        try exact(game) { try $0.varianceOfSteps()[start] }
      }
    },
  ]

  private static func game(_ row: LawArguments) throws -> (GamblersRuin, start: Int) {
    let game = GamblersRuin(up: try row.number("p"), goal: try row.count("N"))
    let start = try row.count("start")
    try row.placeRepeats(Double(start), "start")
    return (game, start)
  }

  /// The game is a chain: what is left is the rounding of a solve whose condition grows with the square of the states.
  private static func exact(
    _ game: GamblersRuin, _ answer: (Absorption) throws -> Double
  ) throws -> ChainValue {
    guard game.goal <= 20_000 else {
      throw LawRowError("the chain of \(game.goal) states is solved up to 20000 states")
    }
    let value = try answer(Absorption(game.chain()))
    let size = Double(game.goal + 1)
    return ChainValue(value: value, budget: size * size * 0x1p-48 * abs(value) + 0x1p-60)
  }

  private static let birthDeathQuantities: [LawSystem.Quantity] = [
    .init("mean") { row in
      let (process, start, t) = try population(row)
      return LawResult(try process.mean(from: start, after: t)) {
        try PopulationWalk(process, start: start, time: t).mean()
      }
    },
    .init("variance") { row in
      let (process, start, t) = try population(row)
      return LawResult(try process.variance(from: start, after: t)) {
        try PopulationWalk(process, start: start, time: t).variance()
      }
    },
    .init("P(extinct by t)") { row in
      let (process, start, t) = try population(row)
      return LawResult(try process.extinctionProbability(from: start, by: t)) {
        try PopulationWalk(process, start: start, time: t).probability(of: 0)
      }
    },
    .init("P(N=n)") { row in
      let (process, start, t) = try population(row)
      let n = try LawArguments.count(try row.place("n"), "x")
      return LawResult(try process.probability(of: n, from: start, after: t)) {
        try PopulationWalk(process, start: start, time: t).probability(of: n)
      }
    },
  ]

  private static func population(
    _ row: LawArguments
  ) throws -> (LinearBirthDeath, start: Int, time: Double) {
    (
      LinearBirthDeath(birthRate: try row.number("lambda"), deathRate: try row.number("mu")),
      try row.count("n0"), try row.time()
    )
  }

  private static let arrivals = LawSystem.Quantity("P(N=n)") { row in
    let process = ImmigrationDeath(
      immigrationRate: try row.number("alpha"), deathRate: try row.number("mu"))
    let (n, t) = (try LawArguments.count(try row.place("n"), "x"), try row.time())
    return LawResult(try process.probability(of: n, after: t)) {
      try PopulationWalk(process, time: t).probability(of: n)
    }
  }

  private static let urnMean = LawSystem.Quantity("mean number in urn 1") { row in
    let (urn, start, steps) = try urn(row)
    return LawResult(try urn.mean(from: start, after: steps)) {
      let law = try law(of: urn, start, steps)
      return law.exactly(law.mean, steps: steps)
    }
  }

  private static let urnVariance = LawSystem.Quantity("variance of number in urn 1") { row in
    let (urn, start, steps) = try urn(row)
    return LawResult(try urn.variance(from: start, after: steps)) {
      let law = try law(of: urn, start, steps)
      return law.exactly(law.variance, steps: steps)
    }
  }

  private static func urn(_ row: LawArguments) throws -> (EhrenfestUrn, start: Int, steps: Int) {
    (EhrenfestUrn(balls: try row.count("balls")), try row.count("start"), try row.steps())
  }

  private static func law(of urn: EhrenfestUrn, _ start: Int, _ steps: Int) throws -> MeshLaw {
    try MeshWork.check(states: urn.balls + 1, steps: steps)
    let chain = try urn.chain()
    let problem = WalkProblem(
      stages: [chain], start: try StartWeights.point(start, of: chain), horizon: .steps(steps))
    return MeshLaw(places: (0...urn.balls).map { Double($0) }, weights: problem.distribution(after: steps))
  }
}
