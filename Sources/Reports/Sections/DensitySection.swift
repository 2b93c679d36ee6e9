import Experiments

/// Where the walkers were over Markov time, beside the exact answer.
struct DensitySection {
  let result: ExperimentResult

  var html: String {
    guard !result.recordedSteps.isEmpty, result.space.count > 0 else {
      return Markup.section(
        "Density over time", id: "density", Markup.paragraph("No step of this run recorded a density."))
    }
    let drawings =
      switch result.space {
      case .interval(let count, let origin, let spacing):
        LineDensity(result: result, cells: count, origin: origin, spacing: spacing, summed: "").html
      case .product(let cells, let origin, let spacing, let directions):
        LineDensity(
          result: result, cells: cells, origin: origin, spacing: spacing,
          summed: "Shares are summed over the \(directions) directions of every cell. "
        ).html
      case .rectangle(let columns, let rows, let spacing), .torus(let columns, let rows, let spacing):
        PlaneDensity(result: result, columns: columns, rows: rows, spacing: spacing).html
      case .graph(let count): GraphDensity(result: result, count: count).html
      }
    return Markup.section("Density over time", id: "density", drawings + withoutPlace)
  }

  /// The states that have no place in the space, at the last recorded step.
  private var withoutPlace: String {
    let last = result.recordedSteps.count - 1
    let states = result.labels.indices.dropFirst(result.space.count).prefix(20)
    guard !states.isEmpty else { return "" }
    let rows = states.map { state -> [String] in
      let exact = result.idealLaw.at(last)?.at(state) ?? .nan
      let counted = result.engines.map { engine -> String in
        guard let count = engine.tally.densities.at(last)?.at(state), engine.tally.walkers > 0 else {
          return "–"
        }
        return NumberText.percent(Double(count) / Double(engine.tally.walkers), 4)
      }
      return [result.labels[state], NumberText.percent(exact, 4)] + counted
    }
    let names = result.engines.map { "sampled by \($0.name)" }
    return Markup.table(
      ["State", "exact, ideal chain"] + names, rows, numbers: Set(1...names.count + 1),
      caption: "Walkers on states without a place, \(result.timeText(record: last)).")
  }
}
