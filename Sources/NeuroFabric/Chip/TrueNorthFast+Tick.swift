// The tick of the event-driven engine. Goals, in order: the bits of the reference; no allocation; speed for
// sparse activity with few neuron kinds.
//
// Whether an exit or a gate spikes is a coin toss, which no processor predicts. The updates of the common
// kinds are therefore written without branches on the outcome: a neuron is always written to the list of the
// fired and to the list of the kept, and the lists' counts move by 0 or 1.

extension TrueNorthFast {
  public func step() {
    if !outputs.isEmpty { outputs.removeAll(keepingCapacity: true) }
    integrate()
    updatePlain()
    updateGates()
    updateGeneral()
    sendFired()
    state.pointee.spikeCount = state.pointee.firedCount
    state.pointee.firedCount = 0
    for index in layout.orderedCores.indices { runOrderedCore(index) }
    if state.pointee.outputCount > 0 { publishOutputs() }
    state.pointee.tick &+= 1
  }

  /// Empties this tick's slot: adds the strengths of all active axons and puts the neurons reached on work
  /// lists.
  private func integrate() {
    let (tables, state) = (tables, state)
    let slot = state.pointee.tick & (TrueNorthTables.slotCount - 1)
    let active = tables.slots + slot &* tables.axonCount
    let count = tables.slotCounts[slot]
    let keep = ~(UInt16(1) &<< UInt16(truncatingIfNeeded: slot))
    for position in 0..<count {
      let axon = tables.axons + Int(active[position])
      axon.pointee.scheduled &= keep
      let (start, stochastic, end) = (axon.pointee.start, axon.pointee.stochastic, axon.pointee.end)
      tables.activations[Int(active[position])] &+= 1
      for index in Int(start)..<Int(stochastic) {
        let synapse = tables.synapses[index]
        tables.neurons[Int(synapse.index)].potential &+= Int32(synapse.strength)
        tables.enqueue(synapse.index)
      }
      if stochastic != end { integrateStochastic(axon: Int(active[position])) }
    }
    tables.slotCounts[slot] = 0
    state.pointee.scheduledAxons &-= count
  }

  private func integrateStochastic(axon: Int) {
    let row = tables.axons[axon]
    for index in Int(row.stochastic)..<Int(row.end) {
      let synapse = tables.synapses[index]
      let neuron = Int(synapse.index)
      if tables.neurons[neuron].isQueued == 2 {
        orderedInputs.markActive(axon: axon, tick: state.pointee.tick)
        return
      }
      let byte = draws(of: neuron).synapseByte(axon: Int(row.local))
      tables.neurons[neuron].potential &+= TrueNorthNeuron.stochasticUnit(synapse.strength, byte: byte)
      tables.enqueue(synapse.index)
    }
  }

  private func draws(of neuron: Int) -> CounterDraws {
    CounterDraws(
      key: state.pointee.key, identity: tables.identities[neuron],
      tick: UInt64(truncatingIfNeeded: state.pointee.tick))
  }

  /// Updates the neurons of one kind: `update` gives the potential and whether it spiked. Those that are
  /// settled afterwards leave the list.
  @inline(__always)
  private func updateList(
    _ kind: PackedType.Kind,
    _ update: (_ index: Int, _ potential: Int32, _ type: UnsafeMutablePointer<PackedType>) -> (Int32, Bool)
  ) {
    let tables = tables
    let list = tables.workList(Int(kind.rawValue))
    var (kept, fired) = (0, state.pointee.firedCount)
    for position in 0..<tables.workCounts[Int(kind.rawValue)] {
      let index = list[position]
      let neuron = tables.neurons + Int(index)
      let type = tables.types + Int(neuron.pointee.type)
      let (potential, spiked) = update(Int(index), neuron.pointee.potential, type)
      neuron.pointee.potential = potential
      tables.fired[fired] = index
      fired &+= spiked ? 1 : 0
      let stays = !type.pointee.settled.contains(potential)
      neuron.pointee.isQueued = stays ? 1 : 0
      list[kept] = index
      kept &+= stays ? 1 : 0
    }
    tables.workCounts[Int(kind.rawValue)] = kept
    state.pointee.firedCount = fired
  }

  private func updatePlain() {
    updateList(.plain) { [self] _, potential, type in
      let leaked = potential &+ type.pointee.leak
      if leaked < type.pointee.plainLow || leaked > TrueNorthNeuron.potentialLimit {
        return noting(type.pointee.neuron.thresholded(leaked, eta: 0))
      }
      let spiked = leaked >= type.pointee.threshold
      let reset = leaked & type.pointee.keptAtSpike &+ type.pointee.addedAtSpike
      let kept = max(leaked, type.pointee.floor)
      // A choice between the two the compiler would make a jump. Shifted by 32 the difference is gone.
      let difference = Int64(kept) &- Int64(reset)
      let left = difference &<< (spiked ? 32 : 0)
      return (reset &+ Int32(truncatingIfNeeded: left), spiked)
    }
  }

  private func updateGeneral() {
    updateList(.general) { [self] index, potential, type in
      let draws = draws(of: index)
      let neuron = type.pointee.neuron
      let leaked = neuron.leaked(potential, byte: neuron.stochasticLeak ? draws.leakByte() : 0)
      let bits = neuron.thresholdMaskBits
      return noting(neuron.thresholded(leaked, eta: bits > 0 ? draws.thresholdBits(bits) : 0))
    }
  }

