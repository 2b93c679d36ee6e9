/// Each triangle cut into four by the midpoints of its edges; where the midpoints lie is for the surface to say.
struct EdgeSubdivision {
  /// The new faces, of the orientation of the old ones. A midpoint's number follows those of the old vertices.
  let faces: [SIMD3<Int>]
  /// For every midpoint the ends of its edge.
  let ends: [TriangleMesh.Edge]

  init(of faces: [SIMD3<Int>], vertexCount: Int) {
    var numbers: [TriangleMesh.Edge: Int] = [:]
    var ends: [TriangleMesh.Edge] = []
    func midpoint(_ a: Int, _ b: Int) -> Int {
      let edge = TriangleMesh.Edge(a, b)
      if let number = numbers[edge] { return number }
      numbers[edge] = vertexCount + ends.count
      ends.append(edge)
      return vertexCount + ends.count - 1
    }
    self.faces = faces.flatMap { face in
      let (x, y, z) = (midpoint(face.x, face.y), midpoint(face.y, face.z), midpoint(face.z, face.x))
      return [SIMD3(face.x, x, z), SIMD3(face.y, y, x), SIMD3(face.z, z, y), SIMD3(x, y, z)]
    }
    self.ends = ends
  }
}
