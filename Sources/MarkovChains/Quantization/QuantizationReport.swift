import FixedPoint

/// How much rounding changed the rows of a chain.
public struct QuantizationReport: Hashable, Sendable {
  /// Transient states that were rounded.
  public private(set) var rows = 0
  /// Rows whose probabilities did not change by more than rounding noise (1e-14).
  public private(set) var exactRows = 0
  /// Largest change of a probability.
  public private(set) var largestProbabilityError = 0.0
  /// Largest change of a row's mean step, in standard deviations of the row's step. Rows without different
  /// displacements do not count, here and in the next.
  public private(set) var driftError = 0.0
  /// Largest change of a row's second moments, relative to the variance of the row's step.
  public private(set) var varianceError = 0.0
  /// The state of the row that is worst by the measure that the search lowers (see `RowObjective`); nil if no
  /// row changed. Of equally bad ones the first.
  public private(set) var worstState: Int?
  /// Gates whose conditional probability was below half a unit of the grid and was raised to one unit, over
  /// all states.
  public private(set) var raisedGates = 0
  private var worst = RowObjective.noise

  init(_ chain: QuantizedChain) {
    for state in chain.ideal.transientStates {
      let row = Array(chain.ideal[row: state])
      let law = chain.quantized[row: state].map(\.probability)
      add(row, law, state: state)
      if let tree = chain.trees[state] {
        raisedGates += Self.raisedGates(tree.root, row.map(\.probability), tree.grid).raised
      }
    }
  }

  private mutating func add(_ row: [MarkovChain.Transition], _ law: [Double], state: Int) {
    let error = RowObjective(row).error(law)
    let change = zip(row, law).reduce(0) { max($0, abs($1.0.probability - $1.1)) }
    rows += 1
    exactRows += change <= 1e-14 ? 1 : 0
    largestProbabilityError = max(largestProbabilityError, change)
    driftError = max(driftError, error.drift.squareRoot())
    varianceError = max(varianceError, error.spread.squareRoot())
    if error.total > worst { (worst, worstState) = (error.total, state) }
  }

  private static func raisedGates(
    _ node: GateTree.Node, _ ideal: [Double], _ grid: ProbabilityGrid
  ) -> (raised: Int, mass: Double) {
    switch node {
    case .exit(let exit): return (0, ideal[exit])
    case .gate(_, let left, let right):
      let (below, other) = (raisedGates(left, ideal, grid), raisedGates(right, ideal, grid))
      let mass = below.mass + other.mass
      let isRaised = below.mass / mass * Double(grid.denominator) < 0.5
      return (below.raised + other.raised + (isRaised ? 1 : 0), mass)
    }
  }
}

extension QuantizedChain {
  /// What rounding changed, row by row. Computed on each call.
  public var report: QuantizationReport { QuantizationReport(self) }
}
