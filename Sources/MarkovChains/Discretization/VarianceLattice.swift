import FixedPoint
import RealModule

/// The square-root process (Heston's variance) on a mesh of squares: node i stands for (i d)^2, so that nodes lie densely
/// where the process is quiet and every interior node moves at about the same rate.
///
/// From every node a walker goes to a neighbour or stays, with exact mean and variance of the process over the step;
/// where no such probabilities exist (next to zero) the mean is kept. Second order in the mesh, and exact in time for the
/// first two moments.
public struct VarianceLattice: Hashable, Sendable {
  /// The node's variances, ascending from 0.
  public let values: [Double]
  /// The node of the start, whose value is the start's exactly.
  public let startNode: Int
  /// How every node steps.
  public let steps: [StepStencil]

  /// - Parameters:
  ///   - model: reversion, longVariance, volatilityOfVariance and the start's variance are used.
  ///   - time: how long it will walk; the mesh reaches 7 standard deviations above what it can then be.
  /// - Throws: `ChainError.badParameter` for a start of 0, fewer than 4 nodes, or a time step too long for the mesh.
  public init(_ model: HestonModel, nodes: Int, timeStep: Double, grid: ProbabilityGrid) throws {
    try model.check()
    try ChainError.requireCount("nodes of the variance", nodes, atLeast: 4)
    try ChainError.requirePositive("variance", model.variance)
    try ChainError.requirePositive("volatility of the variance", model.volatilityOfVariance)
    try ChainError.requirePositive("reversion", model.reversion)
    let top = Self.top(model)
    let wanted = top.squareRoot() / Double(nodes - 1)
    let start = max(1, Int((model.variance.squareRoot() / wanted).rounded()))
    let width = model.variance.squareRoot() / Double(start)
    startNode = start
    values = (0..<nodes).map { Double($0 * $0) * width * width }
    steps = try Self.stencils(model, values, timeStep, grid)
  }

  /// The highest node: 7 standard deviations of the stationary law above what the variance starts from or returns to.
  static func top(_ model: HestonModel) -> Double {
    let square = model.volatilityOfVariance * model.volatilityOfVariance
    let high = max(model.variance, model.longVariance)
    return high + 7 * (high * square / (2 * model.reversion)).squareRoot()
  }

  private static func stencils(
    _ model: HestonModel, _ values: [Double], _ timeStep: Double, _ grid: ProbabilityGrid
  ) throws -> [StepStencil] {
    let decay = Double.exp(-model.reversion * timeStep)
    let gone = -Double.expMinusOne(-model.reversion * timeStep)
    let square = model.volatilityOfVariance * model.volatilityOfVariance / model.reversion
    return try values.indices.map { node in
      let value = values[node]
      let mean = (model.longVariance - value) * gone
      let variance = value * square * decay * gone + model.longVariance * square / 2 * gone * gone
      let (below, above) = (
        node > 0 ? value - values[node - 1] : 0, node + 1 < values.count ? values[node + 1] - value : 0
      )
      return try stencil(mean: mean, second: variance + mean * mean, below: below, above: above, grid: grid)
    }
  }

  /// Probabilities of the neighbours `below` and `above` (0: none there) for the first two moments of a step.
  private static func stencil(
    mean: Double, second: Double, below: Double, above: Double, grid: ProbabilityGrid
  ) throws -> StepStencil {
    var (down, up) = (0.0, 0.0)
    if below > 0, above > 0 {
      up = (second + mean * below) / (above * (above + below))
      down = (second - mean * above) / (below * (above + below))
      if up < 0 || down < 0 { (up, down) = (max(0, mean) / above, max(0, -mean) / below) }
    } else {
      (up, down) = (above > 0 ? max(0, mean) / above : 0, below > 0 ? max(0, -mean) / below : 0)
    }
    try ChainError.require(
      up + down < 1, "time step", "so long that the variance moves with probability \(up + down)",
      allowed: "more steps, or fewer nodes of the variance")
    let moves = [(-1, down), (0, 1 - up - down), (1, up)].filter { $0.1 > 1e-9 }
    return StepStencil.neighbours(moves, distances: [-1: -below, 0: 0, 1: above], grid: grid)
  }
}

extension StepStencil {
  /// A step to the neighbours of a node, which may be at different distances: mean and variance are told by these.
  static func neighbours(
    _ moves: [(offset: Int, probability: Double)], distances: [Int: Double], grid: ProbabilityGrid
  ) -> StepStencil {
    let (offsets, probabilities) = (moves.map(\.offset), moves.map(\.probability))
    var draft = GateTreeDraft(masses: probabilities, grid: grid)
    if moves.count == 3 { _ = draft.join(1, draft.join(0, 2)) }
    if moves.count == 2 { _ = draft.join(0, 1) }
    let places = offsets.map { distances[$0] ?? 0 }
    func moments(_ law: [Double]) -> (Double, Double) {
      let mean = zip(places, law).reduce(0) { $0 + $1.0 * $1.1 }
      return (mean, zip(places, law).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) })
    }
    let (mean, variance) = moments(probabilities)
    let best = GateSearch(reach: 3, pairs: true).improve(draft) { law in
      let drawn = moments(law)
      let (shift, spread) = (drawn.0 - mean, drawn.1 / variance - 1)
      return shift * shift / variance + spread * spread
    }
    return StepStencil(offsets: offsets, ideal: probabilities, draft: best.draft)
  }
}
