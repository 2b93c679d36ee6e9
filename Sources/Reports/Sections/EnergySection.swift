import EnergyModels
import Experiments

/// Joules and seconds: measured ones of the computer, measured ones of the emulation, modelled ones of the
/// chip, each kind by itself and never mixed.
struct EnergySection {
  let result: ExperimentResult

  var html: String {
    guard !result.engines.isEmpty else { return "" }
    let words =
      "Three kinds of number that must not be mixed: joules measured while the computer solved the problem, joules "
      + "measured while it ran the emulator, and joules modelled for the chip. An assumed power of the computer is a "
      + "modelled number and stands by itself."
    let tables = EnergyTables(result: result)
    return Markup.section(
      "Energy and time", id: "energy",
      Markup.paragraph(words) + chart + tables.measured + tables.modelled + EnergyShares(result: result).html
        + tables.hostSeconds + tables.unpriced + tables.assumptions)
  }

  private var chart: String {
    let groups = modelledGroups + measuredGroups
    guard !groups.isEmpty else { return "" }
    let drawing = IntervalChart(
      title: "Energy per completed walker-step", xLabel: "joules per completed walker-step (logarithmic)",
      unit: "J",
      width: 1080, groups: groups)
    return Markup.figure(
      [drawing.element()],
      caption:
        "Energy per completed walker-step: from low to high with the nominal number marked, one row per cost "
        + "table; a measured number has no interval here.")
  }

  private var modelledGroups: [IntervalChart.Group] {
    result.engines.enumerated().compactMap { index, engine in
      let steps = Double(engine.tally.walkerSteps)
      guard steps > 0, !engine.energies.isEmpty else { return nil }
      let rows = engine.energies.map { energy in
        IntervalChart.Row(
          label: energy.table, low: energy.total.low / steps, nominal: energy.total.nominal / steps,
          high: energy.total.high / steps, colour: index)
      }
      return .init(
        name: "\(engine.name): modelled, \(engine.kind == .chip ? "chip" : "computer")", rows: rows)
    }
  }

  private var measuredGroups: [IntervalChart.Group] {
    result.engines.enumerated().compactMap { index, engine in
      guard case .measured(let joules, let source) = engine.hostEnergy, engine.tally.walkerSteps > 0 else {
        return nil
      }
      let value = joules / Double(engine.tally.walkerSteps)
      let row = IntervalChart.Row(label: source, low: value, nominal: value, high: value, colour: index)
      return .init(name: "\(engine.name): measured, \(engine.measuredText)", rows: [row])
    }
  }
}

extension EngineResult {
  /// What the computer did while its joules were measured.
  var measuredText: String {
    kind == .chip ? "computer running the emulator" : "computer solving the problem"
  }

  /// `joules` per completed walker-step in words.
  func perStep(_ joules: Double) -> String {
    tally.walkerSteps > 0 ? NumberText.quantity(joules / Double(tally.walkerSteps), "J") : "–"
  }
}
