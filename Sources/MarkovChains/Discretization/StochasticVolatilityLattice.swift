import FixedPoint
import RealModule

/// Heston's and Bates's prices as a walk in two coordinates that step independently: the variance v on a mesh of squares,
/// and y = ln(S / S_0) - correlation (v - v_0) / volatilityOfVariance, from which the variance's own noise has been taken.
///
/// With I the integral of v over a step, `dy = constant dt + beta I + sqrt((1 - correlation^2) I) Z + jumps`,
/// `beta = correlation reversion / volatilityOfVariance - 1/2`. The constant is carried by the read-out; the drift beta I
/// is in the stencils, where it is small beside the variance, as both go with I. I is taken at its mean given v at the step's
/// start: second order in the time step and in both meshes. Jumps as in `CoMovingLattice`, on gates of their own.
///
/// Source of the decoupling: Cui, Kirkby and Nguyen, European J. Operational Research 262, 381 (2017).
public struct StochasticVolatilityLattice: Hashable, Sendable {
  public let model: BatesModel
  public let time: Double
  public let steps: Int
  public let variance: VarianceLattice
  public let product: ProductLattice
  /// Distance of the columns, in ln S.
  public let spacing: Double
  /// The column of the start.
  public let startColumn: Int
  /// What y grows by in a step without being walked.
  private let carried: Double

  /// - Parameters:
  ///   - model: `intensity` 0 for Heston's.
  ///   - states: columns of the mesh; it has `varianceNodes` rows, by default 25, with jumps 13.
  /// - Throws: `ChainError.badParameter` for parameters out of range, |correlation| of 1, or a mesh that is too fine or
  ///   too coarse for the steps.
  public init(
    model: BatesModel, time: Double, states: Int, varianceNodes: Int? = nil, grid: ProbabilityGrid
  ) throws {
    // Rare jumps ask for few steps, and so for a variance that moves seldom.
    let varianceNodes = varianceNodes ?? (model.intensity > 0 ? 13 : 25)
    try model.check()
    try ChainError.requirePositive("time", time)
    try ChainError.requireCount("states", states, atLeast: 11)
    let heston = model.heston
    let alone = 1 - heston.correlation * heston.correlation
    try ChainError.require(
      alone > 1e-6, "correlation", heston.correlation,
      allowed: "above -1 and below 1, for a price with noise of its own")
    (self.model, self.time) = (model, time)
    for (name, value) in [
      ("variance", heston.variance), ("reversion", heston.reversion), ("long variance", heston.longVariance),
      ("volatility of the variance", heston.volatilityOfVariance),
    ] {
      try ChainError.requirePositive(name, value)
    }
    let plan = try Plan(model, time: time, states: states, nodes: varianceNodes)
    (steps, spacing) = (plan.steps, plan.spacing)
    let timeStep = time / Double(plan.steps)
    variance = try VarianceLattice(heston, nodes: varianceNodes, timeStep: timeStep, grid: grid)
    let integrals = variance.values.map { value -> Double in
      var from = heston
      from.variance = value
      return from.meanVariance(over: timeStep) * timeStep
    }
    let beta = Self.beta(heston)
    let usual = heston.meanVariance(over: time) * timeStep
    let constant =
      heston.growth + model.jumps.drift
      - heston.correlation * heston.reversion * heston.longVariance / heston.volatilityOfVariance
    carried = constant * timeStep
    let far = try Self.far(model, timeStep, variance: alone * usual, plan.spacing)
    let columnSteps = try integrals.map { integral in
      try MomentStencil(
        mean: beta * integral / plan.spacing,
        variance: alone * integral / (plan.spacing * plan.spacing), grid: grid, steps: plan.steps, far: far
      ).stencil()
    }
    let reach = columnSteps.reduce((below: 0, above: 0)) {
      (max($0.below, $1.drawn.reach.below), max($0.above, $1.drawn.reach.above))
    }
    try ChainError.require(
      states > reach.below + reach.above + 10, "states", states,
      allowed: "more than \(reach.below + reach.above + 10), for jumps that reach so far")
    let walking = reach.below..<states - reach.above
    // The walk drifts from the start, and its law is skewed the same way: that side gets more room.
    let drift = beta * heston.meanVariance(over: time) * time / plan.spacing
    let room = Double(walking.count) * (beta < 0 ? Plan.heavy : Plan.light) / (Plan.heavy + Plan.light)
    startColumn = min(
      max(walking.lowerBound + Int(room - drift), walking.lowerBound + 1), walking.upperBound - 2)
    product = ProductLattice(
      columns: states, rowSteps: variance.steps, columnSteps: columnSteps, walkingRows: 0..<varianceNodes,
      walkingColumns: walking, grid: grid)
  }

