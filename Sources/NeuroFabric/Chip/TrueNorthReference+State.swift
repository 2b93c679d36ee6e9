import RandomStreams

extension TrueNorthReference {
  public var state: FabricState {
    var state = TrueNorthState()
    state.tick = tick
    state.potentials = cores.flatMap(\.potentials)
    state.scheduler = cores.flatMap(\.slotBits)
    state.spikeCounts = cores.flatMap(\.spikeCounts)
    state.synapticEvents = cores.map(\.load.synapticEvent)
    state.inputSpikes = cores.map(\.inputSpikes)
    state.mergedSpikes = counted[.mergedSpike]
    state.clippedPotentials = counted[.clippedPotential]
    if image.generator != .counterBased {
      state.registers = zip(image.cores, cores).map { image.draws($0) ? $1.draws!.register.state : 0 }
    }
    state.spikes = spikes
    return .trueNorth(state)
  }

  public func restore(_ state: FabricState) throws {
    guard case .trueNorth(let state) = state else { throw FabricError.stateFamily }
    try state.validate(for: image)
    tick = state.tick
    spikes = state.spikes
    outputs = image.ports(of: spikes)
    counted = state.events(of: image)
    let loads = state.coreLoads(of: image)
    var (neuron, axon) = (0, 0)
    for index in cores.indices {
      let neurons = neuron..<neuron + image.cores[index].neurons.count
      let axons = axon..<axon + image.cores[index].axonTypes.count
      cores[index].potentials = Array(state.potentials[neurons])
      cores[index].spikeCounts = Array(state.spikeCounts[neurons])
      cores[index].slotBits = Array(state.scheduler[axons])
      cores[index].load = loads[index]
      cores[index].inputSpikes = state.inputSpikes[index]
      if image.draws(image.cores[index]), !state.registers.isEmpty {
        cores[index].draws!.register = ShiftRegister(seed: state.registers[index])
      }
      (neuron, axon) = (neurons.upperBound, axons.upperBound)
    }
  }
}

extension ReferenceCore {
  /// By axon, a bit for each slot of the scheduler.
  fileprivate var slotBits: [UInt16] {
    get {
      scheduler[0].indices.map { axon in
        (0..<Self.slots).reduce(0) { $0 | (scheduler[$1][axon] ? 1 << UInt16($1) : 0) }
      }
    }
    set {
      for slot in 0..<Self.slots {
        for (axon, bits) in newValue.enumerated() { scheduler[slot][axon] = bits >> UInt16(slot) & 1 == 1 }
      }
    }
  }
}
