// A TrueNorth image packed for the event-driven engine: flat buffers, neurons and axons numbered through all
// cores.

/// One neuron, 16 bytes: what a tick reads and writes of it.
struct PackedNeuron {
  var potential: Int32
  /// Index of the packed type.
  var type: UInt32
  /// The target axon, numbered through all cores; `noTarget`; or below that an output port, -2 - port.
  var target: Int32
  var delay: UInt8
  /// 1 while the neuron is on a work list; 2 for ever where it is run in neuron order.
  var isQueued: UInt8 = 0
  /// `PackedType.Kind` of its type: the work list it goes on.
  var kind: UInt8

  static let noTarget: Int32 = -1
}

/// One axon, 16 bytes: its crossbar row in the synapse buffer and its bits in the scheduler.
struct PackedAxon {
  /// First deterministic, first stochastic, and end of the row.
  var start: UInt32
  var stochastic: UInt32
  var end: UInt32
  /// Index within the core.
  var local: UInt16
  /// Bit s: the axon is set in scheduler slot s.
  var scheduled: UInt16 = 0
}

/// One set crossbar bit, with the strength already looked up.
struct PackedSynapse {
  /// The neuron, or in `OrderedInputs` the axon; numbered through all cores.
  var index: Int32
  var strength: Int16
}

/// A neuron type with what the tick loop branches on.
struct PackedType {
  /// Kinds with a short update of their own, and the rest.
  enum Kind: UInt8, CaseIterable {
    /// No draw, no leak reversal: counters, accumulators, latches, splitters, forgetting ANDs.
    case plain
    /// No leak, no reset, stochastic threshold: gates.
    case gate
    case general
  }

  let kind: Kind
  let settled: TrueNorthNeuron.SettledRange
  let leak: Int32
  let threshold: Int32
  let thresholdMask: Int32
  let resetPotential: Int32
  let floor: Int32
  /// Potentials below are not for the short update of the plain: out of range, or below a floor that does not
  /// saturate.
  let plainLow: Int32
  /// What a plain neuron has after a spike: the potential under a mask, plus a number.
  let keptAtSpike: Int32
  let addedAtSpike: Int32
  let neuron: TrueNorthNeuron

  init(_ neuron: TrueNorthNeuron) {
    self.neuron = neuron
    kind = Self.kind(of: neuron)
    settled = neuron.settledRange
    leak = Int32(neuron.leak)
    threshold = neuron.threshold
    thresholdMask = neuron.thresholdMask
    resetPotential = neuron.resetPotential
    floor = -neuron.negativeThreshold
    plainLow = neuron.negativeSaturation ? -TrueNorthNeuron.potentialLimit : floor
    keptAtSpike = neuron.resetMode == .absolute ? 0 : -1
    addedAtSpike =
      switch neuron.resetMode {
      case .absolute: neuron.resetPotential
      case .linear: -neuron.threshold
      case .none: 0
      }
  }

  private static func kind(of neuron: TrueNorthNeuron) -> Kind {
    let hasLeak = neuron.leak != 0 || neuron.stochasticLeak
    if neuron.thresholdMaskBits > 0 { return hasLeak || neuron.resetMode != .none ? .general : .gate }
    return neuron.stochasticLeak || neuron.leakReversal ? .general : .plain
  }
}
