/// Spikes with their ticks, up to a stated number; what goes beyond is counted, not kept.
public struct SpikeRaster: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var tick: Int
    /// The output port or neuron, as the recorder numbers them.
    public var source: Int

    public init(tick: Int, source: Int) {
      self.tick = tick
      self.source = source
    }
  }

  public let capacity: Int
  public private(set) var entries: [Entry] = []
  /// Spikes that came after the raster was full.
  public private(set) var dropped = 0

  public init(capacity: Int) {
    precondition(capacity >= 0, "a raster's capacity is not negative, got \(capacity)")
    self.capacity = capacity
  }

  public mutating func record(tick: Int, source: Int) {
    if entries.count < capacity {
      entries.append(Entry(tick: tick, source: source))
    } else {
      dropped += 1
    }
  }
}
