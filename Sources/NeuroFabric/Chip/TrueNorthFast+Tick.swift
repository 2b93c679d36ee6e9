// The tick loop of the event-driven engine. Goals, in order: the bits of the reference; no allocation; speed for
// sparse activity with few neuron kinds.

extension TrueNorthFast {
  public func step() {
    outputs.removeAll(keepingCapacity: true)
    integrate()
    updateWork()
    for index in tables.orderedCores.indices { runOrderedCore(index) }
    if !outputNeurons.isEmpty { publishOutputs() }
    state.tick += 1
  }

  /// Empties this tick's slot: adds the strengths of all active axons and puts the neurons reached on the work list.
  private func integrate() {
    let tables = tables
    let slot = state.tick & (TrueNorthTables.slotCount - 1)
    let active = tables.slots + slot * tables.axonCount
    let count = tables.slotCounts[slot]
    var workCount = state.workCount
    var events = 0
    for position in 0..<count {
      let axon = Int(active[position])
      tables.axons[axon].scheduled &= ~(1 << UInt16(truncatingIfNeeded: slot))
      let row = tables.axons[axon]
      events &+= Int(row.end &- row.start)
      for index in Int(row.start)..<Int(row.stochastic) {
        let synapse = tables.synapses[index]
        let neuron = tables.neurons + Int(synapse.index)
        neuron.pointee.potential &+= Int32(synapse.strength)
        if neuron.pointee.isQueued == 0 {
          neuron.pointee.isQueued = 1
          tables.work[workCount] = synapse.index
          workCount &+= 1
        }
      }
      if row.stochastic != row.end { integrateStochastic(row, axon: axon, workCount: &workCount) }
    }
    tables.slotCounts[slot] = 0
    state.scheduledAxons &-= count
    state.workCount = workCount
    state.synapticEvents &+= UInt64(truncatingIfNeeded: events)
  }

  private func integrateStochastic(_ row: PackedAxon, axon: Int, workCount: inout Int) {
    for index in Int(row.stochastic)..<Int(row.end) {
      let synapse = tables.synapses[index]
      let neuron = Int(synapse.index)
      if tables.neurons[neuron].isQueued == 2 {
        orderedInputs.markActive(axon: axon, tick: state.tick)
        return
      }
      let byte = draws(of: neuron).synapseByte(axon: Int(row.local))
      tables.neurons[neuron].potential &+= TrueNorthNeuron.stochasticUnit(synapse.strength, byte: byte)
      if tables.neurons[neuron].isQueued == 0 {
        tables.neurons[neuron].isQueued = 1
        tables.work[workCount] = synapse.index
        workCount += 1
      }
    }
  }

  @inline(__always)
  private func draws(of neuron: Int) -> CounterDraws {
    CounterDraws(
      key: key, identity: tables.identities[neuron], tick: UInt64(truncatingIfNeeded: state.tick))
  }

  /// Leak and threshold of every neuron on the work list; those that are settled afterwards leave it.
  private func updateWork() {
    let tables = tables
    var kept = 0
    for position in 0..<state.workCount {
      let index = tables.work[position]
      let neuron = tables.neurons + Int(index)
      let type = tables.types + Int(neuron.pointee.type)
      let potential = neuron.pointee.potential
      let outcome: TrueNorthOutcome
      switch type.pointee.kind {
      case .still:
        if type.pointee.settled.contains(potential) {
          neuron.pointee.isQueued = 0
          continue
        }
        outcome = type.pointee.neuron.thresholded(potential, eta: 0)
      case .gate:
        if type.pointee.settled.contains(potential) {
          neuron.pointee.isQueued = 0
          continue
        }
        let eta = draws(of: Int(index)).thresholdBits(type.pointee.neuron.thresholdMaskBits)
        outcome = type.pointee.neuron.thresholded(potential, eta: eta)
      case .leaky:
        outcome = type.pointee.neuron.thresholded(potential &+ type.pointee.leak, eta: 0)
      case .general:
        outcome = generalOutcome(type.pointee.neuron, potential: potential, neuron: Int(index))
      }
      neuron.pointee.potential = outcome.potential
      if outcome.clipped { state.clippedPotentials &+= 1 }
      if outcome.spiked { send(Int(index)) }
      if type.pointee.settled.contains(outcome.potential) {
        neuron.pointee.isQueued = 0
      } else {
        tables.work[kept] = index
        kept &+= 1
      }
    }
    state.workCount = kept
  }

  private func generalOutcome(_ type: TrueNorthNeuron, potential: Int32, neuron: Int) -> TrueNorthOutcome {
    let draws = draws(of: neuron)
    let leaked = type.leaked(potential, byte: type.stochasticLeak ? draws.leakByte() : 0)
    let bits = type.thresholdMaskBits
    return type.thresholded(leaked, eta: bits > 0 ? draws.thresholdBits(bits) : 0)
  }

  @inline(__always)
  private func send(_ index: Int) {
    tables.spikes[index] &+= 1
    let neuron = tables.neurons[index]
    if neuron.target >= 0 {
      let slot = (state.tick &+ Int(neuron.delay)) & (TrueNorthTables.slotCount - 1)
      schedule(axon: Int(neuron.target), slot: slot)
    } else if neuron.target < PackedNeuron.noTarget {
      outputNeurons.append(Int32(truncatingIfNeeded: index))
    }
  }

  /// Sets an axon's bit in a slot; a bit that was set already makes two spikes one.
  @inline(__always)
  func schedule(axon: Int, slot: Int) {
    let bit = UInt16(1) &<< UInt16(truncatingIfNeeded: slot)
    if tables.axons[axon].scheduled & bit != 0 {
      state.mergedSpikes &+= 1
      return
    }
    tables.axons[axon].scheduled |= bit
    let count = tables.slotCounts[slot]
    tables.slots[slot &* tables.axonCount &+ count] = Int32(truncatingIfNeeded: axon)
    tables.slotCounts[slot] = count &+ 1
    state.scheduledAxons &+= 1
  }

  /// A core whose neurons share a register: every neuron in order, draws in the order synapses, leak, threshold.
  /// The deterministic synapses have been added already; their order does not matter.
  private func runOrderedCore(_ index: Int) {
    for neuron in tables.orderedCores[index].neurons {
      let type = tables.types[Int(tables.neurons[neuron].type)].neuron
      var potential = tables.neurons[neuron].potential
      for synapse in orderedInputs.active(of: neuron, tick: state.tick) {
        potential += TrueNorthNeuron.stochasticUnit(
          synapse.strength, byte: registers[index].synapseByte(axon: Int(synapse.index)))
      }
      potential = type.leaked(potential, byte: type.stochasticLeak ? registers[index].leakByte() : 0)
      let bits = type.thresholdMaskBits
      let outcome = type.thresholded(potential, eta: bits > 0 ? registers[index].thresholdBits(bits) : 0)
      tables.neurons[neuron].potential = outcome.potential
      if outcome.clipped { state.clippedPotentials &+= 1 }
      if outcome.spiked { send(neuron) }
    }
  }

  /// Turns the neurons that spiked to a port into ports, in core order and then neuron order.
  private func publishOutputs() {
    if outputNeurons.count > 1 { outputNeurons.sort() }
    for neuron in outputNeurons { outputs.append(-2 - Int(tables.neurons[Int(neuron)].target)) }
    outputNeurons.removeAll(keepingCapacity: true)
  }
}
