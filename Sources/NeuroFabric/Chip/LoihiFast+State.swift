import CFabricKernels

extension LoihiFast {
  public var state: FabricState {
    var state = LoihiFabricState()
    state.tick = tick
    for index in places.indices {
      let general = isGeneral(index) ? generalStates[Int(~links[index])] : nil
      let kept = parameters[Int(places[index].parameters)].type.kept(
        current: Int(general?.current ?? 0), voltage: Int(cells[index].voltage))
      state.currents.append(kept.current)
      state.voltages.append(kept.voltage)
      state.refractory.append(general?.refractory ?? 0)
      state.readings.append(Int32(reading(index)))
      state.updates.append(updates(index))
      state.spikeCounts.append(senders[index].spikes)
    }
    state.pending = (0..<image.delaySlots).flatMap(pendingInputs)
    state.injections = injections
    state.freshInjections = freshTick == tick ? freshInjections.sorted() : []
    state.clippedPotentials = work.pointee.clipped_potentials
    state.busyPicoseconds = busyPicoseconds
    state.spikes = spikes
    return .loihi(state)
  }

  private func isGeneral(_ index: Int) -> Bool {
    parameters[Int(places[index].parameters)].kind == .general
  }

  private func pendingInputs(ticksAhead: Int) -> [LoihiFabricState.PendingInput] {
    var sums: [UInt32: Int64] = [:]
    for synapse in ring.copies(tick: tick + ticksAhead) {
      sums[synapse.target, default: 0] += Int64(synapse.units)
    }
    for run in ring.runs(tick: tick + ticksAhead) {
      for synapse in synapses[run.range] { sums[synapse.target, default: 0] += Int64(synapse.units) }
    }
    return sums.sorted { $0.key < $1.key }.map {
      .init(ticksAhead: UInt8(ticksAhead), compartment: $0.key, input: $0.value * 64)
    }
  }

  public func restore(_ state: FabricState) throws {
    guard case .loihi(let state) = state else { throw FabricError.stateFamily }
    try state.validate(for: image)
    reset(key: memory.pointee.key)
    work.pointee.tick = UInt64(state.tick)
    work.pointee.waiting_count = 0
    work.pointee.other_count = 0
    for index in places.indices { restoreCompartment(index, state) }
    earlierUpdates = state.updates
    for input in state.pending { restorePending(input) }
    injections = state.injections
    work.pointee.clipped_potentials = state.clippedPotentials
    resetClock()
    clock?.picoseconds = state.busyPicoseconds
    restoreInjections(state.freshInjections)
    restoreSpikes(state.spikes)
    restoredReadings = (state.tick, state.readings)
  }

  /// What cannot rest is updated in the next tick, as after load.
  private func restoreCompartment(_ index: Int, _ state: LoihiFabricState) {
    let parameters = parameters[Int(places[index].parameters)]
    let rests = parameters.rests(
      current: Int64(state.currents[index]), voltage: Int64(state.voltages[index]),
      refractory: state.refractory[index])
    cells[index] = layout.cells[index]
    cells[index].voltage = state.voltages[index]
    if parameters.kind == .general {
      let general = Int(~links[index])
      generalStates[general].current = state.currents[index]
      generalStates[general].refractory = state.refractory[index]
      cells[index].keepsVoltage = rests && parameters.voltageKept != 0
    }
    senders[index].spikes = state.spikeCounts[index]
    if !rests { enqueue(index) }
  }

  /// Puts an input into the delay ring as weights that synapses could have: their number tells when a sum could
  /// overrun.
  private func restorePending(_ input: LoihiFabricState.PendingInput) {
    var units = Int(input.input / 64)
    let limit = LoihiFabricState.largestWeight
    repeat {
      let part = min(max(units, -limit), limit)
      ring.push(
        loihi_synapse(target: Int(input.compartment), weight: part * 64), tick: tick + Int(input.ticksAhead))
      units -= part
    } while units != 0
  }

  private func restoreInjections(_ lists: [UInt32]) {
    freshInjections = lists
    freshTick = tick
    guard let clock, !lists.isEmpty else { return }
    var core = 0
    for list in lists {
      while layout.listStarts[core + 1] <= Int(list) { core += 1 }
      let synapses = image.cores[core].axonLists[Int(list) - layout.listStarts[core]].synapses.count
      clock.addMessage(core: core, synapses: synapses)
    }
  }

  private func restoreSpikes(_ spikes: [NeuronAddress]) {
    for spike in spikes {
      work.pointee.fired[work.pointee.fired_count] = UInt32(layout.coreStarts[spike.core] + spike.neuron)
      work.pointee.fired_count += 1
    }
    outputs = image.ports(of: spikes)
    memory.pointee.hasOutputs = !outputs.isEmpty
  }
}
