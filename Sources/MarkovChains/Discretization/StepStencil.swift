import FixedPoint

/// A step on the integers as a chip draws it: offsets, and the tree of gates that chooses among them.
///
/// Exit e of the tree is `offsets[e]`. The law of the tree is exact; `ideal` is what it was designed for.
public struct StepStencil: Hashable, Sendable {
  public let ideal: StepLaw
  /// The law that the gates draw.
  public let drawn: StepLaw
  public let tree: GateTree

  init(offsets: [Int], ideal: [Double], draft: GateTreeDraft) {
    self.ideal = StepLaw(unchecked: offsets, ideal)
    tree = draft.tree
    drawn = StepLaw(unchecked: offsets, tree.exitProbabilities)
  }

  public var offsets: [Int] { ideal.offsets }
}

/// Which outcomes the diffusion's part of a step has.
public enum DiffusionStencil: String, Hashable, Sendable, CaseIterable {
  /// Left, stay, right: steps of variance h^2/3.
  case threeOutcomes
  /// Up to two nodes either way: steps of variance near h^2, a third of the steps for one gate and one coin more.
  case fiveOutcomes
}

extension StepStencil {
  /// Three outcomes: a gate "move", then a fair coin. The chance to move is the multiple of the grid nearest to 1/3,
  /// at which the fourth cumulant vanishes.
  ///
  /// Error: fourth order in the spacing h as far as the grid holds 1/3; with k bits a part of at most
  /// `3 / 2^(k+1)` of the second-order term of the simple walk is left.
  public static func threeOutcomes(grid: ProbabilityGrid) -> StepStencil {
    let layout = StencilLayout(near: .normal(pair: 0))
    return StepStencil(
      offsets: layout.offsets, ideal: layout.probabilities, draft: layout.draft(grid: grid))
  }

  /// Three outcomes that move with the probability `numerator / 2^bits`, which is its ideal as well.
  static func threeOutcomes(numerator: Int, grid: ProbabilityGrid) -> StepStencil {
    let layout = StencilLayout(near: NearLaw(inner: grid.probability(numerator), outer: 0))
    return StepStencil(
      offsets: layout.offsets, ideal: layout.probabilities, draft: layout.draft(grid: grid))
  }

  /// Five outcomes: a gate "far or near", a gate "move", and fair coins; numerators by search for an excess kurtosis
  /// nearest to zero at a variance nearest to 1.
  ///
  /// Error: as for three outcomes, fourth order in h up to what the grid leaves of the excess kurtosis.
  public static func fiveOutcomes(grid: ProbabilityGrid) -> StepStencil {
    let half = grid.denominator / 2
    let center = Double(grid.denominator) / 6
    let window = max(1, Int(center) - 16)...max(1, min(half, Int(center) + 16))
    let designs = window.map { numerator -> (stencil: StepStencil, misfit: Double) in
      let layout = StencilLayout(near: .normal(pair: grid.probability(numerator)))
      let stencil = StepStencil(
        offsets: layout.offsets, ideal: layout.probabilities, draft: layout.draft(grid: grid))
      return (stencil, abs(stencil.drawn.excessKurtosis))
    }
    return designs.min { $0.misfit < $1.misfit }!.stencil
  }
}
