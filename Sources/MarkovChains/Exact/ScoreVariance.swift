extension LinearEstimate {
  /// The variance of what one walker adds to an entry, exactly: from it follows how many walkers a tolerance needs.
  ///
  /// Moments of the score to come are carried backwards, step by step: with c what a state is worth at a step and Y what
  /// the walker gains after it, E (c + Y)^2 = c^2 + 2 c E Y + E Y^2. Where starts are dealt out in fixed shares the
  /// spread between them does not count, and this is an upper bound.
  ///
  /// Cost: one sparse matrix-vector product for each moment and step.
  ///
  /// - Returns: nil for walks until absorption, whose length is not fixed, and for path scores.
  public func varianceOfOneWalker(
    entry: Int, of problem: WalkProblem, recordedSteps: [Int]
  ) -> Double? {
    guard case .steps(let steps) = problem.horizon, !entries[entry].hasPathScores else { return nil }
    let gains = StepGains(entries[entry], of: problem, recordedSteps: recordedSteps)
    var (first, second) = (gains.onStates(at: steps, isLast: true), [Double]())
    second = first.map { $0 * $0 }
    for step in (0..<steps).reversed() {
      let chain = problem.stages[step % problem.stages.count]
      let worth = gains.onStates(at: step, isLast: false)
      let arrivals = gains.onArrival(at: step + 1)
      var (means, squares) = (worth, worth)
      for state in worth.indices {
        let (y, y2) = chain.gain(
          from: state, first, second, arrivals: gains.isTransient[state] ? arrivals : [:])
        means[state] = worth[state] + y
        squares[state] = worth[state] * (worth[state] + 2 * y) + y2
      }
      (first, second) = (means, squares)
    }
    let strength = problem.sourceStrength
    func mean(_ values: [Double]) -> Double {
      zip(problem.start, values).reduce(0) { $0 + $1.0 * $1.1 } / strength
    }
    let average = mean(first)
    return max(0, mean(second) - average * average)
  }
}

extension MarkovChain {
  /// Mean and mean square of what a walker on `state` gains by its next step and after it.
  fileprivate func gain(
    from state: Int, _ first: [Double], _ second: [Double], arrivals: [Int: Double]
  ) -> (mean: Double, square: Double) {
    self[row: state].reduce((0, 0)) { sum, step in
      let arrival = arrivals[step.target] ?? 0
      let (mean, square) = (first[step.target], second[step.target])
      return (
        sum.0 + step.probability * (arrival + mean),
        sum.1 + step.probability * (arrival * (arrival + 2 * mean) + square)
      )
    }
  }
}

/// What an entry counts, by the step at which it is counted.
private struct StepGains {
  private var recorded: [Int: [Double]] = [:]
  private var visits: [Double]
  private var arrivals: [Int: Double] = [:]
  private var arrivalSteps: [Int: Double] = [:]
  let isTransient: [Bool]

  init(_ entry: LinearEstimate.Entry, of problem: WalkProblem, recordedSteps: [Int]) {
    let zeros = [Double](repeating: 0, count: problem.stateCount)
    visits = zeros
    var transient = zeros.map { _ in false }
    for state in problem.transientStates { transient[state] = true }
    isTransient = transient
    for term in entry.terms {
      switch term.quantity {
      case .density(let record, let state):
        recorded[recordedSteps[record], default: zeros][state] += term.coefficient
      case .visits(let state): if transient[state] { visits[state] += term.coefficient }
      case .arrivals(let state): arrivals[state, default: 0] += term.coefficient
      case .arrivalSteps(let state): arrivalSteps[state, default: 0] += term.coefficient
      case .score: preconditionFailure("path scores are no gains of steps")
      }
    }
  }

  func onStates(at step: Int, isLast: Bool) -> [Double] {
    guard let density = recorded[step] else { return isLast ? visits.map { _ in 0 } : visits }
    return isLast ? density : zip(density, visits).map(+)
  }

  func onArrival(at step: Int) -> [Int: Double] {
    guard !arrivalSteps.isEmpty else { return arrivals }
    return arrivals.merging(arrivalSteps.mapValues { $0 * Double(step) }, uniquingKeysWith: +)
  }
}
