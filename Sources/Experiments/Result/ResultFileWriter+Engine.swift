import EnergyModels
import FileFormats
import Instrumentation
import MarkovChains

extension ResultFileWriter {
  func write(_ engine: EngineResult, _ group: String) throws {
    try file.group(group)
    try texts(
      [
        ("name", engine.name), ("kind", engine.kind.rawValue), ("method", engine.method),
        ("status", engine.status.rawValue), ("advice", engine.advice),
      ], on: group)
    try integers([("completed_batches", engine.completedBatches)], on: group)
    try file.attribute("relative_bias", engine.relativeBias, on: group)
    try file.attribute("host_seconds", engine.hostSeconds, on: group)
    try write(engine.hostEnergy, group)
    try write(engine.tally, "\(group)/tally")
    try table("\(group)/exact_law", engine.exactLaw)
    try table(
      "\(group)/estimates", engine.estimates.map { [$0.value, $0.standardError, $0.halfWidth, $0.exact] },
      columns: 4)
    try file.attribute("columns", "value, standard error, 95 % half-width, exact", on: "\(group)/estimates")
    try write(engine.fits, "\(group)/fits")
    try write(engine.events, "\(group)/events")
    try write(engine.verdict, "\(group)/verdict")
    if let chip = engine.chip { try write(chip, "\(group)/chip") }
    try file.group("\(group)/energies")
    try integers([("count", engine.energies.count)], on: "\(group)/energies")
    for (index, energy) in engine.energies.enumerated() { try write(energy, "\(group)/energies/\(index)") }
  }

  private func write(_ energy: HostEnergy, _ group: String) throws {
    switch energy {
    case .measured(let joules, let source):
      try file.attribute("host_joules", joules, on: group)
      try file.attribute("host_meter", source, on: group)
    case .notMeasured(let reason):
      try file.attribute("host_not_measured", reason, on: group)
    }
  }

  private func write(_ tally: WalkTally, _ group: String) throws {
    try file.group(group)
    try file.attribute("walkers", tally.walkers, on: group)
    try file.attribute("walker_steps", tally.walkerSteps, on: group)
    try integers([("steps", tally.steps)], on: group)
    try table("\(group)/densities", tally.densities)
    try file.dataset("\(group)/visits", tally.visits)
    try file.dataset("\(group)/arrivals", tally.arrivals)
    try file.dataset("\(group)/arrival_steps", tally.arrivalSteps)
    if !tally.scores.isEmpty { try file.dataset("\(group)/scores", tally.scores) }
  }

  private func write(_ fits: [GoodnessOfFit], _ group: String) throws {
    try file.dataset("\(group)/steps", fits.map { Int64($0.step) })
    try file.dataset("\(group)/degrees_of_freedom", fits.map { Int64($0.degreesOfFreedom) })
    try file.dataset("\(group)/statistics", fits.map(\.statistic))
    try file.dataset("\(group)/p_values", fits.map(\.pValue))
    try file.dataset("\(group)/detectable_shifts", fits.map(\.detectableShift))
  }

  private func write(_ events: EventCounts, _ group: String) throws {
    try file.dataset("\(group)/names", strings: events.nonZero.map(\.event.rawValue))
    try file.dataset("\(group)/counts", events.nonZero.map(\.count))
  }

  private func write(_ verdict: Verdict, _ group: String) throws {
    try file.dataset("\(group)/checks", strings: verdict.checks.map(\.text))
    try flags("\(group)/passed", verdict.checks.map(\.passed))
    try integers([("is_good", verdict.isGood ? 1 : 0)], on: group)
  }

  private func write(_ chip: ChipRun, _ group: String) throws {
    try file.group(group)
    try texts(
      [("profile", chip.profile), ("tick_note", chip.tickNote), ("image_hash", chip.imageHash)], on: group)
    try integers(
      [("replicas", chip.replicas), ("chip_width", chip.chipWidth), ("chip_height", chip.chipHeight)],
      on: group)
    try file.attribute("ticks", chip.ticks, on: group)
    try file.attribute("total_ticks", chip.totalTicks, on: group)
    try file.attribute("chip_seconds", chip.chipSeconds, on: group)
    try file.dataset("\(group)/ticks_per_step", chip.ticksPerStep.map(Int64.init), compression: 4)
    try write(chip.utilisation, "\(group)/use")
    let places = chip.coreLoads.map { [$0.x, $0.y, $0.indexInTile, $0.neurons].map(Int64.init) }
    try table("\(group)/core_places", places, columns: 4)
    try file.attribute("columns", "x, y, index in tile, neurons", on: "\(group)/core_places")
    try table("\(group)/core_counts", chip.coreLoads.map { [$0.spikes, $0.synapticEvents] }, columns: 2)
    try file.attribute("columns", "spikes, synaptic events", on: "\(group)/core_counts")
  }

  private func write(_ use: ChipRun.Utilisation, _ group: String) throws {
    try file.group(group)
    try integers(
      [
        ("nodes", use.nodes), ("neurons", use.neurons), ("axons", use.axons), ("synapses", use.synapses),
        ("cores", use.cores), ("chips", use.chips),
      ], on: group)
    try file.attribute("fullest_neurons", use.fullestNeurons, on: group)
    try file.attribute("fullest_axons", use.fullestAxons, on: group)
    try file.attribute("fullest_synapse_memory", use.fullestSynapseMemory, on: group)
    try file.attribute("neurons_per_node", use.neuronsPerNode, on: group)
  }

  private func write(_ energy: EnergyEstimate, _ group: String) throws {
    try file.group(group)
    try file.attribute("table", energy.table, on: group)
    try file.attribute("seconds", energy.seconds, on: group)
    try integers([("static_is_priced", energy.staticIsPriced ? 1 : 0)], on: group)
    try file.dataset("\(group)/total", energy.total.values)
    if let host = energy.host { try file.dataset("\(group)/host", host.values) }
    try file.dataset("\(group)/shares/names", strings: energy.shares.map(\.name))
    try file.dataset("\(group)/shares/kinds", strings: energy.shares.map(\.kind.rawValue))
    try table("\(group)/shares/joules", energy.shares.map(\.joules.values), columns: 3)
    try file.dataset("\(group)/unpriced/names", strings: energy.unpriced.map(\.event.rawValue))
    try file.dataset("\(group)/unpriced/counts", energy.unpriced.map(\.count))
    try file.dataset("\(group)/assumptions", strings: energy.assumptions)
  }
}

extension EnergyRange {
  fileprivate var values: [Double] { [low, nominal, high] }
}
