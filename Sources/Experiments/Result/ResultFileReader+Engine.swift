import EnergyModels
import FileFormats
import Instrumentation
import MarkovChains

extension ResultFileReader {
  func engine(_ group: String) throws -> EngineResult {
    let rows: [[Double]] = try table("\(group)/estimates", columns: 4)
    return EngineResult(
      name: try file.text("name", of: group),
      kind: try member(
        "\(group)/kind", try file.text("kind", of: group), of: [EngineResult.Kind.chip, .computer]),
      method: try file.text("method", of: group),
      status: try member("\(group)/status", try file.text("status", of: group), of: RunStatus.allCases),
      advice: try file.text("advice", of: group), completedBatches: try count("completed_batches", of: group),
      tally: try tally("\(group)/tally"), exactLaw: try table("\(group)/exact_law"),
      estimates: rows.map { Estimate(value: $0[0], standardError: $0[1], halfWidth: $0[2], exact: $0[3]) },
      fits: try fits("\(group)/fits"), relativeBias: try file.attribute("relative_bias", of: group),
      events: try events("\(group)/events"),
      chip: file.exists("\(group)/chip") ? try chip("\(group)/chip") : nil,
      energies: try energies("\(group)/energies"),
      hostSeconds: try file.attribute("host_seconds", of: group), hostEnergy: try hostEnergy(group),
      verdict: try verdict("\(group)/verdict"))
  }

  private func hostEnergy(_ group: String) throws -> HostEnergy {
    guard try file.attributeNames(of: group).contains("host_joules") else {
      return .notMeasured(reason: try file.text("host_not_measured", of: group))
    }
    return .measured(
      joules: try file.attribute("host_joules", of: group), source: try file.text("host_meter", of: group))
  }

  private func tally(_ group: String) throws -> WalkTally {
    var tally = WalkTally(recordCount: 0, stateCount: 0)
    tally.walkers = try file.attribute("walkers", of: group)
    tally.walkerSteps = try file.attribute("walker_steps", of: group)
    tally.steps = try count("steps", of: group)
    tally.densities = try table("\(group)/densities")
    tally.visits = try file.dataset("\(group)/visits")
    tally.arrivals = try file.dataset("\(group)/arrivals")
    tally.arrivalSteps = try file.dataset("\(group)/arrival_steps")
    if file.exists("\(group)/scores") { tally.scores = try file.dataset("\(group)/scores") }
    return tally
  }

  private func fits(_ group: String) throws -> [GoodnessOfFit] {
    let steps = try integers("\(group)/steps")
    let degrees = try integers("\(group)/degrees_of_freedom")
    let statistics: [Double] = try file.dataset("\(group)/statistics")
    let values: [Double] = try file.dataset("\(group)/p_values")
    let shifts: [Double] = try file.dataset("\(group)/detectable_shifts")
    for list in [degrees.count, statistics.count, values.count, shifts.count] {
      try equal(group, list, steps.count, "tested steps")
    }
    return steps.indices.map {
      GoodnessOfFit(
        step: steps[$0], statistic: statistics[$0], degreesOfFreedom: degrees[$0], pValue: values[$0],
        detectableShift: shifts[$0])
    }
  }

  private func named(_ group: String) throws -> [(event: CountableEvent, count: UInt64)] {
    let names = try file.strings("\(group)/names")
    let counts: [UInt64] = try file.dataset("\(group)/counts")
    try equal("\(group)/counts", counts.count, names.count, "names")
    return try zip(names, counts).map {
      (try member("\(group)/names", $0, of: CountableEvent.allCases), $1)
    }
  }

  private func events(_ group: String) throws -> EventCounts {
    var events = EventCounts()
    for (event, count) in try named(group) { events[event] = count }
    return events
  }

  private func verdict(_ group: String) throws -> Verdict {
    let texts = try file.strings("\(group)/checks")
    let passed = try flags("\(group)/passed")
    try equal("\(group)/passed", passed.count, texts.count, "checks")
    var verdict = Verdict(checks: zip(texts, passed).map { .init(passed: $1, text: $0) })
    verdict.isGood = try count("is_good", of: group) != 0
    return verdict
  }

