extension MarkovChain {
  /// The chain that stops on `states`: they become absorbing, whatever their rows were.
  ///
  /// With it every question about hitting a set is a question about absorption.
  ///
  /// - Parameter names: new names, by state.
  /// - Throws: `ChainError.badParameter` for a number that is not a state.
  public func absorbing(at states: [Int], names newNames: [Int: String] = [:]) throws -> MarkovChain {
    for state in states + newNames.keys.sorted() {
      try ChainError.require(
        state >= 0 && state < stateCount, "absorbing state", state,
        allowed: "0 to \(stateCount - 1)")
    }
    let stopped = Set(states)
    let rows = (0..<stateCount).map {
      stopped.contains($0) ? [Transition(target: $0, probability: 1)] : Array(self[row: $0])
    }
    return try MarkovChain(rows: rows, space: space, names: names.merging(newNames) { $1 })
  }
}
