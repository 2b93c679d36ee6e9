import MarkovChains

/// The processes of Ornstein and Uhlenbeck and of Cox, Ingersoll and Ross.
enum MeanReversionLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "OU dX=theta(mu-X)dt+sigma dW", quantities: ornsteinUhlenbeckQuantities),
    LawSystem(name: "OU dX=-theta X dt+sigma dW", quantities: [firstHit]),
    LawSystem(name: "CIR dX=kappa(theta-X)dt+xi sqrt(X) dW", quantities: squareRootQuantities),
    LawSystem(name: "Vasicek/OU potential x", quantities: [bond]),
  ]

  private static let ornsteinUhlenbeckQuantities: [LawSystem.Quantity] = [
    .init("mean") { row in
      let (process, start, t) = (try ornsteinUhlenbeck(row), try row.number("x0"), try row.time())
      return LawResult(try process.mean(from: start, after: t)) {
        try OrnsteinUhlenbeckMesh(process, start: start, time: t).mean()
      }
    },
    .init("variance") { row in
      let (process, start, t) = (try ornsteinUhlenbeck(row), try row.number("x0"), try row.time())
      return LawResult(try process.variance(after: t)) {
        try OrnsteinUhlenbeckMesh(process, start: start, time: t).variance()
      }
    },
    .init("density") { row in
      let (process, start, t) = (try ornsteinUhlenbeck(row), try row.number("x0"), try row.time())
      let x = try row.place()
      return LawResult(try process.density(x, from: start, after: t)) {
        try OrnsteinUhlenbeckMesh(process, start: start, time: t).density(at: x)
      }
    },
    .init("cdf") { row in
      let (process, start, t) = (try ornsteinUhlenbeck(row), try row.number("x0"), try row.time())
      return LawResult(
        try process.cumulative(try row.place(), from: start, after: t),
        noChain: "distribution functions are not read from the mesh; densities are")
    },
    .init("stationary variance") { row in
      let (process, start) = (try ornsteinUhlenbeck(row), row.has("x0") ? try row.number("x0") : 0)
      try row.endlessTime()
      return LawResult(try process.stationaryVariance()) {
        // After thirty relaxation times the start is forgotten to 1e-13.
        try OrnsteinUhlenbeckMesh(process, start: start, time: 30 / process.rate).variance()
      }
    },
  ]

  private static func ornsteinUhlenbeck(_ row: LawArguments) throws -> OrnsteinUhlenbeck {
    OrnsteinUhlenbeck(
      rate: try row.number("theta"), level: try row.number("mu"), volatility: try row.number("sigma"))
  }

  private static let firstHit = LawSystem.Quantity("P(first hit of 0 > t)") { row in
    let process = OrnsteinUhlenbeck(
      rate: try row.number("theta"), level: 0, volatility: try row.number("sigma"))
    let (start, t) = (try row.number("x0"), try row.time())
    return LawResult(try process.survivalAboveLevel(from: start, after: t)) {
      try OrnsteinUhlenbeckMesh(process, start: start, time: t).survival()
    }
  }

  private static let bond = LawSystem.Quantity("E exp(-int X)") { row in
    let (process, start, t) = (try ornsteinUhlenbeck(row), try row.number("x0"), try row.time())
    return LawResult(
      try process.bond(from: start, over: t), noChain: "a potential that takes both signs kills nobody")
  }

  private static let squareRootQuantities: [LawSystem.Quantity] = [
    .init("mean") { row in
      let (process, start, t) = (try squareRoot(row), try row.number("x0"), try row.time())
      return LawResult(try process.mean(from: start, after: t)) {
        try SquareRootMesh(process, start: start, time: t).mean()
      }
    },
    .init("variance") { row in
      let (process, start, t) = (try squareRoot(row), try row.number("x0"), try row.time())
      return LawResult(try process.variance(from: start, after: t)) {
        try SquareRootMesh(process, start: start, time: t).variance()
      }
    },
    .init("density") { row in
      let (process, start, t) = (try squareRoot(row), try row.number("x0"), try row.time())
      let x = try row.place()
      return LawResult(try process.density(x, from: start, after: t)) {
        try SquareRootMesh(process, start: start, time: t).density(at: x)
      }
    },
    .init("E exp(-int X)") { row in
      let (process, start, t) = (try squareRoot(row), try row.number("x0"), try row.time())
      return LawResult(
        try process.bond(from: start, over: t), noChain: "the integral is not read from the mesh")
    },
  ]

  private static func squareRoot(_ row: LawArguments) throws -> CoxIngersollRoss {
    CoxIngersollRoss(
      rate: try row.number("kappa"), level: try row.number("theta"), volatility: try row.number("xi"))
  }
}
