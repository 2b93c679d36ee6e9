// Philox4x32-10, a counter-based generator: four 32-bit words are a bijection of a 128-bit counter under a 64-bit key.
//
// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// SC'11, doi 10.1145/2063384.2063405. The tests hold it against the known answers of Random123.

/// A 128-bit counter or output block of Philox4x32.
public typealias PhiloxBlock = SIMD4<UInt32>

/// Ten rounds of Philox4x32 on `counter` under `key`.
@inlinable
public func philox4x32(counter: PhiloxBlock, key: SIMD2<UInt32>) -> PhiloxBlock {
  var (c0, c1, c2, c3) = (counter.x, counter.y, counter.z, counter.w)
  var (k0, k1) = (key.x, key.y)
  for _ in 0..<10 {
    let p0 = UInt64(c0) &* 0xD251_1F53
    let p1 = UInt64(c2) &* 0xCD9E_8D57
    let h0 = UInt32(truncatingIfNeeded: p0 &>> 32)
    let h1 = UInt32(truncatingIfNeeded: p1 &>> 32)
    (c0, c1, c2, c3) = (
      h1 ^ c1 ^ k0, UInt32(truncatingIfNeeded: p1), h0 ^ c3 ^ k1, UInt32(truncatingIfNeeded: p0)
    )
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return PhiloxBlock(c0, c1, c2, c3)
}
