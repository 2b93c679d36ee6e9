import FixedPoint

extension LoihiSynapseFormat.SignMode {
  /// The weight mantissas of this mode.
  public var mantissas: ClosedRange<Int> {
    switch self {
    case .mixed: -256...254
    case .excitatory: 0...255
    case .inhibitory: -256...0
    }
  }
}

extension LoihiSynapseFormat {
  /// Bits of the field that names a synapse's compartment.
  public static let indexBits = 10
  /// Bits of the plasticity tag: none, because the emulator models fixed weights only.
  public static let tagBits = 0

  /// Memory that one synapse takes, in bits.
  public var bitsPerSynapse: Int { weightBits + delayBits + Self.tagBits + Self.indexBits }

  /// Low bits of a mantissa that the format loses. A sign takes one bit, so a mixed list of 8 bits loses one.
  ///
  /// 9 bits are room for a sign beside a full mantissa: a mixed list then loses nothing; for the other modes
  /// 9 bits hold what 8 hold.
  public var lostBits: Int { max(8 - weightBits + (signMode == .mixed ? 1 : 0), 0) }

  /// What the chip adds to the input sum for a weight mantissa: a multiple of 64, at most 2^21 - 64 in
  /// magnitude.
  ///
  /// The mantissa first loses its low bits toward zero; then comes the exponent, whose lost bits round *down*
  /// (an arithmetic shift), unlike every other rounding in the compartment.
  public func effectiveWeight(_ mantissa: Int) -> Int {
    let lost = 1 << lostBits
    let kept = mantissa / lost * lost
    let weight = ((kept << (weightExponent + 8)) >> 8) << 6
    return saturated(weight, to: (64 - 1 << 21)...(1 << 21 - 64))
  }
}

extension LoihiImage.AxonList {
  /// Memory of the list in 64-bit words: every block of up to 64 synapses takes 10 bits more than its
  /// synapses, rounded up to words (the rule of nengo-loihi's published code).
  public var synapseWords: Int {
    let (blocks, rest) = synapses.count.quotientAndRemainder(dividingBy: 64)
    return blocks * words(64) + (rest > 0 ? words(rest) : 0)
  }

  private func words(_ count: Int) -> Int { (count * format.bitsPerSynapse + 10 + 63) / 64 }
}

extension LoihiImage.Core {
  /// Synapse memory that the core's axon lists take, in 64-bit words.
  public var synapseWords: Int { axonLists.reduce(0) { $0 + $1.synapseWords } }

  /// Output axons that the core's compartments take.
  public var outputAxons: Int { compartments.reduce(0) { $0 + $1.outputs.count } }
}
