/// Time per event of a core, in picoseconds; integers, so that sums do not depend on order.
///
/// A tick lasts max(send time of the busiest sender, receive time of the busiest receiver) + barrier; sending is
/// access, update, spike and message out, receiving is message in and synapse.
public struct EventTiming: Hashable, Sendable {
  /// A neuron read, every tick.
  public var access: UInt64
  /// An active neuron, on top of `access`; `noiseUpdate` in its place if it draws noise.
  public var update: UInt64
  public var noiseUpdate: UInt64
  public var spike: UInt64
  public var messageOut: UInt64
  public var messageIn: UInt64
  public var synapse: UInt64
  /// The barrier over one tile, and over `tiles` tiles.
  public var barrierOfOne: UInt64
  public var barrierOfAll: UInt64
  public var tiles: Int
  public var source: String

  /// - Precondition: `tiles` is at least 2, and the barrier does not shrink with tiles.
  public init(
    access: UInt64, update: UInt64, noiseUpdate: UInt64, spike: UInt64, messageOut: UInt64, messageIn: UInt64,
    synapse: UInt64, barrierOfOne: UInt64, barrierOfAll: UInt64, tiles: Int, source: String
  ) {
    precondition(tiles >= 2 && barrierOfAll >= barrierOfOne, "a barrier grows with tiles, of which there are 2 or more")
    self.access = access
    self.update = update
    self.noiseUpdate = noiseUpdate
    self.spike = spike
    self.messageOut = messageOut
    self.messageIn = messageIn
    self.synapse = synapse
    self.barrierOfOne = barrierOfOne
    self.barrierOfAll = barrierOfAll
    self.tiles = tiles
    self.source = source
  }

  /// The barrier over `used` tiles: a straight line through the two published ends. Beyond `tiles`, several chips,
  /// nothing is published and the line goes on.
  public func barrier(tiles used: Int) -> UInt64 {
    let span = UInt64(tiles - 1)
    let (product, overflow) = (barrierOfAll - barrierOfOne).multipliedReportingOverflow(by: UInt64(max(used, 1) - 1))
    return overflow ? .max : (product / span).addingSaturating(barrierOfOne)
  }
}

extension UInt64 {
  fileprivate func addingSaturating(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
