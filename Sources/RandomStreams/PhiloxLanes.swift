// Four Philox blocks at once: four counters side by side in vector lanes, so that their rounds overlap.

/// Four 32-bit numbers, each in a 64-bit lane: the products of a round then need no shuffling.
public typealias PhiloxLanes = SIMD4<UInt64>

extension StreamKey {
  /// Word x of block 0 of (identity, tick) for four identities: `block(identity:tick:).x` of each, in lane
  /// order.
  @inlinable
  public func firstWords(identities: PhiloxLanes, tick: UInt64) -> PhiloxLanes {
    let low = PhiloxLanes(repeating: 0xFFFF_FFFF)
    let half = PhiloxLanes(repeating: 32)
    var c0 = identities & low
    var c1 = PhiloxLanes(repeating: tick & 0xFFFF_FFFF)
    var c2 = (identities &>> half) & 0xFFFF | PhiloxLanes(repeating: (tick &>> 32 & 0xFFFF) &<< 16)
    var c3 = PhiloxLanes()
    var (k0, k1) = (words.x, words.y)
    for _ in 0..<10 {
      let p0 = (c0 & low) &* PhiloxLanes(repeating: 0xD251_1F53)
      let p1 = (c2 & low) &* PhiloxLanes(repeating: 0xCD9E_8D57)
      c0 = (p1 &>> half) ^ c1 ^ PhiloxLanes(repeating: UInt64(k0))
      c1 = p1 & low
      c2 = (p0 &>> half) ^ c3 ^ PhiloxLanes(repeating: UInt64(k1))
      c3 = p0 & low
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return c0 & low
  }
}
