import RealModule

/// Heat on the unit sphere as a walk on the vertices of an icosphere, from the north pole.
///
/// `P = I + s L` with the cotangent Laplacian L of the mesh and `s = (1 - exp(-2 D dt)) / 2`: coordinates are almost
/// eigenvectors of L to the eigenvalue -2, so that the mean cosine decays as `exp(-2 D t)` at any step, but for a
/// residue of second order (2.5e-5 of it at refinement 3).
///
/// Error: second order in the edge. The largest error of the density comes to 4e-3, 1e-3 and 3e-4 of the density at the
/// pole at refinements 2, 3 and 4 for D t = 0.2, and to a tenth of that at D t = 1, with the number of steps that the
/// walk chooses itself: `D dt = h^2 / 8`, h the mean distance of vertices, at which the errors of mesh and time cancel
/// where vertices have six even neighbours, as `sigma^2 dt = h^2 / 3` does on a line. Ten times as many steps make the
/// errors several times larger, not smaller.
public struct SphereWalk: Hashable, Sendable {
  public let heat: HeatOnSphere
  public let surface: SurfaceDiffusion
  public let time: Double
  public let steps: Int

  /// A walk over `time`, in `steps` steps or as many as suit the mesh.
  ///
  /// - Throws: `ChainError.badParameter` for a refinement outside 0 to 7, a diffusion or time that is not positive and
  ///   finite, a product of the two outside 1e-12 to 1e300, or a number of steps (given or needed) outside
  ///   1 to 100,000,000 or too small for the mesh.
  public init(refinement: Int, diffusion: Double = 1, time: Double, steps: Int? = nil) throws {
    let mesh = try TriangleMesh.icosphere(refinement: refinement)
    heat = HeatOnSphere(diffusion: diffusion)
    _ = try heat.meanCosine(time: time)
    surface = try SurfaceDiffusion(mesh: mesh, diffusion: diffusion)
    self.time = time
    // On a lattice of equilateral triangles a vertex has the area sqrt(3)/2 h^2.
    let squaredDistance = 4 * Double.pi / Double(mesh.vertices.count) * 2 / 3.0.squareRoot()
    self.steps = try surface.checkedSteps(
      steps, wanted: diffusion * time / (squaredDistance / 8), time: time
    ) { Self.stepLength(time / Double($0), diffusion) }
  }

  /// The chain's states are the vertices of the mesh; state 0 is the north pole.
  public func chain() throws -> MarkovChain {
    try surface.chain(timeStep: Self.stepLength(time / Double(steps), heat.diffusion))
  }

  /// All walkers on the north pole, walked for `steps` steps.
  public func problem() throws -> WalkProblem {
    let chain = try chain()
    return WalkProblem(
      stages: [chain], start: try StartWeights.point(0, of: chain), horizon: .steps(steps))
  }

  /// Colatitude of every vertex.
  public var colatitudes: [Double] {
    surface.mesh.vertices.map { Double.atan2(y: ($0.x * $0.x + $0.y * $0.y).squareRoot(), x: $0.z) }
  }

  /// Steradians of every vertex: the areas on the mesh, scaled to sum to 4 pi. The law divided by them is the density.
  public var solidAngles: [Double] {
    let areas = surface.laplacian.vertexAreas
    let scale = 4 * Double.pi / areas.reduce(0, +)
    return areas.map { $0 * scale }
  }

  /// `(1 - exp(-2 D dt)) / (2 D)`.
  private static func stepLength(_ timeStep: Double, _ diffusion: Double) -> Double {
    -Double.expMinusOne(-2 * diffusion * timeStep) / (2 * diffusion)
  }
}
