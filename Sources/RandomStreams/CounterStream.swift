/// A sequential view of one addressed stream, for code that draws an unknown number of values
/// (binomial splitting, walkers on the computer). State: the address and the position; nothing else.
public struct CounterStream: RandomNumberGenerator, Sendable {
  @usableFromInline let key: StreamKey
  @usableFromInline let identity: UInt64
  @usableFromInline let tick: UInt64
  @usableFromInline var draw: UInt32 = 0
  @usableFromInline var buffer = PhiloxBlock()
  @usableFromInline var available = 0

  @inlinable
  public init(key: StreamKey, identity: UInt64, tick: UInt64 = 0) {
    self.key = key
    self.identity = identity
    self.tick = tick
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    if available == 0 {
      buffer = key.block(identity: identity, tick: tick, draw: draw)
      draw &+= 1
      available = 2
    }
    available &-= 1
    return available == 1
      ? UInt64(buffer.x) | UInt64(buffer.y) &<< 32
      : UInt64(buffer.z) | UInt64(buffer.w) &<< 32
  }

  /// A uniform double in [0, 1) with 53 random bits.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() &>> 11) * 0x1p-53
  }
}
