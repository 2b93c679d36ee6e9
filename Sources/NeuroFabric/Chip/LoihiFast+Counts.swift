import Instrumentation

// The statistics of a run, worked out from the update and spike counts of the compartments when they are
// asked for.

extension LoihiFast {
  public var events: EventCounts {
    var traffic = LoihiTraffic()
    traffic.clippedPotentials = state.pointee.clippedPotentials
    traffic.inputSpikes = injections.reduce(0, +)
    for index in records.indices where records[index].spikes > 0 {
      let record = records[index]
      if record.port >= 0 { traffic.outputSpikes += record.spikes }
      let tile = image.cores[Int(record.core)].tile
      for message in layout.messageStarts[index]..<layout.messageStarts[index + 1] {
        let target = image.cores[layout.messages[message].core].tile
        traffic.add(LoihiRoute(from: tile, to: target), count: record.spikes)
      }
    }
    return EventCounts(loads: coreLoads, traffic: traffic)
  }

  /// What every core has done since load.
  public var coreLoads: [CoreLoad] {
    var loads = image.cores.map { _ in CoreLoad() }
    for index in records.indices { add(index, to: &loads) }
    for (core, starts) in zip(loads.indices, layout.listStarts) {
      for (list, axonList) in image.cores[core].axonLists.enumerated() {
        loads[core].messageIn += injections[starts + list]
        loads[core].synapticEvent += injections[starts + list] * UInt64(axonList.synapses.count)
      }
    }
    return loads
  }

  /// Adds the work of one compartment, and what its spikes caused on other cores.
  private func add(_ index: Int, to loads: inout [CoreLoad]) {
    let record = records[index]
    let core = Int(record.core)
    let updates = record.updates + (record.isHeld ? UInt64(Int64(tick) - record.stamp) : 0)
    loads[core].neuronAccess += UInt64(tick)
    loads[core].neuronUpdate += updates
    if parameters[Int(record.parameters)].noiseTarget != .none { loads[core].noiseDraw += updates }
    loads[core].spike += record.spikes
    let messages = layout.messageStarts[index]..<layout.messageStarts[index + 1]
    loads[core].messageOut += record.spikes * UInt64(messages.count)
    guard record.spikes > 0 else { return }
    for message in messages {
      let message = layout.messages[message]
      loads[message.core].messageIn += record.spikes
      loads[message.core].synapticEvent += record.spikes * UInt64(message.synapses)
    }
  }
}
