import RealModule

/// The faces of a ball-like surface of two poles and rings of five vertices between them, each ring turned by half a
/// side against the one before. Two rings make an icosahedron.
///
/// Vertex 0 is the first pole, then come the rings, five vertices each, and the other pole last. Every vertex has
/// five or six neighbours, and keeps them when its faces are cut into four.
struct StackedRings {
  static let sides = 5
  let rings: Int

  var vertexCount: Int { Self.sides * rings + 2 }

  /// The unit vector from the axis to vertex `side` of `ring`.
  func direction(ring: Int, side: Int) -> SIMD2<Double> {
    let angle = 2 * Double.pi * (Double(side) + (ring % 2 == 0 ? 0 : 0.5)) / Double(Self.sides)
    return SIMD2(Double.cos(angle), Double.sin(angle))
  }

  /// Counterclockwise from outside where the axis points from the last pole to the first.
  var faces: [SIMD3<Int>] {
    var faces: [SIMD3<Int>] = []
    for side in 0..<Self.sides {
      faces.append(SIMD3(0, number(0, side), number(0, side + 1)))
      for ring in 0..<rings - 1 {
        // Odd rings are turned ahead by half a side, so their neighbours in the next ring are one further.
        let shift = ring % 2
        let (a, b) = (number(ring, side), number(ring, side + 1))
        let (c, d) = (number(ring + 1, side + shift), number(ring + 1, side + shift + 1))
        faces.append(SIMD3(a, c, b))
        faces.append(SIMD3(c, d, b))
      }
      faces.append(SIMD3(vertexCount - 1, number(rings - 1, side + 1), number(rings - 1, side)))
    }
    return faces
  }

  private func number(_ ring: Int, _ side: Int) -> Int { 1 + Self.sides * ring + side % Self.sides }
}
