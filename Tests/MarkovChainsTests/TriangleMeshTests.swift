import MarkovChains
import RealModule
import Testing

@Suite struct TriangleMeshTests {
  private static let corners = [SIMD3(0.0, 0, 0), SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
  private static let sides = [SIMD3(0, 2, 1), SIMD3(0, 1, 3), SIMD3(0, 3, 2), SIMD3(1, 2, 3)]

  private func message(_ vertices: [SIMD3<Double>], _ faces: [SIMD3<Int>]) -> String {
    do {
      return "no error: \(try TriangleMesh(vertices: vertices, faces: faces).area)"
    } catch { return "\(error)" }
  }

  @Test func tetrahedron() throws {
    let mesh = try TriangleMesh(vertices: Self.corners, faces: Self.sides)
    #expect(mesh.edges.count == 6 && mesh.eulerCharacteristic == 2)
    #expect(isNear(mesh.area, 1.5 + 0.75.squareRoot(), relative: 1e-15))
    // Right-angled corners at vertex 0: its edges have the cotangents of 45 and 45 degrees opposite.
    let laplacian = try CotangentLaplacian(mesh)
    let weights = laplacian.edges.map(\.weight)
    #expect(areNear(Array(weights[0..<3]), [1, 1, 1], within: 1e-15))
    // The other edges: 90 degrees in one face, 60 in the other.
    let slanted = 0.5 / 3.0.squareRoot()
    #expect(areNear(Array(weights[3..<6]), [slanted, slanted, slanted], within: 1e-15))
    #expect(isNear(laplacian.vertexAreas.reduce(0, +), mesh.area, relative: 1e-15))
    #expect(isNear(laplacian.vertexAreas[0], 0.75, relative: 1e-15))
  }

  @Test func brokenMeshesAreRefused() {
    var (vertices, faces) = (Self.corners, Self.sides)
    #expect(message([], []) == "vertices of the mesh is 0; allowed: 4 to 100000000")
    faces[3] = SIMD3(1, 2, 4)
    #expect(message(vertices, faces) == "face 3 is 1, 2, 4; allowed: three different vertices, 0 to 3")
    faces[3] = SIMD3(1, 2, 2)
    #expect(message(vertices, faces) == "face 3 is 1, 2, 2; allowed: three different vertices, 0 to 3")
    faces[3] = SIMD3(1, 3, 2)
    #expect(
      message(vertices, faces)
        == "edge 1 -> 3 is given again by face 3; allowed: one face on each side, both of the same orientation"
    )
    #expect(
      message(vertices, Array(Self.sides.dropLast()))
        == "edge 1 -> 3 is on one face only; allowed: one face on each side: a closed surface")
    #expect(
      message(vertices + [SIMD3(5, 5, 5)], Self.sides)
        == "number of faces at vertex 4 is 0; allowed: at least 3")
    vertices[3] = SIMD3(0.5, 0, 0)
    #expect(
      message(vertices, Self.sides)
        == "area of face 1 is 0.0; "
        + "allowed: above 1e-10 of the square of the longest side; the face is degenerate")
    vertices[3].y = .nan
    #expect(message(vertices, Self.sides) == "coordinate 1 of vertex 3 is nan; allowed: -1e100 to 1e100")
    vertices[3].y = .infinity
    #expect(message(vertices, Self.sides) == "coordinate 1 of vertex 3 is inf; allowed: -1e100 to 1e100")
  }

  @Test func icosphere() throws {
    for refinement in 0...4 {
      let mesh = try TriangleMesh.icosphere(refinement: refinement)
      #expect(mesh.vertices.count == 10 * (1 << (2 * refinement)) + 2 && mesh.eulerCharacteristic == 2)
      #expect(mesh.vertices[0] == SIMD3(0, 0, 1))
      let radii = mesh.vertices.map { ($0 * $0).sum().squareRoot() }
      #expect(radii.allSatisfy { abs($0 - 1) < 1e-15 })
      let laplacian = try CotangentLaplacian(mesh)
      #expect(laplacian.edges.count == mesh.edges.count && laplacian.edges.allSatisfy { $0.weight > 0.3 })
      #expect(isNear(laplacian.vertexAreas.reduce(0, +), mesh.area, relative: 1e-13))
    }
    // A regular icosahedron of circumradius 1.
    let area = try TriangleMesh.icosphere(refinement: 0).area
    #expect(isNear(area, 5 * 3.0.squareRoot() * (16 / (10 + 2 * 5.0.squareRoot())), relative: 1e-14))
    #expect(
      throws: ChainError.badParameter(name: "refinement", value: "8", allowed: "0 to 7")
    ) { try TriangleMesh.icosphere(refinement: 8) }
  }

  /// The areas of meshes approach those of the smooth surfaces with the second order.
  @Test func areasConverge() throws {
    let barbell = Barbell(bellRadius: 1.5, neckRadius: 0.4, neckLength: 2)
    let sphere = try (1...4).map { try TriangleMesh.icosphere(refinement: $0).area / (4 * Double.pi) - 1 }
    let dumbbell = try (1...4).map { try barbell.mesh(refinement: $0).area / barbell.area - 1 }
    for errors in [sphere, dumbbell] {
      #expect(errors.allSatisfy { $0 < 0 })
      #expect(
        (3.7...4.3).contains(errors[1] / errors[2]) && (3.7...4.3).contains(errors[2] / errors[3]),
        "\(errors)")
    }
  }

  @Test func barbellIsClosedSymmetricAndSmooth() throws {
    for barbell in [
      Barbell(), Barbell(bellRadius: 2, neckRadius: 0.1, neckLength: 40),
      Barbell(bellRadius: 1, neckRadius: 0.6, neckLength: 0),
    ] {
      let mesh = try barbell.mesh(refinement: 2)
      #expect(mesh.eulerCharacteristic == 2)
      let laplacian = try CotangentLaplacian(mesh)
      #expect(laplacian.edges.allSatisfy { $0.weight > 0 })
      let heights = mesh.vertices.map(\.z).sorted()
      #expect(areNear(heights, heights.reversed().map { -$0 }, within: 1e-12))
      // Every vertex is on a ball, or inside the balls' circles and at most a neck's width from the axis.
      for vertex in mesh.vertices where barbell.part(at: vertex.z) != .neck {
        let centre = heights.last! - barbell.bellRadius
        let radius =
          (vertex.x * vertex.x + vertex.y * vertex.y
          + (abs(vertex.z) - centre) * (abs(vertex.z) - centre)).squareRoot()
        #expect(isNear(radius, barbell.bellRadius, relative: 1e-12))
      }
    }
  }

  @Test(arguments: [
    (Barbell(bellRadius: 0), "bellRadius is 0.0; allowed: 1e-100 to 1e90"),
    (Barbell(bellRadius: .nan), "bellRadius is nan; allowed: 1e-100 to 1e90"),
    (Barbell(neckRadius: 0.7), "neckRadius is 0.7; allowed: 0.05 to 0.6, 0.05 to 0.6 of the bell's radius"),
    (Barbell(neckLength: -1), "neckLength is -1.0; allowed: 0 to 20.0, 20 of the bell's radii"),
  ])
  func badBarbells(barbell: Barbell, text: String) {
    do {
      _ = try barbell.mesh(refinement: 1)
      Issue.record("no error")
    } catch { #expect("\(error)" == text) }
  }

  /// A flat box has right angles opposite to its diagonals; a sheared one has obtuse angles on both sides of an edge.
  @Test func negativeWeightsAreRefused() throws {
    func box(height: Double, shear: Double) throws -> TriangleMesh {
      let vertices = [0.0, height].flatMap { z in
        [SIMD3(0, 0, z), SIMD3(1, 0, z), SIMD3(1 + shear, 1, z), SIMD3(shear, 1, z)]
      }
      let quads = [[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]]
      let faces = quads.flatMap { [SIMD3($0[0], $0[1], $0[2]), SIMD3($0[0], $0[2], $0[3])] }
      return try TriangleMesh(vertices: vertices, faces: faces)
    }
    let straight = try CotangentLaplacian(box(height: 1, shear: 0))
    #expect(straight.edges.count == 12, "diagonals weigh nothing")
    let text = "cotangent weight of edge 0 - 2 is"
    #expect {
      try CotangentLaplacian(box(height: 1, shear: 0.5))
    } throws: { "\($0)".hasPrefix(text) && "\($0)".contains("flip the edge") }
  }
}
