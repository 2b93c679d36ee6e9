import RealModule

/// A birth-death process on 0 ... n with any rates: up from state i, down from state i + 1.
public struct BirthDeathRates: Hashable, Sendable {
  /// `up[i]`, the rate from i to i + 1, and `down[i]`, the rate from i + 1 to i, per unit time.
  public var up: [Double]
  public var down: [Double]

  public init(up: [Double], down: [Double]) {
    self.up = up
    self.down = down
  }

  /// The stationary law: pi(i + 1) / pi(i) = up[i] / down[i].
  ///
  /// Products are kept as logarithms, so that long ladders neither overflow nor underflow.
  ///
  /// - Throws: `ChainError.badParameter` for different numbers of rates, none, or one that is not positive.
  public func stationaryLaw() throws -> [Double] {
    try check()
    var logarithms = [0.0]
    for (up, down) in zip(up, down) { logarithms.append(logarithms.last! + Double.log(up / down)) }
    let largest = logarithms.max()!
    let weights = logarithms.map { Double.exp($0 - largest) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// The uniformised chain and its clock: the process after a time t is the chain after a Poisson number of steps of
  /// mean `clock * t`.
  ///
  /// - Throws: `ChainError.badParameter` for different numbers of rates, or one that is negative or not finite, or none
  ///   that is positive.
  public func uniformized() throws -> (chain: MarkovChain, clock: Double) {
    try ChainError.require(
      up.count == down.count && !up.isEmpty, "number of rates", "\(up.count) up, \(down.count) down",
      allowed: "the same number, at least 1")
    for rate in up + down { try ChainError.requireNotNegative("rate", rate) }
    let count = up.count + 1
    let leaving = (0..<count).map { ($0 < up.count ? up[$0] : 0) + ($0 > 0 ? down[$0 - 1] : 0) }
    let clock = leaving.max()!
    try ChainError.requirePositive("largest rate", clock)
    let rows = (0..<count).map { state -> [MarkovChain.Transition] in
      var row: [MarkovChain.Transition] = []
      if state > 0 { row.append(.init(target: state - 1, probability: down[state - 1] / clock)) }
      row.append(.init(target: state, probability: max(0, 1 - leaving[state] / clock)))
      if state < up.count { row.append(.init(target: state + 1, probability: up[state] / clock)) }
      return row
    }
    return (
      try MarkovChain(rows: rows, space: .interval(count: count, origin: 0, spacing: 1)), clock
    )
  }

  private func check() throws {
    try ChainError.require(
      up.count == down.count && !up.isEmpty, "number of rates", "\(up.count) up, \(down.count) down",
      allowed: "the same number, at least 1")
    for rate in up + down { try ChainError.requirePositive("rate", rate) }
  }
}
