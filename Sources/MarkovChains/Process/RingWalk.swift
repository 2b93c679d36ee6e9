/// The simple walk on a ring of cells: left 1/2, right 1/2, or less of both with a chance to stay.
///
/// The cleanest test of a walker circuit: both exits are equal, so their gate is exactly 1/2 on every grid.
/// On a ring of even length without staying the walk is periodic: parity of step and place agree. Second
/// order in the spacing as a diffusion with `D = (1 - stay) spacing^2 / (2 dt)`; fourth order with
/// `stay = 2/3`.
public struct RingWalk: Hashable, Sendable {
  public var cells: Int
  public var stay: Double
  public var spacing: Double

  public init(cells: Int, stay: Double = 0, spacing: Double = 1) {
    self.cells = cells
    self.stay = stay
    self.spacing = spacing
  }

  /// - Throws: `ChainError.badParameter` for an empty ring or a probability outside 0 ... 1.
  public func chain() throws -> MarkovChain {
    let side = try remainder(stay) / 2
    return try IntervalWalk(count: cells, spacing: spacing, lower: .periodic, upper: .periodic)
      .chain { _ in [(-1, side), (0, stay), (1, side)] }
  }

  /// All walkers on one cell, walked for `steps` steps.
  public func problem(startState: Int = 0, steps: Int) throws -> WalkProblem {
    let chain = try chain()
    return WalkProblem(
      stages: [chain], start: try StartWeights.point(startState, of: chain), horizon: .steps(steps))
  }
}