  public var timeStep: Double { time / Double(steps) }
  public var startState: Int { product.state(row: variance.startNode, column: startColumn) }

  /// ln(S / S_0) of a state after `steps` steps, before any calibration.
  public func logPrice(of state: Int, after steps: Int) -> Double {
    let (row, column) = product.place(of: state)
    let slope = model.heston.correlation / model.heston.volatilityOfVariance
    return Double(steps) * carried + Double(column - startColumn) * spacing
      + slope * (variance.values[row] - variance.values[variance.startNode])
  }

  static func beta(_ heston: HestonModel) -> Double {
    heston.correlation * heston.reversion / heston.volatilityOfVariance - 0.5
  }

  /// Where jumps lead, with the diffusion of the step: the stencil of a lattice on which v is at its mean.
  private static func far(
    _ model: BatesModel, _ timeStep: Double, variance: Double, _ spacing: Double
  ) throws -> [(offset: Int, probability: Double)] {
    guard model.intensity > 0 else { return [] }
    let process = LevyProcess(
      drift: 0, variance: variance / timeStep, intensity: model.intensity, jumps: model.jumps.jumps)
    let stencil = JumpStencil(
      process: process, timeStep: timeStep, variance: variance, spacing: spacing, nearReach: 2, farLimit: 4)
    guard let law = stencil.law() else {
      throw ChainError.badParameter(
        name: "spacing",
        value:
          "\(spacing), so wide that jumps with a deviation of \(model.jumpDeviation) have no nodes of their own",
        allowed: "less; take more states")
    }
    return law.steps
  }

  /// Steps and spacing.
  private struct Plan {
    let steps: Int
    let spacing: Double
    /// Standard deviations that the mesh has on the side to which the law is skewed, and on the other.
    static let (heavy, light) = (7.0, 4.5)

    init(_ model: BatesModel, time: Double, states: Int, nodes: Int) throws {
      let heston = model.heston
      let alone = 1 - heston.correlation * heston.correlation
      let mean = heston.meanVariance(over: time)
      // The spread of y: its own noise, what the wandering of the variance's integral adds, and jumps.
      let beta = StochasticVolatilityLattice.beta(heston)
      let xi = heston.volatilityOfVariance
      let decay = heston.reversion * time
      let wander =
        xi * xi * max(heston.variance, heston.longVariance) * time * time * time
        * (decay > 0.01
          ? (decay + 2 * Double.expMinusOne(-decay) - Double.expMinusOne(-2 * decay) / 2)
            / (decay * decay * decay)
          : 1.0 / 3)
      let jumps = (model.jumps.jumps?.moment(2) ?? 0) * model.intensity * time
      let width = (alone * mean * time + beta * beta * wander + jumps).squareRoot()
      let reach = model.jumps.jumps.map(JumpStencil.range) ?? 0...0
      let range = model.intensity > 0 ? reach.upperBound - reach.lowerBound : 0
      spacing = ((Self.heavy + Self.light) * width + range) / Double(states - 1)
      // A step of the usual variance is to be h^2/3 or less, and the variance is to move with probability 1/2 or less.
      let gap = VarianceLattice.top(heston).squareRoot() / Double(nodes - 1)
      let price = 3 * alone * mean * time / (spacing * spacing)
      let swing =
        xi * xi / (4 * gap * gap) * time / 0.5 + heston.reversion * heston.longVariance / (gap * gap) * time
      let count = max(price, swing).rounded(.up)
      try ChainError.require(
        count <= LatticeDesign.stepLimit, "states", states, allowed: "fewer: \(count) steps would be needed")
      steps = max(1, Int(count))
    }
  }
}
