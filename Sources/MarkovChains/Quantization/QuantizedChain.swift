import FixedPoint

/// A chain rounded to what a chip can draw, with the tree of gates of every transient state.
///
/// Exit e of a state's tree is the e-th transition of `ideal[row: state]`.
public struct QuantizedChain: Hashable, Sendable {
  /// The chain that was asked for.
  public let ideal: MarkovChain
  /// The same transitions with the probabilities that the gates draw.
  public let quantized: MarkovChain
  /// For every state its tree; nil for absorbing states.
  public let trees: [GateTree?]
  public let grid: ProbabilityGrid

  package init(ideal: MarkovChain, quantized: MarkovChain, trees: [GateTree?], grid: ProbabilityGrid) {
    self.ideal = ideal
    self.quantized = quantized
    self.trees = trees
    self.grid = grid
  }
}
