/// Diffusion on a torus: a walker stays with probability `stay`, else steps to one of four neighbours with
/// equal chances.
///
/// Source: the scaling figure of Smith et al., Nature Electronics 5, 102 (2022). A step of length dt
/// simulates the diffusion constant `D = (1 - stay) spacing^2 / (4 dt)`: second order in the spacing.
public struct TorusDiffusion: Hashable, Sendable {
  public var columns: Int
  public var rows: Int
  public var stay: Double
  public var spacing: Double

  public init(columns: Int, rows: Int, stay: Double = 0.2, spacing: Double = 1) {
    self.columns = columns
    self.rows = rows
    self.stay = stay
    self.spacing = spacing
  }

  /// - Throws: `ChainError.badParameter` for an empty mesh or a probability outside 0 ... 1.
  public func chain() throws -> MarkovChain {
    try GridWalk(columns: columns, rows: rows, spacing: spacing, boundary: .periodic)
      .chain(stay: stay)
  }

  /// All walkers on one state, walked for `steps` steps.
  public func problem(startState: Int = 0, steps: Int) throws -> WalkProblem {
    let chain = try chain()
    return WalkProblem(
      stages: [chain], start: try StartWeights.point(startState, of: chain), horizon: .steps(steps))
  }
}
