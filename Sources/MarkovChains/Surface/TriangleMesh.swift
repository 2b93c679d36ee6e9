/// A closed, oriented surface of flat triangles in space.
///
/// Every edge borders two faces, which run through it in opposite directions; seen from outside, the vertices of a
/// face stand counterclockwise if the caller gave them so (nothing here depends on the side). Lengths are in the
/// unit of the coordinates.
public struct TriangleMesh: Hashable, Sendable {
  /// The places of the vertices.
  public let vertices: [SIMD3<Double>]
  /// For every face the numbers of its three vertices.
  public let faces: [SIMD3<Int>]
  /// The edges, each once, the lower vertex first, in ascending order.
  public let edges: [Edge]

  /// An undirected edge: `first < second`.
  public struct Edge: Hashable, Sendable, Comparable {
    public let first: Int
    public let second: Int

    init(_ a: Int, _ b: Int) {
      first = min(a, b)
      second = max(a, b)
    }

    public static func < (a: Edge, b: Edge) -> Bool { (a.first, a.second) < (b.first, b.second) }
  }

  /// Checks and keeps the mesh.
  ///
  /// - Throws: `ChainError.badParameter` for, in this order: fewer than 4 vertices or more than the largest mesh has,
  ///   a coordinate that is not a number or above 1e100, a face whose vertices do not exist or are not three
  ///   different ones, a face without area (below 1e-10 of the square of its longest side), a vertex in no face, an
  ///   edge that two faces run through in the same direction, and an edge with one face only.
  public init(vertices: [SIMD3<Double>], faces: [SIMD3<Int>]) throws {
    try ChainError.requireCount("vertices of the mesh", vertices.count, atLeast: 4)
    for (number, vertex) in vertices.enumerated() {
      for axis in 0..<3 {
        try ChainError.require(
          abs(vertex[axis]) <= 1e100, "coordinate \(axis) of vertex \(number)", vertex[axis],
          allowed: "-1e100 to 1e100")
      }
    }
    self.vertices = vertices
    self.faces = faces
    for face in faces.indices { try Self.check(face: face, faces[face], vertices) }
    try Self.checkUse(of: vertices.count, faces)
    edges = try Self.closedEdges(of: faces)
  }

  /// The area of all faces together.
  public var area: Double {
    faces.reduce(0) { $0 + MeshTriangle($1, of: vertices).area }
  }

  /// Vertices less edges plus faces: 2 for a surface like a ball's, 0 for one like a torus's.
  public var eulerCharacteristic: Int { vertices.count - edges.count + faces.count }
}

extension TriangleMesh {
  private static func check(face: Int, _ corners: SIMD3<Int>, _ vertices: [SIMD3<Double>]) throws {
    let text = "\(corners.x), \(corners.y), \(corners.z)"
    try ChainError.require(
      corners.min() >= 0 && corners.max() < vertices.count && corners.x != corners.y
        && corners.y != corners.z && corners.z != corners.x,
      "face \(face)", text, allowed: "three different vertices, 0 to \(vertices.count - 1)")
    let triangle = MeshTriangle(corners, of: vertices)
    try ChainError.require(
      triangle.area > 1e-10 * triangle.squaredSides.max(), "area of face \(face)", triangle.area,
      allowed: "above 1e-10 of the square of the longest side; the face is degenerate")
  }

  private static func checkUse(of count: Int, _ faces: [SIMD3<Int>]) throws {
    var isUsed = [Bool](repeating: false, count: count)
    for face in faces { for corner in 0..<3 { isUsed[face[corner]] = true } }
    let unused = isUsed.firstIndex(of: false)
    try ChainError.require(
      unused == nil, "number of faces at vertex \(unused ?? 0)", 0, allowed: "at least 3")
  }

  private static func closedEdges(of faces: [SIMD3<Int>]) throws -> [Edge] {
    var directed: Set<SIMD2<Int>> = []
    directed.reserveCapacity(3 * faces.count)
    for (number, face) in faces.enumerated() {
      for corner in 0..<3 {
        let edge = SIMD2(face[corner], face[(corner + 1) % 3])
        try ChainError.require(
          directed.insert(edge).inserted, "edge \(edge.x) -> \(edge.y)", "given again by face \(number)",
          allowed: "one face on each side, both of the same orientation")
      }
    }
    // The first open edge by number, so that the message does not depend on the order of a set.
    let open = directed.filter { !directed.contains(SIMD2($0.y, $0.x)) }
      .min { ($0.x, $0.y) < ($1.x, $1.y) }
    try ChainError.require(
      open == nil, "edge \(open?.x ?? 0) -> \(open?.y ?? 0)", "on one face only",
      allowed: "one face on each side: a closed surface")
    return directed.filter { $0.x < $0.y }.map { Edge($0.x, $0.y) }.sorted()
  }
}
