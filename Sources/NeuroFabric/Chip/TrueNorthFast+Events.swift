import Instrumentation

extension TrueNorthFast {
  /// Assembled on demand: spikes are counted per neuron and activity per axon, and what each of them costs is
  /// known from the image.
  public var events: EventCounts {
    var events = EventCounts()
    events[.mergedSpike] = state.pointee.mergedSpikes
    events[.clippedPotential] = state.pointee.clippedPotentials
    events[.inputSpike] = inputSpikes.reduce(0, +)
    for load in coreLoads {
      events[.neuronAccess] += load.neuronAccess
      events[.synapticEvent] += load.synapticEvent
      events[.spike] += load.spike
      events[.messageOut] += load.messageOut
      events[.messageIn] += load.messageIn
    }
    forEachSpikingNeuron { core, neuron, spikes in
      let position = image.cores[core].position
      switch neuron.target {
      case .none: break
      case .output:
        events[.outputSpike] += spikes
        MeshRoute(leavingFrom: position).count(spikes, in: &events)
      case .axon(let target, _, _):
        MeshRoute(from: position, to: image.cores[target].position).count(spikes, in: &events)
      }
    }
    return events
  }

  public var coreLoads: [CoreLoad] {
    var loads = [CoreLoad](repeating: CoreLoad(), count: image.cores.count)
    for core in image.cores.indices {
      loads[core].neuronAccess = UInt64(state.pointee.tick) * UInt64(image.cores[core].neurons.count)
      loads[core].messageIn = inputSpikes[core]
      for axon in layout.axonStarts[core]..<layout.axonStarts[core + 1] {
        let row = tables.axons[axon]
        loads[core].synapticEvent += tables.activations[axon] * UInt64(row.end - row.start)
      }
    }
    forEachSpikingNeuron { core, neuron, spikes in
      loads[core].spike += spikes
      if neuron.target != .none { loads[core].messageOut += spikes }
      if case .axon(let target, _, _) = neuron.target { loads[target].messageIn += spikes }
    }
    return loads
  }

  private func forEachSpikingNeuron(
    _ body: (_ core: Int, _ neuron: TrueNorthImage.Neuron, _ spikes: UInt64) -> Void
  ) {
    for core in image.cores.indices {
      for (offset, neuron) in image.cores[core].neurons.enumerated() {
        let spikes = tables.spikes[layout.neuronStarts[core] + offset]
        if spikes > 0 { body(core, neuron, spikes) }
      }
    }
  }
}
