/// What a message meets on its way from tile to tile: dimension order, x first, over the mesh of all chips.
struct LoihiRoute: Hashable, Sendable {
  var hopsEastWest: Int
  var hopsNorthSouth: Int
  /// Chip boundaries crossed.
  var chipCrossings: Int
  var isLocal: Bool { hopsEastWest == 0 && hopsNorthSouth == 0 }

  /// - Parameter profile: gives the tiles of one chip.
  init(from source: MeshPoint, to target: MeshPoint, profile: ChipProfile = .loihi) {
    hopsEastWest = abs(target.x - source.x)
    hopsNorthSouth = abs(target.y - source.y)
    chipCrossings =
      abs(target.x / profile.meshWidth - source.x / profile.meshWidth)
      + abs(target.y / profile.meshHeight - source.y / profile.meshHeight)
  }
}
