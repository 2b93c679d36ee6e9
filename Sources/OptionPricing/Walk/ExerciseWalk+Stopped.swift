import MarkovChains

extension ExerciseWalk {
  /// The same price by walkers that are stopped where dynamic programming says to exercise: a lower bound for any rule,
  /// and for this one the value itself.
  ///
  /// A schedule of one stage a step, since the region changes with the step: who comes into it goes to the state
  /// "exercised" of that node. The score reads from counts of two steps in turn how many came there in between.
  func stopped(_ values: Values, chain: MarkovChain) throws -> (
    problem: WalkProblem, entry: LinearEstimate.Entry
  ) {
    let (count, nodes) = (lattice.steps, chain.stateCount)
    let start = lattice.startState
    let startsExercised = values.premiums[0][start] > 0
    let stages = try (1...count).map { step in
      try stage(chain, exercised: step < count ? values.premiums[step].map { $0 > 0 } : [])
    }
    var terms = LinearEstimate.Term.terms(of: values.terminal, record: count)
    for node in 0..<nodes {
      for step in 0...count {
        let now = step < count && values.premiums[step][node] > 0 ? values.exercised[step][node] : 0
        let next =
          step + 1 < count && values.premiums[step + 1][node] > 0 ? values.exercised[step + 1][node] : 0
        // Those who came at a later step are in the later counts as well: each count is worth what it adds.
        let worth = now - next
        if worth != 0 {
          terms.append(.init(.density(record: step, state: nodes + node), coefficient: worth))
        }
      }
    }
    let problem = WalkProblem(
      stages: stages,
      start: try StartWeights.point(startsExercised ? nodes + start : start, of: stages[0]),
      horizon: .steps(count))
    return (problem, LinearEstimate.Entry(label: "\(contract.label), stopped", terms: terms))
  }

  private func stage(_ chain: MarkovChain, exercised: [Bool]) throws -> MarkovChain {
    let nodes = chain.stateCount
    let walking = (0..<nodes).map { node in
      chain[row: node].map { step in
        let stops = !exercised.isEmpty && exercised[step.target]
        return MarkovChain.Transition(
          target: stops ? nodes + step.target : step.target, probability: step.probability,
          displacement: step.displacement)
      }
    }
    let stopped = (0..<nodes).map { [MarkovChain.Transition(target: nodes + $0, probability: 1)] }
    return try MarkovChain(rows: walking + stopped, space: chain.space)
  }
}
