import Instrumentation

/// What a packet meets between two cores of a TrueNorth mesh: dimension order, x first, chip edges continue
/// into the neighbouring chip.
struct MeshRoute: Hashable, Sendable {
  var eastWest = 0
  var northSouth = 0
  var chipCrossings = 0

  /// Cores along one edge of a chip.
  static let chipEdge = ChipProfile.trueNorth.meshWidth

  init(from source: MeshPoint, to target: MeshPoint) {
    eastWest = abs(target.x - source.x)
    northSouth = abs(target.y - source.y)
    chipCrossings =
      abs(Self.chip(target.x) - Self.chip(source.x)) + abs(Self.chip(target.y) - Self.chip(source.y))
  }

  /// The way out to the host: west along the row, over the edge of the source's chip.
  init(leavingFrom source: MeshPoint) {
    eastWest = source.x - Self.chip(source.x) * Self.chipEdge + 1
    chipCrossings = 1
  }

  /// The place beyond the west edge of the source's chip where spikes for the host go.
  static func exit(from source: MeshPoint) -> MeshPoint {
    MeshPoint(x: chip(source.x) * chipEdge - 1, y: source.y)
  }

  /// Adds `packets` packets on this route to `counts`.
  func count(_ packets: UInt64, in counts: inout EventCounts) {
    counts[.hopEastWest] += packets * UInt64(eastWest)
    counts[.hopNorthSouth] += packets * UInt64(northSouth)
    counts[.chipCrossing] += packets * UInt64(chipCrossings)
    if eastWest == 0 && northSouth == 0 { counts[.localDelivery] += packets }
  }

  /// Index of the chip that holds a coordinate: the quotient rounded down.
  private static func chip(_ coordinate: Int) -> Int {
    (coordinate >= 0 ? coordinate : coordinate - (chipEdge - 1)) / chipEdge
  }
}
