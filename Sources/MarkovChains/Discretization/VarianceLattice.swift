import FixedPoint
import RealModule

/// The square-root process (Heston's variance) on a mesh of squares: the roots of the nodes are equally spaced, so that
/// nodes lie densely where the process is quiet and every interior node moves at about the same rate.
///
/// The mesh covers what the variance can be until the end and no more. From every node a walker goes to one of three
/// nodes, the nearest that have a law with the exact mean and variance of the process over the step; where there is none
/// (next to zero, at the ends) the mean is kept, on two nodes. Such a law exists for every step, however long: where the
/// variance is pulled past its neighbours the three nodes lie further. Second order in the mesh, and exact in time
/// for the first two moments.
public struct VarianceLattice: Hashable, Sendable {
  /// The node's variances, ascending.
  public let values: [Double]
  /// The node of the start, whose value is the start's exactly.
  public let startNode: Int
  /// How every node steps.
  public let steps: [StepStencil]

  /// - Parameters:
  ///   - model: reversion, longVariance, volatilityOfVariance and the start's variance are used.
  ///   - nodes: how many nodes the mesh has at most.
  ///   - timeStep: years of a step, of which the walk takes `steps`.
  /// - Throws: `ChainError.badParameter` for fewer than 4 nodes, or a start, reversion or volatility of 0.
  public init(_ model: HestonModel, nodes: Int, timeStep: Double, steps: Int, grid: ProbabilityGrid) throws {
    try model.check()
    try ChainError.requireCount("nodes of the variance", nodes, atLeast: 4)
    try ChainError.requirePositive("variance", model.variance)
    try ChainError.requirePositive("volatility of the variance", model.volatilityOfVariance)
    try ChainError.requirePositive("reversion", model.reversion)
    let mesh = VarianceMesh(model, time: timeStep * Double(steps), nodes: nodes)
    (values, startNode) = (mesh.values, mesh.startNode)
    // What a gate's rounding adds to the mean of a step adds up until the reversion forgets it.
    let memory = min(Double(steps), 1 / (model.reversion * timeStep))
    self.steps = Self.stencils(model, mesh.values, timeStep, memory, grid)
  }

  /// How often a walker stands on every node in the given number of steps, on average.
  func visits(steps count: Int) -> [Double] {
    var (law, sum) = (
      [Double](repeating: 0, count: values.count), [Double](repeating: 0, count: values.count)
    )
    law[startNode] = 1
    for _ in 0..<count {
      var next = [Double](repeating: 0, count: law.count)
      for (node, step) in steps.enumerated() {
        sum[node] += law[node]
        for (offset, probability) in zip(step.offsets, step.ideal.probabilities) {
          next[node + offset] += law[node] * probability
        }
      }
      law = next
    }
    return sum
  }

  private static func stencils(
    _ model: HestonModel, _ values: [Double], _ timeStep: Double, _ memory: Double, _ grid: ProbabilityGrid
  ) -> [StepStencil] {
    let decay = Double.exp(-model.reversion * timeStep)
    let gone = -Double.expMinusOne(-model.reversion * timeStep)
    let square = model.volatilityOfVariance * model.volatilityOfVariance / model.reversion
    return values.indices.map { node in
      let value = values[node]
      let law = moves(
        from: node, to: value + (model.longVariance - value) * gone,
        variance: value * square * decay * gone + model.longVariance * square / 2 * gone * gone, values)
      return StepStencil.nodes(law, of: values, from: node, memory: memory, grid: grid)
    }
  }

  /// Nodes and probabilities of the law with the given mean and variance on three nodes, as near as they can be; on two
  /// without the variance if there is none.
  private static func moves(
    from node: Int, to mean: Double, variance: Double, _ values: [Double]
  ) -> [(node: Int, probability: Double)] {
    let last = values.count - 1
    let mean = min(max(mean, values[0]), values[last])
    let below = min(values.lastIndex { $0 <= mean }!, last - 1)
    for reach in 1...last {
      for middle in [node, below, below + 1] where middle > 0 && middle < last {
        let (low, high) = (max(0, middle - reach), min(last, middle + reach))
        let (left, right) = (values[middle] - values[low], values[high] - values[middle])
        let shift = mean - values[middle]
        let second = variance + shift * shift
        let up = (second + shift * left) / (right * (left + right))
        let down = (second - shift * right) / (left * (left + right))
        guard up >= 0, down >= 0, up + down <= 0.9 else { continue }
        return [(low, down), (middle, 1 - up - down), (high, up)].filter { $0.1 > 1e-9 }
      }
    }
    let up = (mean - values[below]) / (values[below + 1] - values[below])
    return [(below, 1 - up), (below + 1, up)].filter { $0.1 > 1e-9 }
  }
}

extension StepStencil {
  /// A step from a node to others, which may be at different distances: mean and variance are told by their values.
  ///
  /// - Parameter memory: over how many steps errors of the mean add up.
  fileprivate static func nodes(
    _ moves: [(node: Int, probability: Double)], of values: [Double], from node: Int, memory: Double,
    grid: ProbabilityGrid
  ) -> StepStencil {
    let probabilities = moves.map(\.probability)
    var draft = GateTreeDraft(masses: probabilities, grid: grid)
    if moves.count == 3 { _ = draft.join(1, draft.join(0, 2)) }
    if moves.count == 2 { _ = draft.join(0, 1) }
    let places = moves.map { values[$0.node] }
    func moments(_ law: [Double]) -> (Double, Double) {
      let mean = zip(places, law).reduce(0) { $0 + $1.0 * $1.1 }
      return (mean, zip(places, law).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) })
    }
    let (mean, variance) = moments(probabilities)
    let best = GateSearch(reach: 3, pairs: true).improve(draft) { law in
      let drawn = moments(law)
      let (shift, spread) = (drawn.0 - mean, drawn.1 - variance)
      return variance > 0 ? memory * shift * shift / variance + spread * spread / (variance * variance) : 0
    }
    return StepStencil(offsets: moves.map { $0.node - node }, ideal: probabilities, draft: best.draft)
  }
}
