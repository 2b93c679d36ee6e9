import MarkovChains

/// Brownian motion with drift: first passage, exit from an interval, bridge; geometric Brownian motion.
enum BrownianLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "Brownian motion with drift", quantities: passageQuantities),
    LawSystem(name: "Brownian motion two-sided exit", quantities: exitQuantities),
    LawSystem(name: "killed Brownian motion on (0;1) absorbing ends", quantities: killedQuantities),
    LawSystem(name: "Brownian bridge", quantities: [bridge]),
    LawSystem(name: "GBM dS=mu S dt+sigma S dW", quantities: priceQuantities),
  ]

  private static func motion(_ row: LawArguments) throws -> ArithmeticBrownianMotion {
    ArithmeticBrownianMotion(drift: try row.number("mu"), volatility: try row.number("sigma"))
  }

  private static let passageQuantities: [LawSystem.Quantity] = [
    .init("P(first passage to b <= t)") { row in
      let (b, motion, t) = (try row.number("b"), try motion(row), try row.time())
      return LawResult(try motion.firstPassageProbability(distance: b, by: t)) {
        try PassageWalk(motion, distance: b, time: t).probability()
      }
    },
    .init("first-passage density") { row in
      let (b, motion, t) = (try row.number("b"), try motion(row), try row.time())
      return LawResult(try motion.firstPassageDensity(distance: b, at: t)) {
        try PassageWalk(motion, distance: b, time: t).density()
      }
    },
    .init("P(ever hit b)") { row in
      let (b, motion) = (try row.number("b"), try motion(row))
      return LawResult(try motion.probabilityOfEverReaching(distance: b), noChain: noFarEnd)
    },
    passageMean("mean first-passage time"), passageMean("mean of first-passage time"),
    .init("variance of first-passage time") { row in
      let (b, motion) = (try row.number("b"), try motion(row))
      return LawResult(try motion.varianceOfFirstPassageTime(distance: b), noChain: noFarEnd)
    },
    .init("E exp(-k T_b)") { row in
      let (b, motion, k) = (try row.number("b"), try motion(row), try row.number("k"))
      return LawResult(try motion.firstPassageTransform(rate: k, distance: b), noChain: noFarEnd)
    },
  ]

  private static func passageMean(_ name: String) -> LawSystem.Quantity {
    .init(name) { row in
      let (b, motion) = (try row.number("b"), try motion(row))
      return LawResult(try motion.meanFirstPassageTime(distance: b), noChain: noFarEnd)
    }
  }

  private static let noFarEnd = "a mesh needs a far end, which an unlimited time lets walkers reach"

  private static func exit(_ row: LawArguments) throws -> BrownianExit {
    let text = try row.phrase(before: "interval (", after: ")", example: "interval (0;1)")
    let range = try HeatLaws.range(text, "interval")
    return BrownianExit(try motion(row), lower: range.lowerBound, upper: range.upperBound)
  }

  private static let exitQuantities: [LawSystem.Quantity] = [
    .init("P(exit at 1 before 0)") { row in try upperExit(row) },
    .init("P(exit at # before #)") { row in try upperExit(row) },
    .init("mean exit time") { row in
      let (exit, start) = (try exit(row), try row.number("x0"))
      return LawResult(try exit.meanExitTime(from: start)) {
        try ExitWalk(exit, start: start).meanExitTime()
      }
    },
    .init("survival probability") { row in
      let (exit, start, t) = (try exit(row), try row.number("x0"), try row.time())
      return LawResult(try exit.survival(from: start, after: t)) {
        try ExitWalk(exit, start: start).survival(after: t)
      }
    },
  ]

  private static func upperExit(_ row: LawArguments) throws -> LawResult {
    let (exit, start) = (try exit(row), try row.number("x0"))
    guard exit.lower == 0, exit.upper == 1 else {
      throw LawRowError(
        "the quantity names the ends 0 and 1, but the interval is (\(exit.lower);\(exit.upper))")
    }
    return LawResult(try exit.probabilityOfUpperExit(from: start)) {
      try ExitWalk(exit, start: start).upperExit()
    }
  }

  private static let killedQuantities: [LawSystem.Quantity] = [
    .init("E exp(-k tau) (prob. to reach an end before killing at rate k)") { row in
      let (exit, start, k) = try killed(row)
      return LawResult(try exit.transform(rate: k, from: start)) {
        try ExitWalk(exit, start: start).transform(rate: k, ends: ["lower", "upper"])
      }
    },
    .init("E exp(-k tau; exit at 1)") { row in
      let (exit, start, k) = try killed(row)
      return LawResult(try exit.transformByEnd(rate: k, from: start).upper) {
        try ExitWalk(exit, start: start).transform(rate: k, ends: ["upper"])
      }
    },
    .init("E exp(-k tau; exit at 0)") { row in
      let (exit, start, k) = try killed(row)
      return LawResult(try exit.transformByEnd(rate: k, from: start).lower) {
        try ExitWalk(exit, start: start).transform(rate: k, ends: ["lower"])
      }
    },
  ]

  private static func killed(_ row: LawArguments) throws -> (BrownianExit, start: Double, rate: Double) {
    let (k, volatility, start) = (try row.number("k"), try row.number("sigma"), try row.number("x0"))
    let drift = row.has("mu") ? try row.number("mu") : 0
    return (BrownianExit(ArithmeticBrownianMotion(drift: drift, volatility: volatility)), start, k)
  }

  private static let bridge = LawSystem.Quantity("P(max >= b)") { row in
    let (x, y, b) = (try row.number("x"), try row.number("y"), try row.number("b"))
    let motion = ArithmeticBrownianMotion(volatility: try row.number("sigma"))
    return LawResult(
      try motion.bridgeMaximumProbability(level: b, from: x, to: y, over: try row.time()),
      noChain: "a walk that is tied down at its end is not a chain of one kernel")
  }

  private static let priceQuantities: [LawSystem.Quantity] = [
    .init("mean") { row in
      let (price, start) = try price(row)
      return LawResult(try price.mean(from: start, after: try row.time()), noChain: noPriceMesh)
    },
    .init("variance") { row in
      let (price, start) = try price(row)
      return LawResult(try price.variance(from: start, after: try row.time()), noChain: noPriceMesh)
    },
    .init("density") { row in
      let (price, start) = try price(row)
      return LawResult(
        try price.density(try row.place(), from: start, after: try row.time()), noChain: noPriceMesh)
    },
    .init("cdf") { row in
      let (price, start) = try price(row)
      return LawResult(
        try price.cumulative(try row.place(), from: start, after: try row.time()), noChain: noPriceMesh)
    },
  ]

  private static func price(_ row: LawArguments) throws -> (GeometricBrownianMotion, start: Double) {
    (
      GeometricBrownianMotion(growth: try row.number("mu"), volatility: try row.number("sigma")),
      try row.number("S0")
    )
  }

  private static let noPriceMesh = "meshes for prices answer option tables, not this one"
}
