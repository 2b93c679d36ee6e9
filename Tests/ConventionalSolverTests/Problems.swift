import MarkovChains

/// Chains with known or easily computed laws.
enum Problems {
  typealias Transition = MarkovChain.Transition

  static func chain(_ rows: [[(Int, Double)]]) throws -> MarkovChain {
    try MarkovChain(
      rows: rows.map { $0.map { Transition(target: $0.0, probability: $0.1) } },
      space: .graph(count: rows.count))
  }

  /// A ring that steps left, right or stays.
  static func ring(_ count: Int, left: Double = 0.3, right: Double = 0.45) throws -> MarkovChain {
    try chain(
      (0..<count).map {
        [(($0 + count - 1) % count, left), (($0 + 1) % count, right), ($0, 1 - left - right)]
      })
  }

  /// Gambler's ruin on 0 ... top, absorbed at both ends.
  static func ruin(top: Int, right: Double) throws -> MarkovChain {
    try chain(
      (0...top).map {
        $0 == 0 || $0 == top ? [($0, 1)] : [($0 - 1, 1 - right), ($0 + 1, right)]
      })
  }

  /// Rows with many unequal targets, small probabilities among them.
  static func dense(_ count: Int) throws -> MarkovChain {
    try chain(
      (0..<count).map { state in
        let weights = (0..<count).map { 1 / Double(1 + (state * 7 + $0 * 3) % count * 4) }
        let sum = weights.reduce(0, +)
        return weights.enumerated().map { ($0, $1 / sum) }
      })
  }

  /// A sure step from every state.
  static func sure(_ targets: [Int]) throws -> MarkovChain { try chain(targets.map { [($0, 1)] }) }

  /// Expected walkers after `steps` steps: row vector times matrix, one stage after the other.
  static func expected(_ problem: WalkProblem, start: [Int], steps: Int) -> [Double] {
    var density = start.map(Double.init)
    for step in 0..<steps {
      let stage = problem.stages[step % problem.stages.count]
      var next = [Double](repeating: 0, count: density.count)
      for state in density.indices {
        for transition in stage[row: state] {
          next[transition.target] += density[state] * transition.probability
        }
      }
      density = next
    }
    return density
  }
}
