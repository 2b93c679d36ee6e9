/// Sixteen generators side by side, for vector lanes that own a fixed block of walkers: xoshiro128++ by Blackman and
/// Vigna (ACM Trans. Math. Software 47, 36, 2021), each lane with a state of its own out of Philox.
///
/// A block's numbers depend on its key and its number alone. Philox gives every lane its 128 bits of state, so that two
/// of n streams of length l share numbers with a chance below n^2 l / 2^128.
public struct BlockStream: Hashable, Sendable {
  public static let lanes = 16

  /// The four words of every lane's state.
  public var words: (SIMD16<UInt32>, SIMD16<UInt32>, SIMD16<UInt32>, SIMD16<UInt32>) {
    get { (s0, s1, s2, s3) }
    set { (s0, s1, s2, s3) = newValue }
  }

  private var s0 = SIMD16<UInt32>()
  private var s1 = SIMD16<UInt32>()
  private var s2 = SIMD16<UInt32>()
  private var s3 = SIMD16<UInt32>()

  public init(key: StreamKey, block: UInt64) {
    for lane in 0..<Self.lanes {
      let state = key.block(identity: block, tick: UInt64(lane))
      // The one state that would stay as it is.
      let isZero = state == PhiloxBlock(repeating: 0)
      s0[lane] = isZero ? 1 : state.x
      s1[lane] = state.y
      s2[lane] = state.z
      s3[lane] = state.w
    }
  }

  /// The next word of every lane.
  public mutating func next() -> SIMD16<UInt32> {
    let sum = s0 &+ s3
    let out = (sum &<< 7 | sum &>> 25) &+ s0
    let shifted = s1 &<< 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = s3 &<< 11 | s3 &>> 21
    return out
  }
}
