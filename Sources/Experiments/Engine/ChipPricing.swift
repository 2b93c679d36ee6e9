import EnergyModels
import Instrumentation
import NeuroFabric

/// The chip's own time, batch by batch: replicas work side by side, the batches of one replica one after the other.
struct ChipClock {
  private(set) var ticksOfReplica: [UInt64]
  private(set) var picosecondsOfReplica: [UInt64]
  private(set) var firstBatch: ChipWalk.Batch?
  private(set) var loads: [CoreLoad] = []

  init(replicas: Int) {
    ticksOfReplica = Array(repeating: 0, count: replicas)
    picosecondsOfReplica = ticksOfReplica
  }

  mutating func add(_ batch: ChipWalk.Batch, replica: Int) {
    ticksOfReplica[replica] += batch.ticks
    picosecondsOfReplica[replica] += batch.busyPicoseconds
    if firstBatch == nil {
      firstBatch = batch
      loads = batch.loads
    } else {
      for core in loads.indices { loads[core] = loads[core] + batch.loads[core] }
    }
  }

  var ticks: UInt64 { ticksOfReplica.max() ?? 0 }
  var totalTicks: UInt64 { ticksOfReplica.reduce(0, +) }
}

/// Time and price of what a chip did.
struct ChipPricing {
  let chip: CompiledChip
  let clock: ChipClock
  let tables: [CostTable]

  /// Most Markov steps whose ticks a result keeps.
  private static let keptSteps = 20_000

  private var chipTables: [CostTable] {
    tables.filter { $0.chip == chip.settings.profile.family.rawValue }
  }

  /// The event times that the fabric adds up while it runs: the table fitted on a board, if there is one.
  static func timing(of chip: CompiledChip, tables: [CostTable]) -> LoihiTiming? {
    guard let timing = timingTable(of: chip, tables)?.timing else { return nil }
    let perTile = chip.settings.profile.coresPerRouter
    let tiles = (chip.walk.program.utilisation.allCores + perTile - 1) / perTile
    return LoihiTiming(
      access: timing.access ?? 0, update: timing.update ?? 0, noiseUpdate: timing.noiseUpdate ?? 0,
      spike: timing.spike ?? 0, messageOut: timing.messageOut ?? 0,
      messageIn: timing.messageIn ?? 0, synapse: timing.synapse ?? 0,
      barrier: timing.barrier.picoseconds(tiles: tiles))
  }

  private static func timingTable(of chip: CompiledChip, _ tables: [CostTable]) -> CostTable? {
    tables.filter { $0.chip == chip.settings.profile.family.rawValue && $0.timing != nil }
      .max { $0.year < $1.year }
  }

  /// The chip's seconds, one entry per way to count them.
  private var times: [(name: String, seconds: Double)] {
    if let table = Self.timingTable(of: chip, tables) {
      let seconds = Double(clock.picosecondsOfReplica.max() ?? 0) * 1e-12
      let missing = table.timing?.untimed ?? []
      let bound = missing.isEmpty ? "" : " (a lower bound: no time for \(missing.joined(separator: ", ")))"
      return [("busiest core and barrier by \(table.name)\(bound)", seconds)]
    }
    let periods = chipTables.flatMap(\.tickPeriods)
    var seen: Set<Double> = []
    return periods.filter { seen.insert($0.seconds).inserted }.map { period in
      let microseconds = period.seconds * 1e6
      let length = microseconds < 1000 ? "\(microseconds) us" : "\(Int((microseconds / 1000).rounded())) ms"
      return ("\(length) ticks", Double(clock.ticks) * period.seconds)
    }
  }

  /// One estimate per cost table and way to count the time.
  func estimates(_ events: EventCounts) throws -> [EnergyEstimate] {
    let use = chip.walk.program.utilisation
    let timedBy = Self.timingTable(of: chip, tables)?.name
    return try chipTables.flatMap { table in
      // A price that holds static power already does not depend on the time.
      try (table.hasStaticInEvents ? Array(times.prefix(1)) : times).map { time in
        var estimate = try table.price(
          events, seconds: time.seconds, poweredCores: use.allCores, poweredChips: use.allChips)
        if let timedBy {
          estimate.table += timedBy == table.name ? "" : ", time by \(timedBy)"
        } else if times.count > 1, !table.hasStaticInEvents {
          estimate.table += ", \(time.name)"
        }
        estimate.assumptions.append("time: \(time.name)")
        return estimate
      }
    }
  }

  func chipRun() -> ChipRun {
    let time = times.first
    return ChipRun(
      profile: chip.settings.profile.name, replicas: chip.walk.program.replicas, ticks: clock.ticks,
      totalTicks: clock.totalTicks, chipSeconds: time?.seconds ?? .nan,
      tickNote: time?.name ?? "no cost table tells the length of a tick",
      ticksPerStep: Array((clock.firstBatch?.ticksPerStep ?? []).prefix(Self.keptSteps)),
      utilisation: ChipRun.Utilisation(chip), coreLoads: placedLoads(),
      imageHash: imageHash(of: chip.walk.program.image), chipWidth: chip.settings.profile.meshWidth,
      chipHeight: chip.settings.profile.meshHeight)
  }

  private func placedLoads() -> [ChipRun.PlacedLoad] {
    let positions = chip.walk.program.slots.positions(of: 0)
    return clock.loads.indices.map { core in
      ChipRun.PlacedLoad(
        x: positions[core].router.x, y: positions[core].router.y,
        indexInTile: positions[core].indexAtRouter, neurons: chip.walk.program.neurons(of: core),
        spikes: clock.loads[core].spike, synapticEvents: clock.loads[core].synapticEvent)
    }
  }
}

extension CostTable {
  fileprivate var hasStaticInEvents: Bool {
    if case .inEvents = staticPower { true } else { false }
  }
}

extension ChipRun.Utilisation {
  public init(_ chip: CompiledChip) {
    let use = chip.walk.program.utilisation
    let nodes = chip.walk.circuit.nodes.count
    self.init(
      nodes: nodes, neurons: use.neurons, axons: use.axons, synapses: use.synapses,
      cores: use.allCores, chips: use.allChips, fullestNeurons: use.fullestNeurons,
      fullestAxons: use.fullestAxons, fullestSynapseMemory: use.fullestSynapseMemory,
      neuronsPerNode: Double(use.neurons) / Double(nodes))
  }
}
