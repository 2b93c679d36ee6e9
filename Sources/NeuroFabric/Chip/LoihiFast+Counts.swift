import CFabricKernels
import Instrumentation

// The statistics of a run, worked out from the update and spike counts of the compartments when they are
// asked for.

extension LoihiFast {
  public var events: EventCounts {
    var traffic = LoihiTraffic()
    traffic.clippedPotentials = work.pointee.clipped_potentials
    traffic.inputSpikes = injections.reduce(0, +)
    for index in senders.indices where senders[index].spikes > 0 {
      let spikes = senders[index].spikes
      if senders[index].port >= 0 { traffic.outputSpikes += spikes }
      let tile = image.cores[Int(places[index].core)].tile
      for message in messageStarts[index]..<messageStarts[index + 1] {
        let target = image.cores[messages[message].core].tile
        traffic.add(LoihiRoute(from: tile, to: target), count: spikes)
      }
    }
    return EventCounts(loads: coreLoads, traffic: traffic)
  }

  /// What every core has done since load.
  public var coreLoads: [CoreLoad] {
    var loads = image.cores.map { _ in CoreLoad() }
    for index in cells.indices { add(index, to: &loads) }
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
    let cell = cells[index]
    let core = Int(places[index].core)
    let updates = UInt64(cell.activity + (cell.isHeld ? Int64(tick) : 0))
    loads[core].neuronAccess += UInt64(tick)
    loads[core].neuronUpdate += updates
    if parameters[Int(places[index].parameters)].noiseTarget != .none {
      loads[core].noiseDraw += updates
    }
    let spikes = senders[index].spikes
    loads[core].spike += spikes
    let sent = messageStarts[index]..<messageStarts[index + 1]
    loads[core].messageOut += spikes * UInt64(sent.count)
    guard spikes > 0 else { return }
    for message in sent {
      let message = messages[message]
      loads[message.core].messageIn += spikes
      loads[message.core].synapticEvent += spikes * UInt64(message.synapses)
    }
  }
}
