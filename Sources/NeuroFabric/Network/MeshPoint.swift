/// Where a core stands in the mesh of all chips: x grows east, y grows south, chips tile the plane.
public struct MeshPoint: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
