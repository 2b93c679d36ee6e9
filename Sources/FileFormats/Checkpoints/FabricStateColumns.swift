import NeuroFabric

/// A fabric's state as the columns of a group. Whether it fits an image is found when it is restored.
package enum FabricStateColumns {
  package static func write(_ state: FabricState, to file: HDF5Writer, group: String) throws {
    try file.group(group)
    let columns = Writer(file: file, group: group)
    switch state {
    case .trueNorth(let state): try columns.write(state)
    case .loihi(let state): try columns.write(state)
    }
  }

  /// - Throws: `FormatError` for a missing column.
  package static func read(_ file: HDF5Reader, group: String) throws -> FabricState {
    let columns = Reader(file: file, group: group)
    let family = try file.text("family", of: group)
    switch ChipProfile.Family(rawValue: family) {
    case .trueNorth: return .trueNorth(try columns.trueNorth())
    case .loihi: return .loihi(try columns.loihi())
    case nil:
      let known = ChipProfile.Family.allCases.map(\.rawValue)
      throw FormatError(file: file.path, message: ProgramWording.unknown("family", family, known: known))
    }
  }
}

private struct Writer {
  let file: HDF5Writer
  let group: String

  func number(_ name: String, _ value: UInt64) throws { try file.attribute(name, value, on: group) }

  func column<Number: HDF5Number>(_ name: String, _ values: [Number]) throws {
    try file.dataset(group + "/" + name, values, compression: 1)
  }

  func write(_ state: TrueNorthState) throws {
    try file.attribute("family", ChipProfile.Family.trueNorth.rawValue, on: group)
    try number("tick", UInt64(state.tick))
    try number("merged_spikes", state.mergedSpikes)
    try number("clipped_potentials", state.clippedPotentials)
    try column("potential", state.potentials)
    try column("scheduler", state.scheduler)
    try column("spike_count", state.spikeCounts)
    try column("synaptic_events", state.synapticEvents)
    try column("input_spikes", state.inputSpikes)
    try column("register", state.registers)
    try write(state.spikes)
  }

  func write(_ state: LoihiFabricState) throws {
    try file.attribute("family", ChipProfile.Family.loihi.rawValue, on: group)
    try number("tick", UInt64(state.tick))
    try number("clipped_potentials", state.clippedPotentials)
    try number("busy_picoseconds", state.busyPicoseconds)
    try column("current", state.currents)
    try column("voltage", state.voltages)
    try column("refractory", state.refractory)
    try column("reading", state.readings)
    try column("updates", state.updates)
    try column("spike_count", state.spikeCounts)
    try column("pending_ticks", state.pending.map(\.ticksAhead))
    try column("pending_compartment", state.pending.map(\.compartment))
    try column("pending_input", state.pending.map(\.input))
    try column("injections", state.injections)
    try column("fresh_injections", state.freshInjections)
    try write(state.spikes)
  }

  private func write(_ spikes: [NeuronAddress]) throws {
    try column("spike_core", spikes.map { UInt32($0.core) })
    try column("spike_neuron", spikes.map { UInt32($0.neuron) })
  }
}

private struct Reader {
  let file: HDF5Reader
  let group: String

  func column<Number: HDF5Number>(_ name: String) throws -> [Number] { try file.dataset(group + "/" + name) }

  func trueNorth() throws -> TrueNorthState {
    var state = TrueNorthState()
    state.tick = try file.number("tick", of: group, in: InputSpike.ticks)
    state.mergedSpikes = try file.attribute("merged_spikes", of: group)
    state.clippedPotentials = try file.attribute("clipped_potentials", of: group)
    state.potentials = try column("potential")
    state.scheduler = try column("scheduler")
    state.spikeCounts = try column("spike_count")
    state.synapticEvents = try column("synaptic_events")
    state.inputSpikes = try column("input_spikes")
    state.registers = try column("register")
    state.spikes = try spikes()
    return state
  }

  func loihi() throws -> LoihiFabricState {
    var state = LoihiFabricState()
    state.tick = try file.number("tick", of: group, in: InputSpike.ticks)
    state.clippedPotentials = try file.attribute("clipped_potentials", of: group)
    state.busyPicoseconds = try file.attribute("busy_picoseconds", of: group)
    state.currents = try column("current")
    state.voltages = try column("voltage")
    state.refractory = try column("refractory")
    state.readings = try column("reading")
    state.updates = try column("updates")
    state.spikeCounts = try column("spike_count")
    let ticks: [UInt8] = try column("pending_ticks")
    let compartments: [UInt32] = try file.list(group + "/pending_compartment", count: ticks.count)
    let inputs: [Int64] = try file.list(group + "/pending_input", count: ticks.count)
    state.pending = ticks.indices.map {
      .init(ticksAhead: ticks[$0], compartment: compartments[$0], input: inputs[$0])
    }
    state.injections = try column("injections")
    state.freshInjections = try column("fresh_injections")
    state.spikes = try spikes()
    return state
  }

  private func spikes() throws -> [NeuronAddress] {
    let cores: [UInt32] = try column("spike_core")
    let neurons: [UInt32] = try file.list(group + "/spike_neuron", count: cores.count)
    return zip(cores, neurons).map { NeuronAddress(core: Int($0), neuron: Int($1)) }
  }
}
