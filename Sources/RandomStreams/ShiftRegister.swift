/// A 32-bit Galois linear-feedback shift register, as a stand-in for a chip's own generator.
///
/// Polynomial x^32 + x^22 + x^2 + x + 1 (taps 0x80200003, maximal length). One *advance* is one shift.
/// With one advance per draw successive bytes share seven bits: deliberately poor, for the study of what a poor
/// generator does to a walk. With 32 advances per draw (one precomputed linear jump) every draw sees fresh bits.
public struct ShiftRegister: Hashable, Sendable {
  public private(set) var state: UInt32

  /// - Parameter seed: a zero seed, the register's fixed point, is replaced by 0xFFFFFFFF.
  public init(seed: UInt32) { state = seed == 0 ? .max : seed }

  /// Shifts once.
  @inlinable
  static func shifted(_ state: UInt32) -> UInt32 {
    (state &>> 1) ^ (0x8020_0003 & (0 &- (state & 1)))
  }

  /// The low byte after one advance.
  public mutating func serialByte() -> UInt8 {
    state = Self.shifted(state)
    return UInt8(truncatingIfNeeded: state)
  }

  /// A word after 32 advances.
  public mutating func word() -> UInt32 {
    state = ShiftRegister.jump32(state)
    return state
  }

  /// The state 32 advances later: the register is linear, so four byte-indexed tables give the jump.
  static func jump32(_ state: UInt32) -> UInt32 {
    let tables = jumpTables
    return tables[Int(state & 0xFF)] ^ tables[256 + Int((state &>> 8) & 0xFF)]
      ^ tables[512 + Int((state &>> 16) & 0xFF)] ^ tables[768 + Int(state &>> 24)]
  }

  private static let jumpTables: [UInt32] = (0..<1024).map { index in
    var state = UInt32(index & 0xFF) &<< (8 * UInt32(index >> 8))
    for _ in 0..<32 { state = shifted(state) }
    return state
  }
}
