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
      if places[index].port >= 0 { traffic.outputSpikes += spikes }
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
    for index in places.indices { add(index, to: &loads) }
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
    let core = Int(places[index].core)
    let updates = updates(index)
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

  /// Ticks since load in which a compartment was active.
  func updates(_ index: Int) -> UInt64 {
    let held = cells[index].isHeld ? work.pointee.epoch_tick : 0
    return (earlierUpdates.isEmpty ? 0 : earlierUpdates[index]) + UInt64(cells[index].activity &+ held)
  }

  /// Ends an epoch before the 32 bits of a compartment's count of updates run over.
  func beginEpoch() {
    earlierUpdates = places.indices.map(updates)
    for index in places.indices { cells[index].activity = 0 }
    work.pointee.epoch_tick = 0
  }
}
