import RealModule

extension Barbell {
  /// The surface as rings of triangles: five sides to a ring at refinement 0, twice as many with each refinement.
  ///
  /// The bells are meshed as icospheres are; along the neck rings stand about as far apart as the sides of a bell's
  /// ring are long, so triangles are long and thin there, but their angles stay acute. Vertex 0 is the right pole
  /// (positive z); the mesh is symmetric to z = 0. Every new vertex lies on the surface, midway along the profile.
  ///
  /// - Throws: `ChainError.badParameter` as `check`, and unless `refinement` is 0 to 6.
  public func mesh(refinement: Int) throws -> TriangleMesh {
    try check()
    let limit = TriangleMesh.refinementLimit - 1
    try ChainError.require(
      (0...limit).contains(refinement), "refinement", refinement, allowed: "0 to \(limit)")
    let arcs = coarseArcs
    let rings = StackedRings(rings: arcs.count)
    var points = [SurfacePoint(arc: 0, direction: .zero)]
    for (ring, arc) in arcs.enumerated() {
      points += (0..<StackedRings.sides).map {
        SurfacePoint(arc: arc, direction: rings.direction(ring: ring, side: $0))
      }
    }
    points.append(SurfacePoint(arc: 2 * halfProfile, direction: .zero))
    var faces = rings.faces
    for _ in 0..<refinement {
      let cut = EdgeSubdivision(of: faces, vertexCount: points.count)
      points += cut.ends.map { points[$0.first].middle(to: points[$0.second]) }
      faces = cut.faces
    }
    return try TriangleMesh(vertices: points.map(place), faces: faces)
  }

  /// A point by its place on the profile and the unit vector from the axis to it (zero at a pole).
  private struct SurfacePoint {
    var arc: Double
    var direction: SIMD2<Double>

    func middle(to other: SurfacePoint) -> SurfacePoint {
      let sum = direction + other.direction
      return SurfacePoint(arc: (arc + other.arc) / 2, direction: sum / (sum * sum).sum().squareRoot())
    }
  }

  private func place(_ point: SurfacePoint) -> SIMD3<Double> {
    let (height, radius) = profile(at: point.arc)
    return SIMD3(radius * point.direction.x, radius * point.direction.y, height)
  }

  /// Where the rings stand at refinement 0: two on either bell as on an icosahedron, and those of the neck evenly
  /// between, an odd number with one in the middle.
  private var coarseArcs: [Double] {
    let first = Double.acos(0.2.squareRoot()) * bellRadius
    let last = Double.pi * bellRadius - first
    let gaps = max(1, ((halfProfile - last) / (0.75 * bellRadius)).rounded())
    let spacing = (halfProfile - last) / gaps
    let half = [first] + (0..<Int(gaps)).map { last + Double($0) * spacing }
    return half + [halfProfile] + half.reversed().map { 2 * halfProfile - $0 }
  }
}
