/// What a stream of random numbers is for. Streams of different purposes never share numbers.
///
/// The raw value is part of every result: never change one, only add.
public enum StreamPurpose: UInt32, Sendable, CaseIterable {
  case neuron = 1
  case walker = 2
  case nodeCounts = 3
  case test = 4
  /// Paths of a process on the computer.
  case path = 5
}

/// The key of a family of streams: (seed, purpose, batch).
///
/// One number of a stream is then addressed by (identity, tick, draw), where the identity is the walker on the
/// computer and the neuron in the circuit on a chip; never a core or a thread. Results therefore do not move with
/// placement or with the number of threads. Zero is an ordinary seed.
public struct StreamKey: Hashable, Sendable {
  /// The 64 bits of the Philox key.
  @usableFromInline package let words: SIMD2<UInt32>

  public init(seed: UInt64, purpose: StreamPurpose, batch: UInt32) {
    let counter = PhiloxBlock(purpose.rawValue, batch, 0x5370_696B, 0x6557_616C)
    let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let block = philox4x32(counter: counter, key: key)
    words = SIMD2(block.x, block.y)
  }

  /// Block number `draw` of (identity, tick): 128 random bits.
  ///
  /// - Parameters:
  ///   - identity: 48 bits are used.
  ///   - tick: 48 bits are used.
  ///   - draw: which block of this identity and tick.
  @inlinable
  public func block(identity: UInt64, tick: UInt64, draw: UInt32 = 0) -> PhiloxBlock {
    philox4x32(
      counter: PhiloxBlock(
        UInt32(truncatingIfNeeded: identity),
        UInt32(truncatingIfNeeded: tick),
        UInt32(truncatingIfNeeded: identity &>> 32) & 0xFFFF
          | UInt32(truncatingIfNeeded: tick &>> 32) &<< 16,
        draw),
      key: words)
  }
}