  private func chip(_ group: String) throws -> ChipRun {
    ChipRun(
      profile: try file.text("profile", of: group), replicas: try count("replicas", of: group),
      ticks: try file.attribute("ticks", of: group), totalTicks: try file.attribute("total_ticks", of: group),
      chipSeconds: try file.attribute("chip_seconds", of: group),
      tickNote: try file.text("tick_note", of: group),
      ticksPerStep: try integers("\(group)/ticks_per_step"), utilisation: try utilisation("\(group)/use"),
      coreLoads: try coreLoads(group), imageHash: try file.text("image_hash", of: group),
      chipWidth: try count("chip_width", of: group), chipHeight: try count("chip_height", of: group))
  }

  private func coreLoads(_ group: String) throws -> [ChipRun.PlacedLoad] {
    let places: [[Int64]] = try table("\(group)/core_places", columns: 4)
    let counts: [[UInt64]] = try table("\(group)/core_counts", columns: 2)
    try equal("\(group)/core_counts", counts.count, places.count, "places")
    return zip(places, counts).map { place, count in
      .init(
        x: Int(place[0]), y: Int(place[1]), indexInTile: Int(place[2]), neurons: Int(place[3]),
        spikes: count[0],
        synapticEvents: count[1])
    }
  }

  private func utilisation(_ group: String) throws -> ChipRun.Utilisation {
    func size(_ name: String) throws -> Int { try count(name, of: group) }
    func share(_ name: String) throws -> Double { try file.attribute(name, of: group) }
    return .init(
      nodes: try size("nodes"), neurons: try size("neurons"), axons: try size("axons"),
      synapses: try size("synapses"), cores: try size("cores"), chips: try size("chips"),
      fullestNeurons: try share("fullest_neurons"), fullestAxons: try share("fullest_axons"),
      fullestSynapseMemory: try share("fullest_synapse_memory"), neuronsPerNode: try share("neurons_per_node")
    )
  }

  private func energies(_ group: String) throws -> [EnergyEstimate] {
    let (found, expected) = (try file.names(in: group).count, try count("count", of: group))
    try equal(group, found, expected, "estimates")
    return try (0..<expected).map { try energy("\(group)/\($0)") }
  }

  private func energy(_ group: String) throws -> EnergyEstimate {
    EnergyEstimate(
      table: try file.text("table", of: group), total: try range("\(group)/total"),
      parts: try shares("\(group)/shares"),
      host: file.exists("\(group)/host") ? try range("\(group)/host") : nil,
      unpriced: try named("\(group)/unpriced").map { UnpricedEvent(event: $0.event, count: $0.count) },
      seconds: try file.attribute("seconds", of: group),
      assumptions: try file.strings("\(group)/assumptions"),
      staticIsPriced: try count("static_is_priced", of: group) != 0)
  }

  private func shares(_ group: String) throws -> [EnergyShare] {
    let (names, kinds) = (try file.strings("\(group)/names"), try file.strings("\(group)/kinds"))
    let joules: [[Double]] = try table("\(group)/joules", columns: 3)
    try equal("\(group)/kinds", kinds.count, names.count, "names")
    try equal("\(group)/joules", joules.count, names.count, "names")
    return try names.indices.map {
      EnergyShare(
        name: names[$0],
        kind: try member(
          "\(group)/kinds", kinds[$0], of: [EnergyShare.Kind.dynamic, .crossing, .staticPower]),
        joules: EnergyRange(low: joules[$0][0], nominal: joules[$0][1], high: joules[$0][2]))
    }
  }

  private func range(_ name: String) throws -> EnergyRange {
    let values: [Double] = try file.dataset(name)
    try equal(name, values.count, 3, "bounds (low, nominal, high)")
    return EnergyRange(low: values[0], nominal: values[1], high: values[2])
  }
}
