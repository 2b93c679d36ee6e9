import MarkovChains

/// A small counter-based generator for test inputs (SplitMix64).
struct TestNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In (0, 1).
  mutating func uniform() -> Double { (Double(bits() >> 12) + 0.5) * 0x1p-52 }

  mutating func integer(below limit: Int) -> Int { Int(bits() % UInt64(limit)) }
}

extension MarkovChain {
  /// A random chain: `states` states of up to `exits` exits, the last `absorbing` of them absorbing.
  static func random(
    states: Int, exits: Int, absorbing: Int, _ numbers: inout TestNumbers
  ) throws -> MarkovChain {
    var rows: [[Transition]] = []
    for state in 0..<states {
      if state >= states - absorbing {
        rows.append([Transition(target: state, probability: 1)])
        continue
      }
      // A step to the next state keeps every state connected to the last.
      let targets =
        [state + 1]
        + (0..<numbers.integer(below: exits)).map { _ in numbers.integer(below: states) }
      let weights = targets.map { _ in numbers.uniform() }
      let sum = weights.reduce(0, +)
      rows.append(
        zip(targets, weights).map { Transition(target: min($0, states - 1), probability: $1 / sum) })
    }
    return try MarkovChain(rows: rows, space: .graph(count: states))
  }

  /// The chain as a dense matrix.
  var dense: [[Double]] {
    (0..<stateCount).map { state in
      var row = [Double](repeating: 0, count: stateCount)
      for transition in self[row: state] { row[transition.target] += transition.probability }
      return row
    }
  }
}

/// One transient state 0 whose exits go to states 1, 2, ... with these probabilities and displacements.
func star(_ probabilities: [Double], steps: [Double]? = nil) throws -> MarkovChain {
  let exits = probabilities.enumerated().map { index, p in
    MarkovChain.Transition(
      target: index + 1, probability: p, displacement: steps.map { SIMD2($0[index], 0) })
  }
  let sinks = probabilities.indices.map {
    [MarkovChain.Transition(target: $0 + 1, probability: 1)]
  }
  return try MarkovChain(rows: [exits] + sinks, space: .graph(count: 1))
}
