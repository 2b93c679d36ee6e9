extension TriangleMesh {
  /// The largest `refinement` of a built surface: an icosphere of 163,842 vertices.
  static let refinementLimit = 7

  /// The unit sphere as an icosahedron whose faces are cut into four `refinement` times, every new vertex moved onto
  /// the sphere: `10 * 4^refinement + 2` vertices, all triangles acute.
  ///
  /// Vertex 0 is the north pole (0, 0, 1). Edges are about `sqrt(14.5 / vertices)` long; they differ by up to a fifth.
  ///
  /// - Throws: `ChainError.badParameter` unless `refinement` is 0 to 7.
  public static func icosphere(refinement: Int) throws -> TriangleMesh {
    try ChainError.require(
      (0...refinementLimit).contains(refinement), "refinement", refinement, allowed: "0 to \(refinementLimit)"
    )
    let rings = StackedRings(rings: 2)
    // The rings of an icosahedron stand at heights of 1/sqrt(5) and -1/sqrt(5).
    let (height, radius) = (0.2.squareRoot(), 0.8.squareRoot())
    var vertices = [SIMD3(0.0, 0, 1)]
    for ring in 0..<2 {
      vertices += (0..<StackedRings.sides).map { side in
        let direction = rings.direction(ring: ring, side: side)
        return SIMD3(radius * direction.x, radius * direction.y, ring == 0 ? height : -height)
      }
    }
    vertices.append(SIMD3(0, 0, -1))
    var faces = rings.faces
    for _ in 0..<refinement {
      let cut = EdgeSubdivision(of: faces, vertexCount: vertices.count)
      vertices += cut.ends.map { edge in
        let sum = vertices[edge.first] + vertices[edge.second]
        return sum / length(sum)
      }
      faces = cut.faces
    }
    return try TriangleMesh(vertices: vertices, faces: faces)
  }
}
