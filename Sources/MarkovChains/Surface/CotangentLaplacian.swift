/// The Laplace-Beltrami operator on a triangle mesh:
/// `(L f)_i = sum_j w_ij (f_j - f_i) / A_i`, `w_ij = (cot a + cot b) / 2` over the two angles opposite to the edge,
/// `A_i` the mixed area of the vertex.
///
/// Source: Meyer, Desbrun, Schröder and Barr, "Discrete differential-geometry operators for triangulated
/// 2-manifolds", 2003, equation 8 and figure 4. Functions of the surface come out to second order in the length of
/// edges in the mean (eigenvalues, and laws of walks); vertex by vertex the operator need not converge where
/// neighbours stand unevenly. The operator is symmetric with respect to the areas: `A_i L_ij = A_j L_ji`.
public struct CotangentLaplacian: Hashable, Sendable {
  public struct WeightedEdge: Hashable, Sendable {
    public let first: Int
    public let second: Int
    /// Half the sum of the cotangents, above 0.
    public let weight: Double
  }

  /// The edges of positive weight; right angles on both sides make a weight of zero.
  public let edges: [WeightedEdge]
  /// The area that belongs to each vertex; they sum to the area of the mesh.
  public let vertexAreas: [Double]

  /// - Throws: `ChainError.badParameter` for an edge of negative weight: no walk has this generator. Angles opposite
  ///   to an edge must not sum to more than half a turn, as they do not in a Delaunay mesh.
  public init(_ mesh: TriangleMesh) throws {
    var areas = [Double](repeating: 0, count: mesh.vertices.count)
    var weights: [TriangleMesh.Edge: Double] = [:]
    for face in mesh.faces {
      let triangle = MeshTriangle(face, of: mesh.vertices)
      let (shares, cotangents) = (triangle.cornerAreas, triangle.cotangents)
      for corner in 0..<3 {
        areas[face[corner]] += shares[corner]
        let opposite = TriangleMesh.Edge(face[(corner + 1) % 3], face[(corner + 2) % 3])
        weights[opposite, default: 0] += cotangents[corner] / 2
      }
    }
    vertexAreas = areas
    edges = try mesh.edges.compactMap { edge in
      let weight = weights[edge]!
      try ChainError.require(
        weight >= -Self.roundingError, "cotangent weight of edge \(edge.first) - \(edge.second)", weight,
        allowed: "not below 0; flip the edge, so that the mesh is Delaunay, or move its vertices")
      guard weight > Self.roundingError else { return nil }
      return WeightedEdge(first: edge.first, second: edge.second, weight: weight)
    }
  }

  /// Weights below this are rounded zeros.
  private static let roundingError = 1e-12

  /// The rate at which each vertex is left: `sum_j w_ij / A_i`, per unit of time at a diffusion of 1.
  public var rates: [Double] {
    var sums = [Double](repeating: 0, count: vertexAreas.count)
    for edge in edges {
      sums[edge.first] += edge.weight
      sums[edge.second] += edge.weight
    }
    return zip(sums, vertexAreas).map { $0 / $1 }
  }
}
