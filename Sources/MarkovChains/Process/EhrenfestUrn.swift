import RealModule

/// The urn of Ehrenfest: in every step one of the balls, all equally likely, changes from its urn to the other.
///
/// The discrete counterpart of the Ornstein-Uhlenbeck process: the mean decays by 1 - 2 / balls a step, and the
/// stationary law is binomial. Source: Kac, American Mathematical Monthly 54, 369 (1947). The laws throw
/// `ChainError.badParameter` for fewer than 1 ball, a start outside 0 ... balls, or steps below 0, in that order.
public struct EhrenfestUrn: Hashable, Sendable {
  public var balls: Int

  public init(balls: Int) { self.balls = balls }

  /// The number of balls in the first urn, as a chain.
  public func chain() throws -> MarkovChain {
    try check(0, 0)
    let rows = (0...balls).map { state -> [MarkovChain.Transition] in
      let down = Double(state) / Double(balls)
      return [(state - 1, down), (state + 1, 1 - down)].filter { $0.1 > 0 }
        .map { .init(target: $0.0, probability: $0.1) }
    }
    return try MarkovChain(rows: rows, space: .interval(count: balls + 1, origin: 0, spacing: 1))
  }

  /// Mean number in the first urn.
  public func mean(from start: Int, after steps: Int) throws -> Double {
    try check(start, steps)
    let half = Double(balls) / 2
    return half + (Double(start) - half) * Double.pow(1 - 2 / Double(balls), steps)
  }

  public func variance(from start: Int, after steps: Int) throws -> Double {
    let off = try mean(from: start, after: steps) - Double(balls) / 2
    let first = Double(start) - Double(balls) / 2
    let quarter = Double(balls) / 4
    return max(0, quarter + (first * first - quarter) * Double.pow(1 - 4 / Double(balls), steps) - off * off)
  }

  /// The stationary probability of `count` balls in the first urn: binomial.
  public func stationaryProbability(of count: Int) throws -> Double {
    try check(count, 0)
    return binomialWeight(count, of: balls, 0.5)
  }

  private func check(_ start: Int, _ steps: Int) throws {
    try ChainError.requireCount("balls", balls)
    try ChainError.require(start >= 0 && start <= balls, "number in the urn", start, allowed: "0 to \(balls)")
    try ChainError.require(steps >= 0, "steps", steps, allowed: "0 or more")
  }
}
