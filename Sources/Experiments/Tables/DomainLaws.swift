import MarkovChains

/// Diffusion in a square, a disc and a ball with absorbing boundaries.
enum DomainLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "heat unit square Dirichlet", quantities: [squareGreen, squareSurvival]),
    LawSystem(name: "unit square", quantities: [squareExitTime, squareExit]),
    LawSystem(name: "interval (-1;1)", quantities: [intervalExitTime]),
    LawSystem(name: "unit disc", quantities: [meanExitTime(dimension: 2)]),
    LawSystem(name: "unit ball", quantities: [meanExitTime(dimension: 3)]),
    LawSystem(name: "unit disc Dirichlet", quantities: [centreSurvival(dimension: 2)]),
    LawSystem(name: "unit ball Dirichlet", quantities: [centreSurvival(dimension: 3)]),
  ]

  private static let squareGreen = LawSystem.Quantity("Green function") { row in
    let square = DiffusionOnSquare(diffusivity: try row.number("D"))
    let start = SIMD2(try row.number("x0"), try row.number("y0"))
    let (place, t) = (try row.pair(), try row.time())
    return LawResult(try square.density(place, from: start, after: t)) {
      try side(square, t).density(at: place.x, from: start.x)
        .product(try side(square, t).density(at: place.y, from: start.y))
    }
  }

  private static let squareSurvival = LawSystem.Quantity("survival probability") { row in
    let square = DiffusionOnSquare(diffusivity: try row.number("D"))
    let start = SIMD2(try row.number("x0"), try row.number("y0"))
    let t = try row.time()
    return LawResult(try square.survival(from: start, after: t)) {
      try side(square, t).mean(from: start.x, order: 4) { _, _ in 1 }
        .product(try side(square, t).mean(from: start.y, order: 4) { _, _ in 1 })
    }
  }

  /// The coordinates walk apart.
  private static func side(_ square: DiffusionOnSquare, _ time: Double) -> HeatWalk {
    HeatWalk(
      heat: HeatOnInterval(
        diffusivity: square.diffusivity, boundary: .ends(lower: .absorbing, upper: .absorbing)),
      time: time)
  }

  private static let squareExitTime = LawSystem.Quantity("mean exit time") { row in
    let square = DiffusionOnSquare(diffusivity: try row.number("D"))
    let start = try row.pair()
    return LawResult(try square.meanExitTime(from: start)) {
      try SquareWalk(start: start).meanExitTime(diffusivity: square.diffusivity)
    }
  }

  private static let squareExit = LawSystem.Quantity("probability to exit through the right x=1") { row in
    let start = try row.pair()
    return LawResult(try DiffusionOnSquare().probabilityOfRightExit(from: start)) {
      try SquareWalk(start: start).rightExit()
    }
  }

  private static let intervalExitTime = LawSystem.Quantity("mean exit time") { row in
    let diffusivity = try row.number("D")
    let x = try row.place()
    let domain = DiffusionInBall(dimension: 1, diffusivity: diffusivity)
    return LawResult(try domain.meanExitTime(fromDistance: abs(x))) {
      let motion = ArithmeticBrownianMotion(volatility: (2 * diffusivity).squareRoot())
      return try ExitWalk(BrownianExit(motion, lower: -1, upper: 1), start: x).meanExitTime()
    }
  }

  private static func meanExitTime(dimension: Int) -> LawSystem.Quantity {
    .init("mean exit time") { row in
      let domain = DiffusionInBall(dimension: dimension, diffusivity: try row.number("D"))
      let x = try row.place()
      return LawResult(try domain.meanExitTime(fromDistance: x), noChain: Self.noRoundMesh)
    }
  }

  private static func centreSurvival(dimension: Int) -> LawSystem.Quantity {
    .init("survival probability from centre") { row in
      let domain = DiffusionInBall(dimension: dimension, diffusivity: try row.number("D"))
      let (distance, t) = (try row.place(), try row.time())
      guard distance == 0 else { throw LawRowError("x is \(distance); from the centre it must be 0") }
      return LawResult(try domain.survival(fromDistance: 0, after: t), noChain: Self.noRoundMesh)
    }
  }

  private static let noRoundMesh = "no mesh is built for round domains"
}
