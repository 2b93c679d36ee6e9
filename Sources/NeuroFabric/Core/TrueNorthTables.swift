// A TrueNorth image packed for the event-driven engine: flat buffers, neurons and axons numbered through all cores.

/// One neuron, 16 bytes: what a tick reads and writes of it.
struct PackedNeuron {
  var potential: Int32
  /// Index of the packed type.
  var type: UInt32
  /// The target axon, numbered through all cores; `noTarget`; or below that an output port, -2 - port.
  var target: Int32
  var delay: UInt8
  /// 1 while the neuron is on the work list (for ever, in a core that is run in neuron order).
  var isQueued: UInt8 = 0

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
  /// The neuron, or for `stochasticInputs` the axon; numbered through all cores.
  var index: Int32
  var strength: Int16
}

/// A neuron type with what the tick loop branches on.
struct PackedType {
  enum Kind: UInt8 {
    /// No leak and no draw: counters, accumulators, latches, splitters.
    case still
    /// No leak, stochastic threshold: gates.
    case gate
    /// Deterministic leak of one sign, no other draw: forgetting ANDs.
    case leaky
    /// Everything else.
    case general
  }

  var kind: Kind
  var settled: TrueNorthNeuron.SettledRange
  var leak: Int32
  var neuron: TrueNorthNeuron

  init(_ neuron: TrueNorthNeuron) {
    self.neuron = neuron
    settled = neuron.settledRange
    leak = Int32(neuron.leak)
    let drawsOnlyThreshold = !neuron.stochasticLeak && neuron.thresholdMaskBits > 0
    let drawsNothing = !neuron.stochasticLeak && neuron.thresholdMaskBits == 0
    kind =
      switch (neuron.leak == 0, drawsNothing, drawsOnlyThreshold) {
      case (true, true, _): .still
      case (true, _, true): .gate
      case (false, true, _) where !neuron.leakReversal: .leaky
      default: .general
      }
  }
}

/// A core that is run neuron by neuron, because its neurons draw from one register in turn.
struct OrderedCore {
  /// Index in the image.
  var core: Int
  var neurons: Range<Int>
}

/// The buffers themselves. Whoever allocates them deallocates them.
struct TrueNorthTables {
  let neuronCount: Int
  let axonCount: Int
  let neurons: UnsafeMutablePointer<PackedNeuron>
  let identities: UnsafeMutablePointer<UInt64>
  /// Spikes of every neuron since load.
  let spikes: UnsafeMutablePointer<UInt64>
  let axons: UnsafeMutablePointer<PackedAxon>
  let synapses: UnsafeMutablePointer<PackedSynapse>
  let types: UnsafeMutablePointer<PackedType>
  /// Neurons to be updated in this tick: those not settled, then those with input.
  let work: UnsafeMutablePointer<Int32>
  /// For each of 16 slots the scheduled axons.
  let slots: UnsafeMutablePointer<Int32>
  let slotCounts: UnsafeMutablePointer<Int>

  /// First neuron and first axon of every core, with an end.
  let neuronStarts: [Int]
  let axonStarts: [Int]
  let orderedCores: [OrderedCore]

  static let slotCount = 16

