import RandomStreams
import Testing

@Suite struct ShiftRegisterTests {
  /// One word is 32 single advances: the jump tables give the register that shifting gives.
  @Test func wordIsThirtyTwoAdvances() {
    for seed in [UInt32.max, 0xDEAD_BEEF] + (0..<32).map({ 1 << $0 }) {
      var jumping = ShiftRegister(seed: seed)
      var shifting = jumping
      for _ in 0..<20 {
        let word = jumping.word()
        for _ in 0..<32 { _ = shifting.serialByte() }
        #expect(jumping == shifting && word == shifting.state)
      }
    }
  }

  @Test func oneAdvanceIsTheGaloisShift() {
    var register = ShiftRegister(seed: 1)
    #expect(register.serialByte() == 0x03 && register.state == 0x8020_0003)
    #expect(register.serialByte() == 0x02 && register.state == 0xC030_0002)
    #expect(register.serialByte() == 0x01 && register.state == 0x6018_0001)
  }

  /// Successive serial bytes share their bits, shifted by one, beyond the two taps at the low end: why this
  /// mode is poor.
  @Test func successiveSerialBytesShareBits() {
    var register = ShiftRegister(seed: 12_345)
    var last = register.serialByte()
    for _ in 0..<1000 {
      let next = register.serialByte()
      #expect(next & 0x7C == last >> 1 & 0x7C)
      last = next
    }
  }

  @Test func zeroSeedIsReplaced() {
    #expect(ShiftRegister(seed: 0).state == .max)
    #expect(ShiftRegister(seed: 7).state == 7)
  }
}
