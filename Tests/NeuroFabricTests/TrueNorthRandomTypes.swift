import NeuroFabric

/// The neuron types that the drawn networks are made of.
extension TrueNorthRandomImage {
  mutating func type() -> TrueNorthNeuron {
    if shape == .sleepy { return chance(2) ? counter() : forgettingAND() }
    return switch Int.random(in: 0...8, using: &stream) {
    case 0: counter()
    case 1: latch()
    case 2: gate()
    case 3: forgettingAND()
    case 4: nearTheCeiling()
    default: anyType()
    }
  }

  private mutating func counter() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    neuron.strengths = SIMD4(1, -1, 2, 0)
    neuron.threshold = .random(in: 1...4, using: &stream)
    neuron.negativeThreshold = 262_143
    neuron.resetMode = .linear
    return neuron
  }

  private mutating func latch() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    neuron.strengths = SIMD4(1, -1, 0, -2)
    neuron.negativeThreshold = chance(2) ? 262_143 : 0
    neuron.negativeSaturation = chance(2)
    neuron.resetMode = .none
    return neuron
  }

  private mutating func gate() -> TrueNorthNeuron {
    var neuron = latch()
    neuron.strengths = SIMD4(255, -255, 3, 0)
    neuron.thresholdMaskBits = 8
    neuron.threshold = .random(in: 1...255, using: &stream)
    return neuron
  }

  private mutating func forgettingAND() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    neuron.strengths = SIMD4(1, 1, -1, 1)
    neuron.leak = .random(in: -2...0, using: &stream)
    neuron.negativeSaturation = true
    return neuron
  }

  /// With luck in the draws its threshold is above the ceiling.
  private mutating func nearTheCeiling() -> TrueNorthNeuron {
    var neuron = anyType()
    neuron.leak = .random(in: 100...255, using: &stream)
    (neuron.stochasticLeak, neuron.leakReversal) = (false, false)
    (neuron.threshold, neuron.thresholdMaskBits) = (262_143, pick([0, 17, 18]))
    return neuron
  }

  /// Any value of every field, the ends of its range often.
  private mutating func anyType() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    for type in 0..<4 { neuron.strengths[type] = nineBits() }
    neuron.stochasticSynapses = chance(2) ? .random(in: 0...15, using: &stream) : 0
    neuron.leak = chance(2) ? nineBits() : 0
    neuron.stochasticLeak = chance(2)
    neuron.leakReversal = chance(2)
    neuron.threshold = eighteenBits()
    neuron.negativeThreshold = eighteenBits()
    neuron.thresholdMaskBits = chance(2) ? .random(in: 0...(chance(2) ? 18 : 6), using: &stream) : 0
    neuron.resetMode = pick(TrueNorthNeuron.ResetMode.allCases)
    neuron.negativeSaturation = chance(2)
    let magnitude: Int32 = (1 << pick([0, 1, 2, 3, 4, 18, .random(in: 0...18, using: &stream)])) - 1
    neuron.resetPotential = chance(2) ? magnitude : -magnitude
    return neuron
  }

  private mutating func nineBits() -> Int16 {
    switch Int.random(in: 0...8, using: &stream) {
    case 0: 255
    case 1: -255
    case 2: .random(in: -255...255, using: &stream)
    default: .random(in: -6...6, using: &stream)
    }
  }

  private mutating func eighteenBits() -> Int32 {
    switch Int.random(in: 0...9, using: &stream) {
    case 0: 0
    case 1: 262_143
    case 2: .random(in: 0...262_143, using: &stream)
    default: .random(in: 0...30, using: &stream)
    }
  }
}
