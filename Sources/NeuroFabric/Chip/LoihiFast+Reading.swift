import CFabricKernels

// What voltage registers read. A tick leaves behind the lists of compartments that it updated; they are turned
// into marks when a potential is first asked for after it.

/// By compartment: the number of completed ticks when its last update, or spike, was seen by a reading.
struct LoihiMarks {
  var tick = 0
  var updated: [Int] = []
  var spiked: [Int] = []
}

extension LoihiFast {
  public func potential(core: Int, neuron: Int) -> Int {
    precondition(
      image.cores.indices.contains(core) && image.cores[core].compartments.indices.contains(neuron),
      "no compartment \(neuron) on core \(core)")
    return reading(layout.coreStarts[core] + neuron)
  }

  func reading(_ index: Int) -> Int {
    if let restoredReadings, restoredReadings.tick == tick { return Int(restoredReadings.values[index]) }
    let voltage = Int(cells[index].voltage)
    guard tick > 0 else { return voltage }
    if marks.tick != tick { markLastTick() }
    let parameters = parameters[Int(places[index].parameters)]
    if marks.spiked[index] == tick { return parameters.type.spikePlaceholder }
    let wasUpdated = marks.updated[index] == tick || stamp(of: index) == tick
    return wasUpdated || parameters.voltageKept != 0 ? voltage : idleReading(index)
  }

  public var spikes: [NeuronAddress] {
    UnsafeBufferPointer(start: work.pointee.fired, count: work.pointee.fired_count).sorted().map { index in
      let core = Int(places[Int(index)].core)
      return NeuronAddress(core: core, neuron: Int(index) - layout.coreStarts[core])
    }
  }

  public func spikeCount(core: Int, neuron: Int) -> UInt64 {
    precondition(
      image.cores.indices.contains(core) && image.cores[core].compartments.indices.contains(neuron),
      "no compartment \(neuron) on core \(core)")
    return senders[layout.coreStarts[core] + neuron].spikes
  }

  private func markLastTick() {
    if marks.updated.isEmpty {
      marks.updated = Array(repeating: 0, count: places.count)
      marks.spiked = marks.updated
    }
    let work = work.pointee
    for position in 0..<work.reached_count { marks.updated[Int(work.reached[position])] = tick }
    for position in 0..<work.fired_count { marks.spiked[Int(work.fired[position])] = tick }
    marks.tick = tick
  }

  /// Completed ticks when a general compartment was last updated.
  private func stamp(of index: Int) -> Int? {
    guard parameters[Int(places[index].parameters)].kind == .general else { return nil }
    return generalStates[Int(~links[index])].stamp
  }

  /// What a compartment that keeps nothing reads after a tick in which it rested: 0, or the noise of that
  /// tick.
  private func idleReading(_ index: Int) -> Int {
    let parameters = parameters[Int(places[index].parameters)]
    guard parameters.noiseTarget != .none else { return 0 }
    var fresh = LoihiState()
    let noise = parameters.noise.value(
      key: memory.pointee.key, identity: identities[index], tick: UInt64(tick - 1))
    _ = parameters.type.update(&fresh, input: 0, noise: noise)
    return fresh.voltage
  }
}
