/// The measures of one face of a mesh. Corner k is opposite to side k.
struct MeshTriangle {
  /// Squares of the lengths of the sides.
  let squaredSides: SIMD3<Double>
  let area: Double
  /// Cotangents of the angles.
  let cotangents: SIMD3<Double>

  init(_ corners: SIMD3<Int>, of vertices: [SIMD3<Double>]) {
    let (a, b, c) = (vertices[corners.x], vertices[corners.y], vertices[corners.z])
    let sides = [c - b, a - c, b - a]
    let doubleArea = length(cross(sides[2], -sides[1]))
    squaredSides = SIMD3(dot(sides[0], sides[0]), dot(sides[1], sides[1]), dot(sides[2], sides[2]))
    area = doubleArea / 2
    cotangents =
      SIMD3(-dot(sides[1], sides[2]), -dot(sides[2], sides[0]), -dot(sides[0], sides[1])) / doubleArea
  }

  /// The share of the area that belongs to each corner: the part nearest to it, or, in an obtuse triangle, half at the
  /// obtuse corner and a quarter at the others, so that the shares stay inside the triangle ("mixed" areas, Meyer,
  /// Desbrun, Schröder and Barr 2003, figure 4).
  var cornerAreas: SIMD3<Double> {
    if cotangents.min() < 0 {
      var shares = SIMD3(repeating: area / 4)
      for corner in 0..<3 where cotangents[corner] < 0 { shares[corner] = area / 2 }
      return shares
    }
    // A side's part is a kite of squaredSide * cotangent / 4, half at either of its ends.
    let parts = squaredSides * cotangents / 8
    return SIMD3(parts.y + parts.z, parts.z + parts.x, parts.x + parts.y)
  }
}

func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

/// Scaled by the largest component, so that squares neither overflow nor vanish.
func length(_ a: SIMD3<Double>) -> Double {
  let scale = max(abs(a.x), abs(a.y), abs(a.z))
  guard scale > 0 else { return 0 }
  let scaled = a / scale
  return scale * dot(scaled, scaled).squareRoot()
}

private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
