/// A neuron type with what the tick loop of the fast engine branches on.
struct PackedType {
  /// How a neuron is updated.
  enum Kind: UInt8, CaseIterable {
    /// No draw, no leak reversal: counters, accumulators, latches, splitters, forgetting ANDs. Eight at once.
    case plain
    /// No leak, no reset, stochastic threshold: gates. Drawn together, decided one by one.
    case gate
    /// The rest, one by one.
    case general
  }

  let kind: Kind
  let settled: TrueNorthNeuron.SettledRange
  let leak: Int32
  let threshold: Int32
  let thresholdMask: Int32
  let floor: Int32
  /// What a plain neuron has after a spike, and after falling below its floor: the potential under a mask, plus a
  /// number.
  let keptAtSpike: Int32
  let addedAtSpike: Int32
  let keptAtFloor: Int32
  let addedAtFloor: Int32
  let neuron: TrueNorthNeuron

  static let always = TrueNorthNeuron.SettledRange(low: .min, high: .max)

  init(_ neuron: TrueNorthNeuron) {
    self.neuron = neuron
    kind = Self.kind(of: neuron)
    settled = neuron.settledRange
    leak = Int32(neuron.leak)
    threshold = neuron.threshold
    thresholdMask = neuron.thresholdMask
    floor = -neuron.negativeThreshold
    let mode = neuron.resetMode
    keptAtSpike = mode == .absolute ? 0 : -1
    keptAtFloor = neuron.negativeSaturation || mode == .absolute ? 0 : -1
    let (reset, subtracted) = (neuron.resetPotential, neuron.threshold)
    addedAtSpike = mode == .absolute ? reset : mode == .linear ? -subtracted : 0
    addedAtFloor =
      neuron.negativeSaturation
      ? -neuron.negativeThreshold
      : mode == .absolute ? -reset : mode == .linear ? neuron.negativeThreshold : 0
  }

  private static func kind(of neuron: TrueNorthNeuron) -> Kind {
    let hasLeak = neuron.leak != 0 || neuron.stochasticLeak
    if neuron.thresholdMaskBits > 0 { return hasLeak || neuron.resetMode != .none ? .general : .gate }
    return neuron.stochasticLeak || neuron.leakReversal ? .general : .plain
  }
}
