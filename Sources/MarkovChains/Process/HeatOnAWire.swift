import RealModule

/// Steady heat on a wire that is insulated at one end and held at zero at the other, as walks until
/// absorption.
///
/// Source: Smith et al., ICONS 2020. Nodes 0 ..< cells stand `length / cells` apart; a step of Brownian
/// motion with variance `2 timeStep` stays with the mass of its normal law inside the node's own cell and
/// moves to either neighbour with half of the rest. The left step of node 0 becomes a right step; past the
/// last node comes the absorbing state "end", so there are `cells + 1` states.
///
/// Error: second order in the cell, but the variance of a step is that of the rounded normal law, not
/// `2 timeStep`: times must be rescaled by `stepVariance` (with the published parameters by a factor of
/// 0.963), and steps beyond the neighbours are cut off, which is only sensible for steps short against a
/// cell.
public struct HeatOnAWire: Hashable, Sendable {
  public var length: Double
  public var cells: Int
  public var timeStep: Double

  /// The defaults are the published parameters.
  public init(length: Double = 2, cells: Int = 40, timeStep: Double = 1e-4) {
    self.length = length
    self.cells = cells
    self.timeStep = timeStep
  }

  public var spacing: Double { length / Double(cells) }

  /// P(stay) = erf(h / (4 sqrt(timeStep))).
  public var stayProbability: Double { Double.erf(spacing / (4 * timeStep.squareRoot())) }

  /// The variance of one step of the chain.
  public var stepVariance: Double { spacing * spacing * (1 - stayProbability) }

  /// - Throws: `ChainError.badParameter` for a length or time step that is not positive, fewer than 2 cells,
  ///   or a time step so short that no walker moves.
  public func chain() throws -> MarkovChain {
    try ChainError.requirePositive("length", length)
    try ChainError.requirePositive("timeStep", timeStep)
    try ChainError.requireCount("cells", cells, atLeast: 2)
    let side = Double.erfc(spacing / (4 * timeStep.squareRoot())) / 2
    try ChainError.require(
      side > 0, "timeStep", timeStep, allowed: "long enough that a walker can leave a cell of \(spacing)")
    return try IntervalWalk(
      count: cells, spacing: spacing, lower: .turnBack, upper: .absorbing("end")
    ).chain(left: side, right: side)
  }

  /// Walkers from one node until they are absorbed.
  public func problem(startNode: Int, stepLimit: Int = 1_000_000) throws -> WalkProblem {
    let chain = try chain()
    return WalkProblem(
      stages: [chain], start: try StartWeights.point(startNode, of: chain),
      horizon: .absorption(limit: stepLimit))
  }
}
