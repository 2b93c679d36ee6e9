/// Exact answers about walkers that walk until they are absorbed.
///
/// With Q the transient part of the chain, everything is a solve with `I - Q` (Kemeny and Snell 1960, chapter
/// 3): visits `v (I - Q) = start`, mean steps `(I - Q) t = 1`, absorption `(I - Q) a = R`. The matrix is
/// factored once. Its diagonal is formed as the sum of the leaving probabilities, not as 1 - stay, which
/// keeps relative precision where walkers hardly move. Vectors have one entry per state of the chain, zero
/// where a state has no answer.
public struct Absorption: Sendable {
  public let chain: MarkovChain
  private let factorization: SparseFactorization?
  private let transient: [Int]

  /// Factors the chain's system.
  ///
  /// - Throws: `ChainError.noAnswer` if no state absorbs, or naming a state from which walkers are never
  ///   absorbed, or if the system is singular to working precision.
  public init(_ chain: MarkovChain) throws {
    self.chain = chain
    guard !chain.absorbingStates.isEmpty else {
      throw ChainError.noAnswer("the chain has no absorbing state, so walkers walk forever")
    }
    if let trapped = chain.statesNeverAbsorbed.first {
      throw ChainError.noAnswer(
        "walkers on state \(chain.label(of: trapped)) are never absorbed: "
          + "no path leads from it to an absorbing state")
    }
    transient = chain.transientStates
    factorization = transient.isEmpty ? nil : try SparseFactorization(rows: Self.system(chain, transient))
  }

  /// Mean visits to every transient state by walkers started with the weights `start`, the start itself
  /// included; zero on absorbing states.
  public func expectedVisits(from start: [Double]) throws -> [Double] {
    precondition(start.count == chain.stateCount)
    return spread(try solve(transient.map { start[$0] }, transposed: true))
  }

  /// Mean steps until absorption from every state.
  public func meanSteps() throws -> [Double] {
    spread(try solve(Array(repeating: 1, count: transient.count)))
  }

  /// Variance of the steps until absorption from every state.
  public func varianceOfSteps() throws -> [Double] {
    let mean = try solve(Array(repeating: 1, count: transient.count))
    // E N^2 = 1 + 2 Q E N + Q E N^2, and Q E N = E N - 1.
    let second = try solve(mean.map { 2 * $0 - 1 })
    return spread(zip(second, mean).map { max(0, $0 - $1 * $1) })
  }

  /// Mean of the sum of `reward[state]` over all visits until absorption, from every start state (a
  /// Feynman-Kac functional); rewards of absorbing states do not count.
  public func expectedReward(_ reward: [Double]) throws -> [Double] {
    precondition(reward.count == chain.stateCount)
    return spread(try solve(transient.map { reward[$0] }))
  }

  /// The probability of ending in the absorbing state `target`, from every state (one on `target` itself).
  public func probability(ofEndingIn target: Int) throws -> [Double] {
    try ChainError.require(
      target >= 0 && target < chain.stateCount && chain.isAbsorbing(target), "target state", target,
      allowed: "an absorbing state of the chain")
    let entering = transient.map { state in
      chain[row: state].first { $0.target == target }?.probability ?? 0
    }
    var answer = spread(try solve(entering))
    answer[target] = 1
    return answer
  }

  /// Walkers that end in every absorbing state when started with the weights `start`; zero on transient
  /// states.
  public func arrivals(from start: [Double]) throws -> [Double] {
    let visits = try expectedVisits(from: start)
    var arrivals = start
    for state in transient { arrivals[state] = 0 }
    for state in transient {
      for transition in chain[row: state] where chain.isAbsorbing(transition.target) {
        arrivals[transition.target] += visits[state] * transition.probability
      }
    }
    return arrivals
  }

  private func solve(_ right: [Double], transposed: Bool = false) throws -> [Double] {
    try factorization?.solve(right, transposed: transposed) ?? []
  }

  private func spread(_ values: [Double]) -> [Double] {
    var all = [Double](repeating: 0, count: chain.stateCount)
    for (state, value) in zip(transient, values) { all[state] = value }
    return all
  }

  private static func system(
    _ chain: MarkovChain, _ transient: [Int]
  ) -> [[(column: Int, value: Double)]] {
    var number = [Int](repeating: -1, count: chain.stateCount)
    for (index, state) in transient.enumerated() { number[state] = index }
    return transient.enumerated().map { index, state in
      var leaving = 0.0
      var row: [(column: Int, value: Double)] = [(index, 0)]
      for transition in chain[row: state] where transition.target != state {
        leaving += transition.probability
        if number[transition.target] >= 0 {
          row.append((number[transition.target], -transition.probability))
        }
      }
      row[0].value = leaving
      return row.sorted { $0.column < $1.column }
    }
  }
}
