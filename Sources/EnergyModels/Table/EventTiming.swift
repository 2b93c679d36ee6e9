/// Time per event of a core, in picoseconds; integers, so that sums do not depend on order.
///
/// A tick lasts max(send time of the busiest sender, receive time of the busiest receiver) + barrier; sending
/// is access, update, spike and message out, receiving is message in and synapse. An event whose time nobody
/// published is nil; a tick computed without it is a lower bound (see `untimed`).
public struct EventTiming: Hashable, Sendable {
  /// A neuron read, every tick.
  public var access: UInt64?
  /// An active neuron, on top of `access`.
  public var update: UInt64?
  /// An active neuron that draws noise, in place of `update`.
  public var noiseUpdate: UInt64?
  public var spike: UInt64?
  public var messageOut: UInt64?
  public var messageIn: UInt64?
  public var synapse: UInt64?
  public var barrier: BarrierTime
  public var trust: TrustMark
  public var source: String

  public init(barrier: BarrierTime, trust: TrustMark, source: String) {
    self.barrier = barrier
    self.trust = trust
    self.source = source
  }

  /// The events without a time, by their names in files: if there are any, ticks are lower bounds.
  public var untimed: [String] {
    let times: [(String, UInt64?)] = [
      ("access", access), ("update", update), ("noise_update", noiseUpdate), ("spike", spike),
      ("message_out", messageOut), ("message_in", messageIn), ("synapse", synapse),
    ]
    return times.compactMap { $0.1 == nil ? $0.0 : nil }
  }
}

/// The barrier that ends a tick: a straight line in the number of tiles through its two published ends.
public struct BarrierTime: Hashable, Sendable {
  /// Picoseconds over one tile, and over `tiles` tiles.
  public var overOneTile: UInt64
  public var overAllTiles: UInt64
  public var tiles: Int

  /// - Precondition: `tiles` is at least 2, and the barrier does not shrink with tiles.
  public init(overOneTile: UInt64, overAllTiles: UInt64, tiles: Int) {
    precondition(
      tiles >= 2 && overAllTiles >= overOneTile, "a barrier grows with tiles, of which there are 2 or more")
    self.overOneTile = overOneTile
    self.overAllTiles = overAllTiles
    self.tiles = tiles
  }

  /// Picoseconds over `used` tiles, rounded down. Beyond `tiles` (more than one chip) nothing is published:
  /// the line goes on. Saturates at the largest integer.
  public func picoseconds(tiles used: Int) -> UInt64 {
    let steps = UInt64(max(used, 1) - 1)
    let (product, overflow) = (overAllTiles - overOneTile).multipliedReportingOverflow(by: steps)
    let (sum, carry) = (product / UInt64(tiles - 1)).addingReportingOverflow(overOneTile)
    return overflow || carry ? .max : sum
  }
}
