import MarkovChains

/// Compound Poisson processes and Merton's jump-diffusion.
enum JumpLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "compound Poisson", quantities: compoundQuantities),
    LawSystem(name: "Merton jump-diffusion X=mu t+sigma W+jumps", quantities: mertonQuantities),
  ]

  private static let noJumpMesh = "meshes for jumps answer option tables, not this one"

  private static func moment(
    _ name: String, _ answer: @escaping @Sendable (CompoundPoisson, Double) throws -> Double
  ) -> LawSystem.Quantity {
    .init(name) { row in
      let process = try compound(row)
      return LawResult(try answer(process, try row.time()), noChain: noJumpMesh)
    }
  }

  private static let compoundQuantities: [LawSystem.Quantity] = [
    moment("mean") { try $0.mean(after: $1) },
    moment("variance") { try $0.variance(after: $1) },
    moment("skewness") { try $0.skewness(after: $1) },
    moment("excess kurtosis") { try $0.excessKurtosis(after: $1) },
    moment("P(no jump)") { try $0.probabilityOfNoJump(after: $1) },
    .init("P(sum <= x)") { row in
      let (process, x) = (try compound(row), try row.place())
      return LawResult(try process.cumulative(x, after: try row.time()), noChain: noJumpMesh)
    },
    .init("P(sum <= #)") { row in
      let (process, x) = (try compound(row), try LawArguments.number(row.captured[0], "the bound of the sum"))
      try row.placeRepeats(x, "bound of the sum")
      return LawResult(try process.cumulative(x, after: try row.time()), noChain: noJumpMesh)
    },
  ]

  private static func compound(_ row: LawArguments) throws -> CompoundPoisson {
    let intensity = try row.number("lambda")
    let example = "jumps Normal(mean;deviation^2) or jumps Exp(rate r)"
    let text = try row.phrase(before: "jumps ", after: ")", example: example)
    return CompoundPoisson(intensity: intensity, jumps: try jumps(text, example))
  }

  /// "Normal(a;b^2" or "Exp(rate r", whose last parenthesis is gone.
  private static func jumps(_ text: String, _ example: String) throws -> JumpLaw {
    if let rate = LawRegistry.match("Exp(rate *", text)?.first {
      return .doubleExponential(up: 1, rateUp: try LawArguments.number(rate, "jump rate"), rateDown: 1)
    }
    let parts = LawRegistry.match("Normal(*", text)?.first?.split(separator: ";").map { String($0) }
    guard let parts, parts.count == 2 else {
      throw LawRowError("jumps \(text)) is not known; known: \(example)")
    }
    let mean = try LawArguments.number(parts[0], "jump mean")
    if parts[1].hasSuffix("^2") {
      let deviation = try LawArguments.number(String(parts[1].dropLast(2)), "jump deviation")
      return .normal(mean: mean, deviation: deviation)
    }
    let variance = try LawArguments.number(parts[1], "jump variance")
    return .normal(mean: mean, deviation: variance < 0 ? variance : variance.squareRoot())
  }

  private static let mertonQuantities: [LawSystem.Quantity] = [
    .init("density") { row in
      let process = try merton(row)
      let x = try row.place()
      return LawResult(try process.density(x, after: try row.time()), noChain: noJumpMesh)
    },
    .init("cdf") { row in
      let process = try merton(row)
      let x = try row.place()
      return LawResult(try process.cumulative(x, after: try row.time()), noChain: noJumpMesh)
    },
    .init("mean") { row in
      let process = try merton(row)
      try process.check()
      return LawResult(process.cumulant(1) * (try row.time()), noChain: noJumpMesh)
    },
    .init("variance") { row in
      let process = try merton(row)
      try process.check()
      return LawResult(process.cumulant(2) * (try row.time()), noChain: noJumpMesh)
    },
  ]

  private static func merton(_ row: LawArguments) throws -> LevyProcess {
    let (drift, volatility) = (try row.number("mu"), try row.number("sigma"))
    guard volatility > 0 else { throw LawRowError("sigma is \(volatility); it must be above 0") }
    return LevyProcess(
      drift: drift, variance: volatility * volatility, intensity: try row.number("lambda"),
      jumps: .normal(mean: try row.number("jump mean"), deviation: try row.number("jump sd")))
  }
}
