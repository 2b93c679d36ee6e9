import MarkovChains

/// Rows as sequences of binomials: transition i takes a share `conditional[i]` of the walkers that the
/// transitions before it left.
struct SplitTables: Sendable {
  /// Row of state s in stage g: entries `offsets[g * stateCount + s] ..< offsets[g * stateCount + s + 1]`.
  private(set) var offsets = [0]
  private(set) var targets: [Int] = []
  private(set) var conditional: [Double] = []

  init(stages: [MarkovChain]) {
    for stage in stages {
      for state in 0..<stage.stateCount {
        append(stage[row: state])
      }
    }
  }

  /// Large probabilities come first: most rows are then done after few draws. Sums run from the small end, so
  /// that the last share is exactly one.
  private mutating func append(_ row: ArraySlice<MarkovChain.Transition>) {
    let ordered = row.sorted {
      $0.probability != $1.probability ? $0.probability > $1.probability : $0.target < $1.target
    }
    var sum = 0.0
    var shares: [Double] = []
    for transition in ordered.reversed() {
      sum += transition.probability
      shares.append(transition.probability / sum)
    }
    targets.append(contentsOf: ordered.map(\.target))
    conditional.append(contentsOf: shares.reversed())
    offsets.append(targets.count)
  }
}
