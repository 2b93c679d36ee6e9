/// Who can reach whom: questions about the graph of a chain.
extension MarkovChain {
  /// States from which no absorbing state can be reached, ascending.
  public var statesNeverAbsorbed: [Int] {
    let reached = states(reaching: absorbingStates)
    return reached.indices.filter { !reached[$0] }
  }

  /// For every state whether a path leads from it to one of `targets`.
  func states(reaching targets: [Int]) -> [Bool] {
    var sources = [[Int32]](repeating: [], count: stateCount)
    for state in 0..<stateCount {
      for transition in self[row: state] { sources[transition.target].append(Int32(state)) }
    }
    var reached = [Bool](repeating: false, count: stateCount)
    for target in targets { reached[target] = true }
    var open = targets
    while let state = open.popLast() {
      for source in sources[state] where !reached[Int(source)] {
        reached[Int(source)] = true
        open.append(Int(source))
      }
    }
    return reached
  }

  /// For every state whether a path leads to it from one of `sources`, which count as reached.
  public func states(reachableFrom sources: [Int]) -> [Bool] {
    var reached = [Bool](repeating: false, count: stateCount)
    for source in sources { reached[source] = true }
    var open = sources
    while let state = open.popLast() {
      for transition in self[row: state] where !reached[transition.target] {
        reached[transition.target] = true
        open.append(transition.target)
      }
    }
    return reached
  }

  /// The states of the only closed class, ascending.
  ///
  /// A state found by always walking on to states that cannot return lies in a closed class; the class is
  /// unique if every state reaches it.
  ///
  /// - Throws: `ChainError.noAnswer` naming a state outside if there are several closed classes.
  func onlyClosedClass() throws -> [Int] {
    var candidate = 0
    var settled = [Bool](repeating: false, count: stateCount)
    while true {
      let forward = states(reachableFrom: [candidate])
      let backward = states(reaching: [candidate])
      // Every candidate is left for good, so each round settles at least one class.
      if let onward = forward.indices.first(where: { forward[$0] && !backward[$0] && !settled[$0] }) {
        for state in backward.indices where backward[state] { settled[state] = true }
        candidate = onward
        continue
      }
      if let outside = backward.firstIndex(of: false) {
        throw ChainError.noAnswer(
          "the chain has no single stationary law: walkers on state \(label(of: outside)) never come to "
            + "state \(label(of: candidate)), and those never leave for it")
      }
      return forward.indices.filter { forward[$0] }
    }
  }
}
