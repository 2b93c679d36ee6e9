/// The buffers themselves: pointers alone, so that a copy costs nothing. Whoever allocates them deallocates
/// them.
struct TrueNorthTables {
  let neuronCount: Int
  let axonCount: Int
  let neurons: UnsafeMutablePointer<PackedNeuron>
  let identities: UnsafeMutablePointer<UInt64>
  /// Spikes of every neuron since load.
  let spikes: UnsafeMutablePointer<UInt64>
  let axons: UnsafeMutablePointer<PackedAxon>
  /// Ticks since load in which every axon was active.
  let activations: UnsafeMutablePointer<UInt64>
  let synapses: UnsafeMutablePointer<PackedSynapse>
  let types: UnsafeMutablePointer<PackedType>
  /// For each neuron kind the neurons to be updated in this tick: those not settled, then those with input.
  let work: UnsafeMutablePointer<Int32>
  let workCounts: UnsafeMutablePointer<Int>
  /// Neurons that spiked in this tick.
  let fired: UnsafeMutablePointer<Int32>
  /// For each of 16 slots the scheduled axons.
  let slots: UnsafeMutablePointer<Int32>
  let slotCounts: UnsafeMutablePointer<Int>

  /// Neurons with an output port that spiked in this tick.
  let outputs: UnsafeMutablePointer<Int32>

  static let slotCount = 16
  static let kindCount = PackedType.Kind.allCases.count

  init(_ image: TrueNorthImage, layout: TrueNorthLayout) {
    neuronCount = layout.neuronCount
    axonCount = layout.axonCount
    neurons = .allocate(capacity: max(neuronCount, 1))
    identities = .allocate(capacity: max(neuronCount, 1))
    spikes = .allocate(capacity: max(neuronCount, 1))
    axons = .allocate(capacity: max(axonCount, 1))
    activations = .allocate(capacity: max(axonCount, 1))
    synapses = .allocate(capacity: max(layout.synapseCount, 1))
    types = .allocate(capacity: max(image.types.count, 1))
    work = .allocate(capacity: Self.kindCount * (neuronCount + 1))
    workCounts = .allocate(capacity: Self.kindCount)
    fired = .allocate(capacity: neuronCount + 1)
    slots = .allocate(capacity: max(Self.slotCount * axonCount, 1))
    slotCounts = .allocate(capacity: Self.slotCount)
    outputs = .allocate(capacity: max(neuronCount, 1))
    fill(image, layout: layout)
  }

  func deallocate() {
    neurons.deallocate()
    identities.deallocate()
    spikes.deallocate()
    axons.deallocate()
    activations.deallocate()
    synapses.deallocate()
    types.deallocate()
    work.deallocate()
    workCounts.deallocate()
    fired.deallocate()
    slots.deallocate()
    slotCounts.deallocate()
    outputs.deallocate()
  }
}

extension TrueNorthTables {
  private func fill(_ image: TrueNorthImage, layout: TrueNorthLayout) {
    for (index, type) in image.types.enumerated() {
      (types + index).initialize(to: PackedType(type))
    }
    var next = 0
    for index in image.cores.indices {
      fillNeurons(image.cores[index], first: layout.neuronStarts[index], layout: layout)
      for axon in image.cores[index].axonTypes.indices {
        fillRow(image, layout: layout, core: index, axon: axon, next: &next)
      }
    }
  }

  private func fillNeurons(_ core: TrueNorthImage.Core, first: Int, layout: TrueNorthLayout) {
    for (offset, neuron) in core.neurons.enumerated() {
      var packed = PackedNeuron(
        potential: neuron.initialPotential, type: neuron.type, target: PackedNeuron.noTarget, delay: 0,
        kind: types[Int(neuron.type)].kind.rawValue)
      switch neuron.target {
      case .none: break
      case .output(let port): packed.target = Int32(-2 - port)
      case .axon(let core, let axon, let delay):
        packed.target = Int32(layout.axonStarts[core] + axon)
        packed.delay = UInt8(delay)
      }
      (neurons + first + offset).initialize(to: packed)
      (identities + first + offset).initialize(to: neuron.identity)
    }
  }

  /// Writes an axon's row: the deterministic synapses, then the stochastic ones, each ascending.
  private func fillRow(
    _ image: TrueNorthImage, layout: TrueNorthLayout, core index: Int, axon: Int, next: inout Int
  ) {
    let core = image.cores[index]
    let type = core.axonTypes[axon]
    func isStochastic(_ neuron: Int) -> Bool {
      image.types[Int(core.neurons[neuron].type)].stochasticSynapses >> type & 1 == 1
    }
    var packed = PackedAxon(start: UInt32(next), stochastic: 0, end: 0, local: UInt16(axon))
    for stochastic in [false, true] {
      if stochastic { packed.stochastic = UInt32(next) }
      for neuron in core.crossbar.row(axon) where isStochastic(neuron) == stochastic {
        let strength = image.types[Int(core.neurons[neuron].type)].strengths[Int(type)]
        (synapses + next).initialize(
          to: PackedSynapse(index: Int32(layout.neuronStarts[index] + neuron), strength: strength))
        next += 1
      }
    }
    packed.end = UInt32(next)
    (axons + layout.axonStarts[index] + axon).initialize(to: packed)
  }
}

extension TrueNorthTables {
  /// The work list of a kind: room for all neurons and for one entry that is written and not counted.
  @inline(__always)
  func workList(_ kind: Int) -> UnsafeMutablePointer<Int32> { work + kind &* (neuronCount &+ 1) }

  /// Puts a neuron on the work list of its kind, unless it is there already: a toss-up, hence no branch.
  @inline(__always)
  func enqueue(_ index: Int32) {
    let neuron = neurons + Int(index)
    let kind = Int(neuron.pointee.kind)
    let isNew: UInt8 = neuron.pointee.isQueued == 0 ? 1 : 0
    neuron.pointee.isQueued |= isNew
    let count = workCounts[kind]
    workList(kind)[count] = index
    workCounts[kind] = count &+ Int(isNew)
  }
}