  @inline(__always)
  private func noting(_ outcome: TrueNorthOutcome) -> (Int32, Bool) {
    if outcome.clipped { state.pointee.clippedPotentials &+= 1 }
    return (outcome.potential, outcome.spiked)
  }

  private func updateGates() {
    let drawing = dropSettledGates()
    state.pointee.key.drawFirstWords(
      for: tables.workList(Int(PackedType.Kind.gate.rawValue)), count: drawing,
      identities: tables.identities, tick: UInt64(truncatingIfNeeded: state.pointee.tick)
    ) { index, word in decideGate(index, word: word) }
  }

  /// Takes the settled gates off their list, so that nothing is drawn in vain. Returns how many are left.
  private func dropSettledGates() -> Int {
    let tables = tables
    let kind = Int(PackedType.Kind.gate.rawValue)
    let list = tables.workList(kind)
    var kept = 0
    for position in 0..<tables.workCounts[kind] {
      let index = list[position]
      let neuron = tables.neurons + Int(index)
      let stays = !tables.types[Int(neuron.pointee.type)].settled.contains(neuron.pointee.potential)
      neuron.pointee.isQueued = stays ? 1 : 0
      list[kept] = index
      kept &+= stays ? 1 : 0
    }
    tables.workCounts[kind] = kept
    return kept
  }

  /// Without a leak or a reset, a potential between the clamps and above the floor stays what it is.
  @inline(__always)
  private func decideGate(_ index: Int32, word: UInt32) {
    let neuron = tables.neurons + Int(index)
    let type = tables.types + Int(neuron.pointee.type)
    let eta = Int32(bitPattern: word) & type.pointee.thresholdMask
    let potential = neuron.pointee.potential
    var spiked = potential >= type.pointee.threshold &+ eta
    if potential < type.pointee.floor || potential > TrueNorthNeuron.potentialLimit {
      (neuron.pointee.potential, spiked) = noting(type.pointee.neuron.thresholded(potential, eta: eta))
    }
    tables.fired[state.pointee.firedCount] = index
    state.pointee.firedCount &+= spiked ? 1 : 0
  }

  private func sendFired() {
    for position in 0..<state.pointee.firedCount { send(Int(tables.fired[position])) }
  }

  @inline(__always)
  private func send(_ index: Int) {
    tables.spikes[index] &+= 1
    let target = tables.neurons[index].target
    if target >= 0 {
      let time = state.pointee.tick &+ Int(tables.neurons[index].delay)
      schedule(axon: Int(target), slot: time & (TrueNorthTables.slotCount - 1))
    } else if target < PackedNeuron.noTarget {
      tables.outputs[state.pointee.outputCount] = Int32(truncatingIfNeeded: index)
      state.pointee.outputCount &+= 1
    }
  }

  /// Sets an axon's bit in a slot; a bit that was set already makes two spikes one.
  @inline(__always)
  func schedule(axon: Int, slot: Int) {
    let bit = UInt16(1) &<< UInt16(truncatingIfNeeded: slot)
    if tables.axons[axon].scheduled & bit != 0 {
      state.pointee.mergedSpikes &+= 1
      return
    }
    tables.axons[axon].scheduled |= bit
    let count = tables.slotCounts[slot]
    tables.slots[slot &* tables.axonCount &+ count] = Int32(truncatingIfNeeded: axon)
    tables.slotCounts[slot] = count &+ 1
    state.pointee.scheduledAxons &+= 1
  }

  /// Neurons that share a register: all of them in order, draws in the order synapses, leak, threshold.
  /// Their deterministic synapses have been added already; the order of those does not matter.
  private func runOrderedCore(_ index: Int) {
    var draws = registers[index]
    for neuron in layout.orderedCores[index].neurons {
      let type = tables.types[Int(tables.neurons[neuron].type)].neuron
      var potential = tables.neurons[neuron].potential
      orderedInputs.forEachActive(of: neuron, tick: state.pointee.tick) {
        potential += TrueNorthNeuron.stochasticUnit($0, byte: draws.nextByte())
      }
      potential = type.leaked(potential, byte: type.stochasticLeak ? draws.leakByte() : 0)
      let bits = type.thresholdMaskBits
      let (written, spiked) = noting(
        type.thresholded(potential, eta: bits > 0 ? draws.thresholdBits(bits) : 0))
      tables.neurons[neuron].potential = written
      if spiked {
        tables.fired[state.pointee.spikeCount] = Int32(truncatingIfNeeded: neuron)
        state.pointee.spikeCount &+= 1
        send(neuron)
      }
    }
    registers[index] = draws
  }

  /// Turns the neurons that spiked to a port into ports, in core order and then neuron order.
  private func publishOutputs() {
    var spiked = UnsafeMutableBufferPointer(start: tables.outputs, count: state.pointee.outputCount)
    if spiked.count > 1 { spiked.sort() }
    for neuron in spiked { outputs.append(-2 - Int(tables.neurons[Int(neuron)].target)) }
    state.pointee.outputCount = 0
  }
}
