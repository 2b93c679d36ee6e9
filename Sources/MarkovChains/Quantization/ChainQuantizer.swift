import FixedPoint

/// Rounds a chain to what stochastic gates can draw: every transient state gets a tree of gates.
///
/// The result depends on the chain and the grid alone. Equal rows get equal trees. A conditional probability
/// below half a unit of the grid is raised to one unit, never dropped: `QuantizationReport.raisedGates`
/// counts these.
///
/// Error: with k bits a gate is off by at most `2^-(k+1)` before the search; the drift that this makes grows
/// with the number of steps, so look at the report and at the exact bias (`QuantizedChain.absorptionBias`,
/// `.densityBias`) before believing a run.
public struct ChainQuantizer: Hashable, Sendable {
  /// The most exits a state may have: two stages of three levels of gates.
  public static var exitLimit: Int { ExitTreeShape.exitLimit }

  public let grid: ProbabilityGrid

  public init(grid: ProbabilityGrid) {
    self.grid = grid
  }

  /// The rounded chain, transitions in the order of `chain`.
  ///
  /// - Throws: `ChainError.tooManyExits` for a state with more than 64 exits.
  public func quantize(_ chain: MarkovChain) throws -> QuantizedChain {
    var known: [[MarkovChain.Transition]: GateTree] = [:]
    var trees: [GateTree?] = []
    var probabilities: [Double] = []
    trees.reserveCapacity(chain.stateCount)
    probabilities.reserveCapacity(chain.transitionCount)
    for state in 0..<chain.stateCount {
      if chain.isAbsorbing(state) {
        trees.append(nil)
        probabilities.append(1)
        continue
      }
      let row = try anonymous(chain, state)
      let tree = known[row] ?? GateRounding(row: row, grid: grid).tree
      known[row] = tree
      trees.append(tree)
      probabilities.append(contentsOf: tree.exitProbabilities)
    }
    return QuantizedChain(
      ideal: chain, quantized: chain.replacing(probabilities: probabilities), trees: trees,
      grid: grid)
  }

  /// The row without its targets: the law of the step, which is all that the tree depends on.
  private func anonymous(_ chain: MarkovChain, _ state: Int) throws -> [MarkovChain.Transition] {
    let row = chain[row: state]
    guard row.count <= Self.exitLimit else {
      throw ChainError.tooManyExits(
        state: chain.label(of: state), exits: row.count, limit: Self.exitLimit)
    }
    return row.map { .init(target: 0, probability: $0.probability, displacement: $0.displacement) }
  }
}
