import RealModule

extension MarkovChain {
  /// The chain with walkers killed on their way: in every step a walker on `state` is killed with probability
  /// `probabilities[state]`, else it steps as before.
  ///
  /// The absorbing state `name` takes the killed; it is added at the end unless an absorbing state has the
  /// name already. Entries of absorbing states are ignored.
  ///
  /// - Parameter probabilities: one for every state, 0 ... 1.
  /// - Throws: `ChainError.badParameter` for a wrong count or a value outside 0 ... 1.
  public func killing(probabilities: [Double], name: String = "killed") throws -> MarkovChain {
    try ChainError.require(
      probabilities.count == stateCount, "number of killing probabilities", probabilities.count,
      allowed: "\(stateCount), one for every state")
    let known = absorbingStates.first { names[$0] == name }
    let killed = known ?? stateCount
    var rows = (0..<stateCount).map { Array(self[row: $0]) }
    for state in transientStates {
      let kill = probabilities[state]
      try ChainError.require(
        kill >= 0 && kill <= 1, "killing probability of state \(label(of: state))", kill,
        allowed: "0 to 1")
      for index in rows[state].indices { rows[state][index].probability *= 1 - kill }
      rows[state].append(.init(target: killed, probability: kill))
    }
    if known == nil { rows.append([.init(target: killed, probability: 1)]) }
    return try MarkovChain(
      rows: rows, space: space, names: names.merging([killed: name]) { $1 })
  }

  /// Killing with the same probability per step everywhere.
  public func killing(probability: Double, name: String = "killed") throws -> MarkovChain {
    try killing(
      probabilities: Array(repeating: probability, count: stateCount), name: name)
  }

  /// Killing at a rate per unit time that depends on the state: a step of length `timeStep` kills with
  /// probability `1 - exp(-rate * timeStep)`. First order in the time step where the rate changes along a
  /// step (Feynman-Kac with the potential frozen at the step's start), exact for a constant rate.
  public func killing(
    rates: [Double], timeStep: Double, name: String = "killed"
  ) throws -> MarkovChain {
    try ChainError.requirePositive("timeStep", timeStep)
    for (state, rate) in rates.enumerated() {
      try ChainError.require(
        rate >= 0 && rate.isFinite, "killing rate of state \(state)", rate,
        allowed: "a finite number not below 0")
    }
    return try killing(probabilities: rates.map { -Double.expMinusOne(-$0 * timeStep) }, name: name)
  }
}
