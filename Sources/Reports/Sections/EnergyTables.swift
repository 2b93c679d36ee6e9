import EnergyModels
import Experiments

/// The numbers of the energy section, a table for each kind.
struct EnergyTables {
  let result: ExperimentResult

  var measured: String {
    let rows = result.engines.map { engine -> [String] in
      switch engine.hostEnergy {
      case .measured(let joules, let source):
        [engine.name, engine.measuredText, NumberText.quantity(joules, "J"), engine.perStep(joules), source]
      case .notMeasured(let reason):
        [engine.name, engine.measuredText, "not measured", "–", reason]
      }
    }
    return Markup.heading("Measured joules of this computer")
      + Markup.table(
        ["Engine", "what ran", "joules", "per walker-step", "counter, or why there is none"], rows,
        numbers: [2, 3])
  }

  var modelled: String {
    let chips = rows { $0.kind == .chip }
    let computers = rows { $0.kind == .computer }
    return (chips.isEmpty ? "" : Markup.heading("Modelled joules of the chip") + table(chips))
      + (computers.isEmpty
        ? "" : Markup.heading("Modelled or assumed joules of the computer") + table(computers))
  }

  private func table(_ rows: [[String]]) -> String {
    let header = [
      "Engine", "cost table", "low", "nominal", "high", "per walker-step: low", "nominal", "high",
      "priced time",
      "complete",
    ]
    return Markup.table(header, rows, numbers: Set(2...8))
  }

  private func rows(_ isWanted: (EngineResult) -> Bool) -> [[String]] {
    result.engines.filter(isWanted).flatMap { engine in
      engine.energies.flatMap { energy -> [[String]] in
        let complete =
          energy.isComplete ? "yes" : energy.staticIsPriced ? "no: unpriced events" : "no: no static power"
        let total = row(engine, energy.table, energy.total, energy.seconds, complete)
        let host = energy.host.map {
          row(engine, "\(energy.table): host processors, not in the total", $0, energy.seconds, "–")
        }
        return [total] + (host.map { [$0] } ?? [])
      }
    }
  }

  private func row(
    _ engine: EngineResult, _ name: String, _ range: EnergyRange, _ seconds: Double, _ complete: String
  ) -> [String] {
    let joules = [range.low, range.nominal, range.high]
    return [engine.name, name] + joules.map { NumberText.quantity($0, "J") } + joules.map(engine.perStep)
      + [NumberText.quantity(seconds, "s"), complete]
  }

  var hostSeconds: String {
    let rows = result.engines.map { engine in
      let rate = Double(engine.tally.walkerSteps) / engine.hostSeconds
      return [
        engine.name, engine.kind == .chip ? "emulating the chip" : "solving the problem",
        NumberText.quantity(engine.hostSeconds, "s"),
        engine.hostSeconds > 0 ? NumberText.significant(rate, 3) : "–",
        engine.chip.map { NumberText.quantity($0.chipSeconds, "s") } ?? "–",
      ]
    }
    return Markup.heading("Seconds")
      + Markup.table(
        [
          "Engine", "what this computer did", "seconds of this computer", "walker-steps per second",
          "modelled chip time",
        ],
        rows, numbers: [2, 3, 4])
  }

  var unpriced: String {
    let rows = result.engines.flatMap { engine in
      engine.energies.flatMap { energy in
        energy.unpriced.map { [engine.name, energy.table, $0.event.rawValue, NumberText.count($0.count)] }
      }
    }
    guard !rows.isEmpty else { return "" }
    return Markup.heading("Unpriced events")
      + Markup.paragraph(
        "These happened and their cost table has no price for them: they are missing from its total.")
      + Markup.table(["Engine", "cost table", "event", "count"], rows, numbers: [3])
  }

  var assumptions: String {
    let lists = result.engines.flatMap { engine in
      engine.energies.map { energy in
        let items = energy.assumptions.map { "<li>\($0.escaped)</li>\n" }.joined()
        return items.isEmpty
          ? "" : Markup.heading("\(engine.name), \(energy.table)") + "<ul>\n\(items)</ul>\n"
      }
    }.joined()
    return lists.isEmpty ? "" : Markup.collapsed("What the modelled joules assume, with sources", lists)
  }
}
