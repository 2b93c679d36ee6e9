import Instrumentation

// What a fabric that came to a state has counted: it follows from the spikes of every neuron and the image.

extension TrueNorthState {
  /// All events but `neuronAccess`, which the tick gives.
  func events(of image: TrueNorthImage) -> EventCounts {
    var events = EventCounts()
    events[.mergedSpike] = mergedSpikes
    events[.clippedPotential] = clippedPotentials
    events[.inputSpike] = inputSpikes.reduce(0, +)
    for load in coreLoads(of: image) {
      events[.synapticEvent] += load.synapticEvent
      events[.spike] += load.spike
      events[.messageOut] += load.messageOut
      events[.messageIn] += load.messageIn
    }
    forEachSpikingNeuron(of: image) { core, target, spikes in
      let position = image.cores[core].position
      switch target {
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

  /// All loads but `neuronAccess`, which the tick gives.
  func coreLoads(of image: TrueNorthImage) -> [CoreLoad] {
    var loads = image.cores.map { _ in CoreLoad() }
    for core in image.cores.indices {
      loads[core].messageIn = inputSpikes[core]
      loads[core].synapticEvent = synapticEvents[core]
    }
    forEachSpikingNeuron(of: image) { core, target, spikes in
      loads[core].spike += spikes
      if target != .none { loads[core].messageOut += spikes }
      if case .axon(let target, _, _) = target { loads[target].messageIn += spikes }
    }
    return loads
  }

  private func forEachSpikingNeuron(
    of image: TrueNorthImage, _ body: (_ core: Int, _ target: TrueNorthImage.Target, _ spikes: UInt64) -> Void
  ) {
    var index = 0
    for (core, program) in image.cores.enumerated() {
      for neuron in program.neurons {
        if spikeCounts[index] > 0 { body(core, neuron.target, spikeCounts[index]) }
        index += 1
      }
    }
  }
}

extension TrueNorthImage {
  /// The output ports of neurons, in their order.
  func ports(of neurons: [NeuronAddress]) -> [Int] {
    neurons.compactMap {
      if case .output(let port) = cores[$0.core].neurons[$0.neuron].target { port } else { nil }
    }
  }
}
