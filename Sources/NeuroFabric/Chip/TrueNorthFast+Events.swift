import Instrumentation

extension TrueNorthFast {
  /// Assembled on demand: spikes are counted per neuron and synaptic events per core, and what each spike costs is
  /// known from the image.
  public var events: EventCounts {
    if blocks.count > 1 { deliverSent() }
    var events = EventCounts()
    events[.mergedSpike] = blocks.reduce(0) { $0 + $1.work.pointee.merged_spikes }
    events[.clippedPotential] = blocks.reduce(0) { $0 + $1.state.pointee.clippedPotentials }
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
      loads[core].neuronAccess = UInt64(tick) * UInt64(image.cores[core].neurons.count)
      loads[core].messageIn = inputSpikes[core]
      loads[core].synapticEvent = tables.synapticEvents[core]
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
      let first = layout.neuron(core: core, index: 0)
      for (offset, neuron) in image.cores[core].neurons.enumerated() {
        let spikes = tables.senders[first + offset].spikes
        if spikes > 0 { body(core, neuron, spikes) }
      }
    }
  }
}
