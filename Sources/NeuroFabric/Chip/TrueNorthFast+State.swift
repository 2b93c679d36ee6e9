import CFabricKernels

extension TrueNorthFast {
  public var state: FabricState {
    if blocks.count > 1 { deliverSent() }
    if tables.isListed { tables.spreadLists() }
    var state = TrueNorthState()
    state.tick = tick
    for core in image.cores.indices {
      let first = layout.neuron(core: core, index: 0)
      let count = image.cores[core].neurons.count
      state.potentials += UnsafeBufferPointer(start: tables.potentials + first, count: count)
      state.spikeCounts += (first..<first + count).lazy.map { tables.senders[$0].spikes }
      appendSlotBits(of: core, to: &state.scheduler)
    }
    state.synapticEvents = Array(UnsafeBufferPointer(start: tables.synapticEvents, count: image.cores.count))
    state.inputSpikes = inputSpikes
    state.mergedSpikes = blocks.reduce(0) { $0 + $1.work.pointee.merged_spikes }
    state.clippedPotentials = blocks.reduce(0) { $0 + $1.state.pointee.clippedPotentials }
    if image.generator != .counterBased {
      state.registers = image.cores.map { _ in 0 }
      for (core, register) in ordered.flatMap(\.registers) { state.registers[core] = register.state }
    }
    state.spikes = spikes
    return .trueNorth(state)
  }

  private func appendSlotBits(of core: Int, to bits: inout [UInt16]) {
    let start = bits.count
    let axons = image.cores[core].axonTypes.count
    bits += repeatElement(0, count: axons)
    for slot in 0..<TrueNorthTables.slotCount {
      let words = tables.scheduler + slot * tables.axonWords + layout.axonWordStarts[core]
      for word in 0..<layout.axonWords(core: core) {
        var left = words[word]
        while left != 0 {
          bits[start + word * 64 + left.trailingZeroBitCount] |= 1 << UInt16(slot)
          left &= left - 1
        }
      }
    }
  }

  public func restore(_ state: FabricState) throws {
    guard case .trueNorth(let state) = state else { throw FabricError.stateFamily }
    try state.validate(for: image)
    reset(key: blocks[0].state.pointee.key)
    clock.pointee.tick = state.tick
    restoreNeurons(state)
    restoreScheduler(state.scheduler)
    inputSpikes = state.inputSpikes
    // Which block counted them does not matter.
    blocks[0].work.pointee.merged_spikes = state.mergedSpikes
    blocks[0].state.pointee.clippedPotentials = state.clippedPotentials
    for cores in ordered { cores.setRegisters(state.registers) }
    restoreSpikes(state.spikes)
  }

  /// Whatever is not settled is updated in the next tick, as after load.
  private func restoreNeurons(_ state: TrueNorthState) {
    tables.unsettledGroups.update(repeating: 0, count: layout.groupWordCount)
    tables.unsettledCores.update(repeating: 0, count: tables.coreWords)
    var index = 0
    for core in image.cores.indices {
      tables.synapticEvents[core] = state.synapticEvents[core]
      let first = layout.neuron(core: core, index: 0)
      for (offset, neuron) in image.cores[core].neurons.enumerated() {
        tables.potentials[first + offset] = state.potentials[index]
        tables.senders[first + offset].spikes = state.spikeCounts[index]
        if !tables.types[Int(neuron.type)].settled.contains(state.potentials[index]) {
          tables.unsettle(first + offset)
        }
        index += 1
      }
    }
  }

  private func restoreScheduler(_ scheduler: [UInt16]) {
    var index = 0
    for core in image.cores.indices {
      for axon in image.cores[core].axonTypes.indices {
        let number = UInt32(layout.axon(core: core, index: axon))
        for slot in 0..<UInt64(TrueNorthTables.slotCount) where scheduler[index] >> slot & 1 == 1 {
          tn_schedule(
            tables.fabric, tn_send(axon: number, place: UInt32(core) << 4), slot, block(of: core).work)
        }
        index += 1
      }
    }
  }

  private func restoreSpikes(_ spikes: [NeuronAddress]) {
    for spike in spikes {
      let work = block(of: spike.core).work
      work.pointee.fired[work.pointee.fired_count] =
        UInt32(layout.neuron(core: spike.core, index: spike.neuron))
      work.pointee.fired_count += 1
    }
    outputs = image.ports(of: spikes)
    clock.pointee.hasOutputs = !outputs.isEmpty
  }
}
