/// Diffusion on a triangle mesh as a walk on its vertices: `P = I + dt D L` with the cotangent Laplacian L.
///
/// A walker stays or steps to a vertex next to its own; the uniform law per area is stationary, and the walk is
/// reversible with respect to the areas of vertices. Error: second order in the length of edges, first order in the
/// time step (explicit Euler); steps as long as the mesh allows shrink with the square of the edges, so that the whole
/// is second order.
public struct SurfaceDiffusion: Hashable, Sendable {
  public let mesh: TriangleMesh
  /// Diffusion constant D of `du/dt = D Laplacian u`, in area per time.
  public let diffusion: Double
  public let laplacian: CotangentLaplacian
  /// The longest time step: no vertex is left with a probability above 1.
  public let longestTimeStep: Double

  /// - Throws: `ChainError.badParameter` for a diffusion that is not positive and finite, a mesh with a negative
  ///   cotangent weight, or one so fine or so coarse that the time of a step is no number.
  public init(mesh: TriangleMesh, diffusion: Double) throws {
    try ChainError.requirePositive("diffusion", diffusion)
    self.mesh = mesh
    self.diffusion = diffusion
    laplacian = try CotangentLaplacian(mesh)
    longestTimeStep = 1 / laplacian.rates.max()! / diffusion
    try ChainError.requirePositive("longest time step of the mesh", longestTimeStep)
  }

  /// The chain of steps of length `timeStep`. Its states are the vertices of the mesh.
  ///
  /// - Throws: `ChainError.badParameter` for a time step that is not positive or above `longestTimeStep`.
  public func chain(timeStep: Double) throws -> MarkovChain {
    // A step of exactly the longest may come out above it by rounding.
    try ChainError.require(
      timeStep > 0 && timeStep <= longestTimeStep * (1 + 1e-12), "timeStep", timeStep,
      allowed: "above 0, at most \(longestTimeStep), so that probabilities of moving stay below 1")
    let scale = timeStep * diffusion
    var rows = [[MarkovChain.Transition]](repeating: [], count: mesh.vertices.count)
    func add(_ from: Int, _ to: Int, _ weight: Double) {
      rows[from].append(.init(target: to, probability: scale * weight / laplacian.vertexAreas[from]))
    }
    for edge in laplacian.edges {
      add(edge.first, edge.second, edge.weight)
      add(edge.second, edge.first, edge.weight)
    }
    for vertex in rows.indices {
      let moves = rows[vertex].reduce(0) { $0 + $1.probability }
      rows[vertex].append(.init(target: vertex, probability: max(0, 1 - moves)))
    }
    return try MarkovChain(rows: rows, space: .graph(count: rows.count))
  }
}

extension SurfaceDiffusion {
  /// The number of steps asked for, or the whole number next to `wanted`, at least 1.
  ///
  /// - Throws: `ChainError.badParameter` for a number outside 1 to 100,000,000, or for one so small that a step of
  ///   `length(steps)` is longer than the mesh allows.
  func checkedSteps(
    _ asked: Int?, wanted: Double, time: Double, length: (_ steps: Int) -> Double
  ) throws -> Int {
    let limit = ChainError.stateLimit
    if let asked {
      try ChainError.requireCount("steps", asked)
    } else {
      try ChainError.require(
        wanted <= Double(limit), "time", time,
        allowed: "at most \(time / wanted * Double(limit)), which takes \(limit) steps")
    }
    let steps = asked ?? max(1, Int(wanted.rounded()))
    try ChainError.require(
      length(steps) <= longestTimeStep, "steps", steps,
      allowed:
        "at least \((time / longestTimeStep).rounded(.up)), so that walkers move with probability at most 1")
    return steps
  }
}
