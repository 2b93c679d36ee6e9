import FixedPoint
import RealModule

/// A walk without drift together with the highest node that it has been on: a Markov chain of pairs.
///
/// Walkers carry no memory, so what is remembered is made a part of the state. The number of states goes with the square
/// of the nodes: `(above + 1) (below + 1) + above (above + 1) / 2`. Rows keep the three outcomes and the gates of the
/// plain walk; only the outcome "up" of a walker on its maximum leads elsewhere, to a new maximum.
///
/// The walk is symmetric and skips no node, so the reflection principle holds for it exactly:
/// P(X = k, max >= j) = P(X = 2 j - k) for k < j. With steps of variance h^2/3 the right side is that of Brownian motion
/// up to fourth order in the spacing h, node by node.
///
/// Nodes are counted from the start, node 0; the walk is frozen (absorbing) on node `-below` and on node `above`.
public struct RunningMaximumLattice: Hashable, Sendable {
  /// Nodes below and above the start, the frozen ones included.
  public let below: Int
  public let above: Int
  public let grid: ProbabilityGrid
  public let stencil: StepStencil

  /// - Throws: `ChainError.badParameter` for fewer than two nodes on either side, or more states than a chain may have.
  public init(below: Int, above: Int, grid: ProbabilityGrid) throws {
    let limit = 10_000
    for (name, value) in [("nodes below the start", below), ("nodes above the start", above)] {
      try ChainError.require(value >= 2 && value <= limit, name, value, allowed: "2 to \(limit)")
    }
    (self.below, self.above, self.grid) = (below, above, grid)
    stencil = .threeOutcomes(grid: grid)
  }

  /// Pairs of a node and a maximum.
  public var stateCount: Int { firstState(maximum: above + 1) }
  public var startState: Int { state(node: 0, maximum: 0) }

  /// The chance to move in a step, half of it either way: of the gates, or as it was asked for.
  public func moveProbability(isIdeal: Bool) -> Double {
    (isIdeal ? stencil.ideal : stencil.drawn).variance
  }

  /// States lie maximum by maximum, within one node by node from `-below` up to the maximum.
  ///
  /// - Precondition: `maximum` in 0 ... `above`, `node` in `-below ... maximum`.
  public func state(node: Int, maximum: Int) -> Int {
    precondition((0...above).contains(maximum) && (-below...maximum).contains(node), "no such pair")
    return firstState(maximum: maximum) + node + below
  }

  /// The pairs of all states, in order.
  public var places: [(node: Int, maximum: Int)] {
    (0...above).flatMap { maximum in (-below...maximum).map { ($0, maximum) } }
  }

  private func firstState(maximum: Int) -> Int { maximum * (below + 1) + maximum * (maximum - 1) / 2 }

  /// The chain with unrounded probabilities, the chain that the gates draw, and the gates: every walking pair has the
  /// same tree.
  public func design() throws -> QuantizedChain {
    let places = places
    let walks = places.map { $0.node > -below && $0.node < above }
    let rows = places.indices.map { state -> [MarkovChain.Transition] in
      guard walks[state] else { return [.init(target: state, probability: 1)] }
      return zip(stencil.offsets, stencil.ideal.probabilities).map { offset, probability in
        let node = places[state].node + offset
        return .init(
          target: self.state(node: node, maximum: max(places[state].maximum, node)), probability: probability,
          displacement: SIMD2(Double(offset), 0))
      }
    }
    let ideal = try MarkovChain(rows: rows, space: .graph(count: rows.count))
    let drawn = walks.flatMap { $0 ? stencil.drawn.probabilities : [1] }
    return QuantizedChain(
      ideal: ideal, quantized: ideal.replacing(probabilities: drawn),
      trees: walks.map { $0 ? stencil.tree : nil }, grid: grid)
  }
}
