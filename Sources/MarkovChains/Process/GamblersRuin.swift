import RealModule

/// The gambler's ruin: a walk on 0 ... goal that goes up with one probability and down with the rest, until an end.
///
/// Source: Feller, An Introduction to Probability Theory and Its Applications, volume 1, XIV.2 and 3. The laws throw `ChainError.badParameter` for a probability outside 0 ... 1, ends
/// included there, a goal below 1 or above the largest mesh, or a start outside 0 ... goal, in that order.
public struct GamblersRuin: Hashable, Sendable {
  /// Probability of a step up, above 0 and below 1.
  public var up: Double
  public var goal: Int

  public init(up: Double, goal: Int) {
    self.up = up
    self.goal = goal
  }

  /// The walk as a chain on 0 ... goal, both ends absorbing.
  public func chain() throws -> MarkovChain {
    try check(0)
    let rows = (0...goal).map { state -> [MarkovChain.Transition] in
      if state == 0 || state == goal { return [.init(target: state, probability: 1)] }
      return [
        .init(target: state - 1, probability: 1 - up), .init(target: state + 1, probability: up),
      ]
    }
    return try MarkovChain(rows: rows, space: .interval(count: goal + 1, origin: 0, spacing: 1))
  }

  /// P(0 is reached before the goal): (r^a - r^N) / (1 - r^N) with r = (1 - up) / up.
  public func ruinProbability(from start: Int) throws -> Double {
    try check(start)
    return ruin(Double(start))
  }

  private func ruin(_ a: Double) -> Double {
    let (n, s) = (Double(goal), Double.log((1 - up) / up))
    if s == 0 { return 1 - a / n }
    if s < 0 { return Double.exp(s * a) * Double.expMinusOne(s * (n - a)) / Double.expMinusOne(s * n) }
    return Double.expMinusOne(-s * (n - a)) / Double.expMinusOne(-s * n)
  }

  /// Mean number of steps until an end is reached: (a - N P(goal)) / (q - p), or a (N - a).
  public func meanDuration(from start: Int) throws -> Double {
    try check(start)
    let (a, n, drift) = (Double(start), Double(goal), 2 * up - 1)
    // Near a fair game the difference cancels; there its series in the drift is good to 1e-11.
    if abs(drift) * n < 1e-5 { return a * (n - a) * (1 + drift * (n - 2 * a) / 3) }
    return (n * (1 - ruin(a)) - a) / drift
  }

  /// The variance of the number of steps; for a fair game a (N - a) (a^2 + (N - a)^2 - 2) / 3.
  ///
  /// With d = p - q, the means of S_T - d T and of (S_T - d T)^2 - (1 - d^2) T at the end T are those at the start. The
  /// mean time of the walks that end at the goal is (N c(N) - a c(a)) / d with c(k) = (1 + r^k) / (1 - r^k) (Stern,
  /// Mathematics Magazine 48, 200, 1975). Near a fair game this cancels, and the chain's equations are solved.
  public func varianceOfDuration(from start: Int) throws -> Double {
    try check(start)
    let (a, n, drift) = (Double(start), Double(goal), 2 * up - 1)
    if drift == 0 { return a * (n - a) * (a * a + (n - a) * (n - a) - 2) / 3 }
    if start == 0 || start == goal { return 0 }
    if abs(drift) * n < 0.1 { return try solvedVariance(start) }
    let (winning, mean) = (1 - ruin(a), try meanDuration(from: start))
    let s = Double.log((1 - up) / up) / 2
    let ratio = { (k: Double) in -1 / Double.tanh(s * k) }
    let winningTime = (n * ratio(n) - a * ratio(a)) / drift
    let square =
      (a * a + (1 - drift * drift) * mean + n * winning * (2 * drift * winningTime - n)) / (drift * drift)
    return max(0, square - mean * mean)
  }

  private func solvedVariance(_ start: Int) throws -> Double {
    guard goal <= 100_000 else {
      throw ChainError.noAnswer("near a fair game the variance is solved for up to 100000 states")
    }
    return try Absorption(chain()).varianceOfSteps()[start]
  }

  private func check(_ start: Int) throws {
    try ChainError.require(up > 0 && up < 1, "up", up, allowed: "above 0 and below 1")
    try ChainError.requireCount("goal", goal)
    try ChainError.require(start >= 0 && start <= goal, "start", start, allowed: "0 to \(goal)")
  }
}
