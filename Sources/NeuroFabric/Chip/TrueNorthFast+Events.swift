import Instrumentation

extension TrueNorthFast {
  /// Assembled on demand: spikes are counted per neuron, and what a spike costs on its way is known from the
  /// image.
  public var events: EventCounts {
    var events = EventCounts()
    events[.neuronAccess] = UInt64(state.pointee.tick) * UInt64(tables.neuronCount)
    events[.synapticEvent] = state.pointee.synapticEvents
    events[.mergedSpike] = state.pointee.mergedSpikes
    events[.clippedPotential] = state.pointee.clippedPotentials
    events[.inputSpike] = state.pointee.inputSpikes
    events[.messageIn] = state.pointee.inputSpikes
    for core in image.cores.indices { countSpikes(of: core, in: &events) }
    return events
  }

  private func countSpikes(of core: Int, in events: inout EventCounts) {
    let position = image.cores[core].position
    for (offset, neuron) in image.cores[core].neurons.enumerated() {
      let spikes = tables.spikes[layout.neuronStarts[core] + offset]
      guard spikes > 0 else { continue }
      events[.spike] += spikes
      switch neuron.target {
      case .none: continue
      case .output:
        events[.outputSpike] += spikes
        MeshRoute(leavingFrom: position).count(spikes, in: &events)
      case .axon(let target, _, _):
        events[.messageIn] += spikes
        MeshRoute(from: position, to: image.cores[target].position).count(spikes, in: &events)
      }
      events[.messageOut] += spikes
    }
  }
}
