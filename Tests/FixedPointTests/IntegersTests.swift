import FixedPoint
import Testing

/// Every value of small registers.
@Suite struct IntegersTests {
  @Test(arguments: 1...10)
  func wrappedIsTheResidueInRange(bits: Int) {
    let modulus = 1 << bits
    for value in -3 * modulus...3 * modulus {
      let result = wrapped(value, bits: bits)
      #expect((-modulus / 2..<modulus / 2).contains(result))
      #expect((value - result) % modulus == 0)
    }
  }

  @Test func wrappedAtTheWidestRegister() {
    #expect(wrapped(Int.max, bits: 63) == -1)
    #expect(wrapped(Int.min, bits: 63) == 0)
    #expect(wrapped(1 << 62, bits: 63) == -(1 << 62))
  }

  @Test func saturatedClampsAtBothEnds() {
    for value in -20...20 {
      #expect(saturated(value, to: -8...7) == (value < -8 ? -8 : value > 7 ? 7 : value))
    }
    #expect(saturated(.min, to: -8...7) == -8 && saturated(.max, to: -8...7) == 7)
  }

  /// Truncation toward zero of the exact product, as integer division does it.
  @Test(arguments: 0...6)
  func scaledTowardZeroTruncates(shift: Int) {
    for value in -130...130 {
      for factor in 0...20 {
        #expect(scaledTowardZero(value, by: factor, shift: shift) == value * factor / (1 << shift))
      }
    }
  }

  @Test func scaledTowardZeroAtChipWidths() {
    for value in [-(1 << 23) + 1, -1, 0, 1, (1 << 23) - 1] {
      for decay in [0, 1, 2047, 4095, 4096] {
        #expect(scaledTowardZero(value, by: 4096 - decay, shift: 12) == value * (4096 - decay) / 4096)
      }
    }
  }

  @Test func signs() {
    #expect((-3...3).map { sign($0) } == [-1, -1, -1, 0, 1, 1, 1])
    #expect(sign(.min) == -1 && sign(.max) == 1)
  }
}
