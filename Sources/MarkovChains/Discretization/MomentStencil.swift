import FixedPoint

extension StepStencil {
  /// The step of given mean and variance on a lattice, drawn by gates: what a diffusion does in a step from a state on
  /// which its coefficients are known.
  ///
  /// With a variance of 1/3 to 4/3 (in squared nodes) five outcomes have the first four moments of the normal law, so that
  /// the scheme is of fourth order; below it three have the first two (second order, locally consistent as in Kushner and
  /// Dupuis; with a variance below the mean's size the variance is raised to it). Numerators are the ones near the ideal that keep mean and variance best.
  ///
  /// - Parameters:
  ///   - mean, variance: in nodes.
  ///   - far: what a jump does instead, offsets with the probabilities of the whole step.
  /// - Throws: `ChainError.badParameter` for a variance of more than 4/3 or a mean of a node or more.
  public static func moments(
    mean: Double, variance: Double, grid: ProbabilityGrid, jumping: Double = 0,
    far: [(offset: Int, probability: Double)] = []
  ) throws -> StepStencil {
    try ChainError.require(
      variance > 0 && variance <= 4.0 / 3, "variance of a step", variance,
      allowed: "above 0, at most 4/3 squared nodes: more steps or a coarser mesh")
    let near = try nearLaw(mean: mean, variance: variance)
    // A jump to offset 0 is a stay.
    let still = far.filter { $0.offset == 0 }.reduce(0) { $0 + $1.probability }
    let steps =
      (near.map { ($0.offset, $0.probability * (1 - jumping) + ($0.offset == 0 ? still : 0)) }
      + far.filter { $0.offset != 0 }.map { ($0.offset, $0.probability) })
      .sorted { $0.0 < $1.0 }
    return stencil(steps, nearReach: near.count == 5 ? 2 : 1, grid: grid)
  }

  private static func nearLaw(
    mean: Double, variance: Double
  ) throws -> [(offset: Int, probability: Double)] {
    let second = variance + mean * mean
    if variance >= 1.0 / 3 {
      let third = 3 * variance * mean + mean * mean * mean
      let fourth = 3 * variance * variance + 6 * variance * mean * mean + mean * mean * mean * mean
      let (outer, outerTilt) = ((fourth - second) / 12, (third - mean) / 6)
      let (inner, innerTilt) = (second - 4 * outer, mean - 2 * outerTilt)
      let law = [
        (-2, (outer - outerTilt) / 2), (-1, (inner - innerTilt) / 2), (0, 1 - inner - outer),
        (1, (inner + innerTilt) / 2), (2, (outer + outerTilt) / 2),
      ]
      if law.allSatisfy({ $0.1 > 0 }) { return law }
    }
    try ChainError.require(
      abs(mean) < 1, "mean of a step", mean, allowed: "less than a node: more steps, or a coarser mesh")
    // Where a walker drifts more than it diffuses, it drifts, and spreads as little as steps to a neighbour can.
    let spread = max(second, abs(mean) * (1 + 1e-6))
    return [(-1, (spread - mean) / 2), (0, 1 - spread), (1, (spread + mean) / 2)]
  }

  /// Any law on a few offsets by gates: "far or near", "move or stay", left or right, and a balanced tree of what is far.
  private static func stencil(
    _ steps: [(Int, Double)], nearReach: Int, grid: ProbabilityGrid
  ) -> StepStencil {
    let (offsets, probabilities) = (steps.map(\.0), steps.map(\.1))
    var draft = GateTreeDraft(masses: probabilities, grid: grid)
    let near = offsets.indices.filter { abs(offsets[$0]) == 1 }
    var middle = draft.join(offsets.firstIndex(of: 0)!, draft.join(near[0], near[1]))
    let outer = offsets.indices.filter { nearReach == 2 && abs(offsets[$0]) == 2 }
    if !outer.isEmpty { middle = draft.join(middle, draft.join(outer[0], outer[1])) }
    let far = offsets.indices.filter { abs(offsets[$0]) > nearReach }
    if !far.isEmpty { _ = draft.join(middle, draft.balanced(far[...], depth: 4)) }
    let ideal = StepLaw(unchecked: offsets, probabilities)
    let (mean, variance) = (ideal.mean, ideal.variance)
    let best = GateSearch(reach: 2, pairs: true).improve(draft) { law in
      let drawn = StepLaw(unchecked: offsets, law)
      let (shift, spread) = (drawn.mean - mean, drawn.variance / variance - 1)
      return shift * shift / variance + spread * spread
    }
    return StepStencil(offsets: offsets, ideal: probabilities, draft: best.draft)
  }
}
