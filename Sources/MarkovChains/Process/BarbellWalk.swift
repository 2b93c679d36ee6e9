/// Heat on a barbell as a walk on the vertices of a mesh: walkers fill one ball fast and find the neck slowly.
///
/// There is no closed form. Known are the law after a long time, uniform per area; the symmetry of the two balls; and
/// the slowest mode, by which the balls exchange walkers: its rate is D times the smallest lambda of
/// `(r f')' + lambda r f = 0` along the profile r, with f = 0 in the middle. For the standard barbell that is
/// 0.13846 D, and the walk's rate is 10 %, 2.5 % and 0.7 % higher at refinements 1, 2 and 3: second order in the edge,
/// as all else here.
public struct BarbellWalk: Hashable, Sendable {
  public let barbell: Barbell
  public let surface: SurfaceDiffusion
  public let time: Double
  public let steps: Int

  /// A walk over `time`, in `steps` steps, or in as many as keep every probability of moving at 1/2 or below.
  ///
  /// - Throws: `ChainError.badParameter` for a barbell or refinement that `Barbell.mesh` refuses, a diffusion or time
  ///   that is not positive and finite, or a number of steps (given or needed) outside 1 to 100,000,000 or so small
  ///   that a step is longer than the mesh allows.
  public init(
    barbell: Barbell = Barbell(), refinement: Int, diffusion: Double = 1, time: Double, steps: Int? = nil
  ) throws {
    let mesh = try barbell.mesh(refinement: refinement)
    try ChainError.requirePositive("time", time)
    self.barbell = barbell
    self.time = time
    surface = try SurfaceDiffusion(mesh: mesh, diffusion: diffusion)
    let wanted = (2 * time / surface.longestTimeStep).rounded(.up)
    self.steps = try surface.checkedSteps(steps, wanted: wanted, time: time) { time / Double($0) }
  }

  /// The chain's states are the vertices of the mesh; state 0 is the pole of the right ball.
  public func chain() throws -> MarkovChain { try surface.chain(timeStep: time / Double(steps)) }

  /// All walkers on the pole of the right ball, walked for `steps` steps.
  public func problem() throws -> WalkProblem {
    let chain = try chain()
    return WalkProblem(
      stages: [chain], start: try StartWeights.point(0, of: chain), horizon: .steps(steps))
  }

  /// The vertices of a part, ascending.
  public func states(of part: Barbell.Part) -> [Int] {
    surface.mesh.vertices.indices.filter { barbell.part(at: surface.mesh.vertices[$0].z) == part }
  }
}
