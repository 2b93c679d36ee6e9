extension MarkovChain {
  /// The stationary law: the fraction of time a walker spends on every state in the long run. Sums to one.
  ///
  /// Found as the mean visits to every state between two returns to one recurrent state, a solve with the
  /// M-matrix of the chain stopped there; periodic chains and chains with transient states are welcome. The
  /// solve is repeated from the likeliest state if the first choice was an unlikely one.
  ///
  /// - Throws: `ChainError.noAnswer` if the chain has several closed classes, naming a state.
  public func stationaryLaw() throws -> [Double] {
    let closed = try onlyClosedClass()
    var root = likelyState(of: closed)
    var law = try lawByReturns(to: root)
    let best = law.indices.max { law[$0] < law[$1] }!
    if law[best] > 10 * law[root] {
      root = best
      law = try lawByReturns(to: root)
    }
    return law
  }

  private func lawByReturns(to root: Int) throws -> [Double] {
    if isAbsorbing(root) {
      var law = [Double](repeating: 0, count: stateCount)
      law[root] = 1
      return law
    }
    var start = [Double](repeating: 0, count: stateCount)
    for transition in self[row: root] where transition.target != root {
      start[transition.target] += transition.probability
    }
    var law = try Absorption(absorbing(at: [root])).expectedVisits(from: start)
    law[root] = 1
    let sum = law.reduce(0, +)
    return law.map { max(0, $0 / sum) }
  }

  /// The likeliest of `states` after some steps of the half-lazy chain from a uniform start: a hint only.
  private func likelyState(of states: [Int]) -> Int {
    var law = [Double](repeating: 0, count: stateCount)
    for state in states { law[state] = 1 / Double(states.count) }
    var next = law
    for _ in 0..<64 {
      advance(law, into: &next)
      for state in states { law[state] = (law[state] + next[state]) / 2 }
    }
    return states.max { law[$0] < law[$1] }!
  }
}
