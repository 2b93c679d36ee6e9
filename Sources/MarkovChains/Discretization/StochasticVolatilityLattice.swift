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
  ///   - states: columns of the mesh; it has `varianceNodes` rows at most; nil for 25, with jumps 13, and up to 13 more
  ///     on a fine mesh.
  /// - Throws: `ChainError.badParameter` for parameters out of range, |correlation| of 1, or a mesh that is too fine or
  ///   too coarse for the steps.
  public init(
    model: BatesModel, time: Double, states: Int, varianceNodes: Int? = nil, grid: ProbabilityGrid
  ) throws {
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
    variance = try VarianceLattice(
      heston, nodes: plan.nodes, timeStep: timeStep, steps: plan.steps, grid: grid)
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
    let shift = Self.carriedDrift(plan, integrals, variance, alone: alone, beta: beta)
    carried = constant * timeStep + shift
    let far = Self.far(model, timeStep, variance: alone * usual, plan.spacing, grid)
    let columnSteps = try integrals.map { integral in
      try MomentStencil(
        mean: (beta * integral - shift) / plan.spacing,
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
    // The walk drifts from the start, and the side to which its law is skewed gets more room.
    let drift = (plan.drift - shift * Double(plan.steps)) / plan.spacing
    let share = (plan.isSkewedDown ? Plan.heavy : Plan.light) / (Plan.heavy + Plan.light)
    let free = Double(walking.count) - (plan.fall + plan.rise) / plan.spacing
    let room = free * share + plan.fall / plan.spacing
    startColumn = min(
      max(walking.lowerBound + Int(bounded: room - drift), walking.lowerBound + 1), walking.upperBound - 2)
    product = ProductLattice(
      columns: states, rowSteps: variance.steps, columnSteps: columnSteps,
      walkingRows: variance.values.indices,
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

  /// What the read-out carries of the drift of y in a step, the same for every row.
  ///
  /// A row whose walkers drift further than they spread would spread them more than it should. The part is the one with
  /// the least of that, weighted with how often walkers visit the rows, of those that keep the walk on its mesh.
  private static func carriedDrift(
    _ plan: Plan, _ integrals: [Double], _ variance: VarianceLattice, alone: Double, beta: Double
  ) -> Double {
    let visits = variance.visits(steps: plan.steps)
    func excess(_ shift: Double) -> Double {
      zip(visits, integrals).reduce(0) { sum, row in
        sum + row.0 * max(0, abs(beta * row.1 - shift) * plan.spacing - alone * row.1)
      }
    }
    let (middle, freedom) = (plan.drift / Double(plan.steps), Plan.freedom * plan.width / Double(plan.steps))
    let shifts = [0] + (-10...10).map { middle + freedom * Double($0) / 10 }
    return shifts.filter { abs($0 - middle) <= freedom * (1 + 1e-9) }
      .min { excess($0) < excess($1) * (1 - 1e-9) }!
  }

  /// Where jumps lead, with the diffusion of a step on which v is at its mean.
  ///
  /// On a mesh fine enough to resolve a jump the law is `JumpStencil`'s; on a coarser one the jumps of a step lead to the
  /// nodes about their mean, like a diffusion with as large a variance.
  private static func far(
    _ model: BatesModel, _ timeStep: Double, variance: Double, _ spacing: Double, _ grid: ProbabilityGrid
  ) -> [(offset: Int, probability: Double)] {
    guard model.intensity > 0 else { return [] }
    let process = LevyProcess(
      drift: 0, variance: variance / timeStep, intensity: model.intensity, jumps: model.jumps.jumps)
    let stencil = JumpStencil(
      process: process, timeStep: timeStep, variance: variance, spacing: spacing, nearReach: 2, farLimit: 4)
    if let law = stencil.law(), law.missing < 1e-6 { return law.steps }
    // The number of jumps N in a step that jumps has E N = count / p and E N^2 = (count + count^2) / p.
    let (count, jumping) = (model.intensity * timeStep, stencil.jumpProbability)
    let (number, square) = (count / jumping, (count + count * count) / jumping)
    let mean = number * model.jumpMean / spacing
    let spread =
      variance + number * model.jumpDeviation * model.jumpDeviation
      + (square - number * number) * model.jumpMean * model.jumpMean
    return MomentStencil(
      mean: mean, variance: spread / (spacing * spacing), grid: grid, steps: 1
    ).threeNodes().map { ($0.offset, $0.probability * jumping) }
  }
}
