import RandomStreams

/// Draws of one neuron in one tick from the counter-based generator.
///
/// Block 0 of (identity, tick) serves the threshold (word x) and the leak (low byte of word y); the synapse
/// of axon i takes byte i mod 16 of block 1 + i / 16.
struct CounterDraws: TrueNorthDrawing {
  let key: StreamKey
  let identity: UInt64
  let tick: UInt64

  @inline(__always)
  func synapseByte(axon: Int) -> UInt8 {
    let block = key.block(identity: identity, tick: tick, draw: 1 + UInt32(truncatingIfNeeded: axon >> 4))
    return UInt8(truncatingIfNeeded: block[axon >> 2 & 3] &>> UInt32(truncatingIfNeeded: 8 * (axon & 3)))
  }

  @inline(__always)
  func leakByte() -> UInt8 {
    UInt8(truncatingIfNeeded: key.block(identity: identity, tick: tick).y)
  }

  @inline(__always)
  func thresholdBits(_ bits: UInt8) -> Int32 {
    Int32(truncatingIfNeeded: key.block(identity: identity, tick: tick).x & (1 &<< UInt32(bits) &- 1))
  }
}

/// Draws from a core's shift register: every draw of the core moves it on.
struct RegisterDraws: TrueNorthDrawing {
  var register: ShiftRegister
  /// One advance per draw instead of 32.
  let isSerial: Bool

  /// The register of a core at load.
  ///
  /// The chip loads a seed per core; here the seed is hashed with the key and the core's index, so that
  /// batches and cores have registers of their own even where an image leaves all seeds alike. The draw
  /// number used is one that no neuron reaches.
  init(key: StreamKey, core: Int, seed: UInt32, isSerial: Bool) {
    let identity = UInt64(seed) | UInt64(truncatingIfNeeded: core) << 32
    let block = key.block(identity: identity, tick: UInt64(truncatingIfNeeded: core >> 16), draw: .max)
    register = ShiftRegister(seed: block.x)
    self.isSerial = isSerial
  }

  mutating func synapseByte(axon: Int) -> UInt8 { nextByte() }

  mutating func leakByte() -> UInt8 { nextByte() }

  mutating func thresholdBits(_ bits: UInt8) -> Int32 {
    let mask = UInt32(1) << UInt32(bits) - 1
    guard isSerial else { return Int32(register.word() & mask) }
    var word: UInt32 = 0
    for shift in stride(from: UInt32(0), to: UInt32(bits), by: 8) {
      word |= UInt32(register.serialByte()) << shift
    }
    return Int32(word & mask)
  }

  mutating func nextByte() -> UInt8 {
    isSerial ? register.serialByte() : UInt8(truncatingIfNeeded: register.word())
  }
}
