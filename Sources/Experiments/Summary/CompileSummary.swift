import MarkovChains

/// What compiling found: how full the chips are, and what quantising changed.
public struct CompileSummary: Sendable {
  private let name: String
  private let chip: CompiledChip

  public init(name: String, chip: CompiledChip) {
    self.name = name
    self.chip = chip
  }

  private var rows: [(key: String, label: String, value: JSONValue)] {
    let use = ChipRun.Utilisation(chip)
    let report = chip.chain.report
    let percent = { (fraction: Double) in (fraction * 1000).rounded() / 10 }
    return [
      ("chip", "chip", .string(chip.settings.profile.name)),
      ("method", "circuit", .string(chip.settings.method)),
      ("nodes", "nodes", .integer(use.nodes)), ("neurons", "neurons a replica", .integer(use.neurons)),
      ("axons", "axons a replica", .integer(use.axons)),
      ("synapses", "synapses a replica", .integer(use.synapses)),
      ("replicas", "replicas", .integer(chip.walk.program.replicas)),
      ("cores", "cores, all replicas", .integer(use.cores)), ("chips", "chips", .integer(use.chips)),
      ("fullest_neurons_percent", "fullest core, neurons %", .number(percent(use.fullestNeurons))),
      ("fullest_axons_percent", "fullest core, axons %", .number(percent(use.fullestAxons))),
      (
        "fullest_synapse_memory_percent", "fullest core, synapse memory %",
        .number(percent(use.fullestSynapseMemory))
      ),
      ("tree_levels", "levels of the barrier's trees", .integer(chip.walk.program.barrier.treeLevels)),
      (
        "largest_probability_error", "largest error of a probability",
        .number(report.largestProbabilityError)
      ),
      ("drift_error", "largest error of a row's drift", .number(report.driftError)),
      ("variance_error", "largest error of a row's variance", .number(report.varianceError)),
      ("raised_gates", "gates raised to the smallest probability", .integer(report.raisedGates)),
    ]
  }

  public var json: JSONValue {
    .object([.init("engine", .string(name))] + rows.map { .init($0.key, $0.value) })
  }

  public var text: String {
    let width = rows.map(\.label.count).max()!
    let lines = rows.map { row in
      "  " + row.label + String(repeating: " ", count: width - row.label.count + 2)
        + row.value.text().filter { $0 != "\"" && !$0.isNewline }
    }
    return ([name] + lines).joined(separator: "\n")
  }
}
