extension MarkovChain {
  /// One Markov step of the law `law`: writes `law P` into `next`.
  public func advance(_ law: [Double], into next: inout [Double]) {
    for state in next.indices { next[state] = 0 }
    for state in law.indices where law[state] != 0 {
      let weight = law[state]
      for transition in transitions[rowOffsets[state]..<rowOffsets[state + 1]] {
        next[transition.target] += weight * transition.probability
      }
    }
  }

  /// The mean of `values` after a step, from every state: `P values`.
  public func expectation(of values: [Double]) -> [Double] {
    (0..<stateCount).map { state in
      transitions[rowOffsets[state]..<rowOffsets[state + 1]].reduce(0) {
        $0 + $1.probability * values[$1.target]
      }
    }
  }
}

extension WalkProblem {
  /// Walks through the exact mean numbers of walkers per state: calls `visit(step, law)` for step 0, 1, ...,
  /// `steps`, the stages of the kernel schedule in turn. `visit` returns whether to go on. Memory: two
  /// vectors.
  public func forEachStep(
    upTo steps: Int, _ visit: (_ step: Int, _ law: [Double]) throws -> Bool
  ) rethrows {
    var law = start
    var next = law
    guard try visit(0, law), steps > 0 else { return }
    for step in 1...steps {
      stages[(step - 1) % stages.count].advance(law, into: &next)
      swap(&law, &next)
      guard try visit(step, law) else { return }
    }
  }

  /// The exact law after `steps` steps; it sums to the source strength.
  public func distribution(after steps: Int) -> [Double] {
    var result = start
    forEachStep(upTo: steps) { step, law in
      if step == steps { result = law }
      return true
    }
    return result
  }
}