  /// - Throws: `FabricError` if the image is larger than the buffers' 32-bit numbers.
  init(_ image: TrueNorthImage) throws {
    neuronStarts = image.cores.reduce(into: [0]) { $0.append($0.last! + $1.neurons.count) }
    axonStarts = image.cores.reduce(into: [0]) { $0.append($0.last! + $1.axonTypes.count) }
    neuronCount = neuronStarts.last!
    axonCount = axonStarts.last!
    let synapseCount = image.cores.reduce(0) { $1.crossbar.reduce($0) { $0 + $1.count } }
    for (field, count) in [("neurons", neuronCount), ("axons", axonCount), ("synapses", synapseCount)] {
      if count >= Int(Int32.max) {
        throw FabricError.outOfRange(
          place: "image", field: "number of \(field)", value: count, allowed: 0...Int(Int32.max) - 1)
      }
    }
    neurons = .allocate(capacity: max(neuronCount, 1))
    identities = .allocate(capacity: max(neuronCount, 1))
    spikes = .allocate(capacity: max(neuronCount, 1))
    axons = .allocate(capacity: max(axonCount, 1))
    synapses = .allocate(capacity: max(synapseCount, 1))
    types = .allocate(capacity: max(image.types.count, 1))
    work = .allocate(capacity: neuronCount + 1)
    slots = .allocate(capacity: max(Self.slotCount * axonCount, 1))
    slotCounts = .allocate(capacity: Self.slotCount)
    orderedCores =
      image.generator == .counterBased
      ? [] : Self.coresInOrder(image, neuronStarts: neuronStarts)
    fill(image)
  }

  func deallocate() {
    neurons.deallocate()
    identities.deallocate()
    spikes.deallocate()
    axons.deallocate()
    synapses.deallocate()
    types.deallocate()
    work.deallocate()
    slots.deallocate()
    slotCounts.deallocate()
  }
}

extension TrueNorthTables {
  /// The cores with a neuron that draws.
  private static func coresInOrder(_ image: TrueNorthImage, neuronStarts: [Int]) -> [OrderedCore] {
    let draws = image.types.map(\.draws)
    return image.cores.indices.compactMap { core in
      image.cores[core].neurons.contains { draws[Int($0.type)] }
        ? OrderedCore(core: core, neurons: neuronStarts[core]..<neuronStarts[core + 1]) : nil
    }
  }

  private func fill(_ image: TrueNorthImage) {
    for (index, type) in image.types.enumerated() {
      (types + index).initialize(to: PackedType(type))
    }
    var next = 0
    for index in image.cores.indices {
      fillNeurons(image.cores[index], first: neuronStarts[index])
      for axon in image.cores[index].axonTypes.indices {
        fillRow(image, core: index, axon: axon, next: &next)
      }
    }
  }

  private func fillNeurons(_ core: TrueNorthImage.Core, first: Int) {
    for (offset, neuron) in core.neurons.enumerated() {
      var packed = PackedNeuron(
        potential: neuron.initialPotential, type: neuron.type, target: PackedNeuron.noTarget, delay: 0)
      switch neuron.target {
      case .none: break
      case .output(let port): packed.target = Int32(-2 - port)
      case .axon(let core, let axon, let delay):
        packed.target = Int32(axonStarts[core] + axon)
        packed.delay = UInt8(delay)
      }
      (neurons + first + offset).initialize(to: packed)
      (identities + first + offset).initialize(to: neuron.identity)
    }
  }

  /// Writes an axon's row: the deterministic synapses, then the stochastic ones, each ascending.
  private func fillRow(_ image: TrueNorthImage, core index: Int, axon: Int, next: inout Int) {
    let core = image.cores[index]
    let type = core.axonTypes[axon]
    func isStochastic(_ neuron: UInt16) -> Bool {
      image.types[Int(core.neurons[Int(neuron)].type)].stochasticSynapses >> type & 1 == 1
    }
    var packed = PackedAxon(start: UInt32(next), stochastic: 0, end: 0, local: UInt16(axon))
    for stochastic in [false, true] {
      if stochastic { packed.stochastic = UInt32(next) }
      for neuron in core.crossbar[axon] where isStochastic(neuron) == stochastic {
        let strength = image.types[Int(core.neurons[Int(neuron)].type)].strengths[Int(type)]
        (synapses + next).initialize(
          to: PackedSynapse(index: Int32(neuronStarts[index] + Int(neuron)), strength: strength))
        next += 1
      }
    }
    packed.end = UInt32(next)
    (axons + axonStarts[index] + axon).initialize(to: packed)
  }
}
