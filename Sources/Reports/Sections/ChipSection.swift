import Experiments

/// What a run on chips means beyond the tally: ticks, chip time, how full the chips are, and the load of
/// cores.
struct ChipSection {
  let result: ExperimentResult

  private var chips: [(index: Int, name: String, run: ChipRun)] {
    result.engines.enumerated().compactMap { index, engine in
      engine.chip.map { (index, engine.name, $0) }
    }
  }

  var html: String {
    guard !chips.isEmpty else { return "" }
    let loads = chips.map { LoadMap(engine: $0.name, run: $0.run).html }.joined()
    return Markup.section("Time on the chip", id: "ticks", ticks + times)
      + Markup.section("Load of the cores", id: "load", loads)
      + Markup.section("Use of the chips", id: "use", utilisation)
  }

  private var ticks: String {
    let series = chips.map { chip in
      let points = chip.run.ticksPerStep.enumerated().map { Series.Point(x: Double($0), y: Double($1)) }
      return Series(name: chip.name, colour: chip.index, style: .line(.solid), points: points)
    }
    guard series.contains(where: { !$0.points.isEmpty }) else {
      return Markup.paragraph("No ticks per step were recorded.")
    }
    let chart = Chart(
      title: "Ticks per Markov step", width: 1080, height: 260, xLabel: "Markov step of the first batch",
      yLabel: "ticks", yIncludesZero: true, series: series)
    return Markup.figure(
      [chart.element()], caption: "Ticks that every Markov step of the first batch took. \(chart.note)")
  }

  private var times: String {
    let header = [
      "Engine", "chip", "replicas", "ticks of the busiest replica", "ticks in all", "chip time",
      "ticks per step", "what a tick is",
    ]
    let rows = chips.map { chip in
      let recorded = chip.run.ticksPerStep
      let mean =
        recorded.isEmpty ? Double.nan : recorded.reduce(0.0) { $0 + Double($1) } / Double(recorded.count)
      return [
        chip.name, chip.run.profile, NumberText.count(chip.run.replicas), NumberText.count(chip.run.ticks),
        NumberText.count(chip.run.totalTicks), NumberText.quantity(chip.run.chipSeconds, "s"),
        recorded.isEmpty ? "–" : NumberText.significant(mean), chip.run.tickNote,
      ]
    }
    return Markup.table(header, rows, numbers: [2, 3, 4, 5, 6])
  }

  private var utilisation: String {
    let header = [
      "Engine", "nodes", "neurons", "neurons per node", "axons", "synapses", "cores", "chips",
      "fullest core: neurons",
      "axons", "synapse memory", "chip image",
    ]
    let rows = chips.map { chip in
      let use = chip.run.utilisation
      return [chip.name] + [use.nodes, use.neurons].map(NumberText.count)
        + [NumberText.significant(use.neuronsPerNode, 3)]
        + [use.axons, use.synapses, use.cores, use.chips].map(NumberText.count)
        + [use.fullestNeurons, use.fullestAxons, use.fullestSynapseMemory].map { NumberText.percent($0) }
        + [String(chip.run.imageHash.prefix(16))]
    }
    return Markup.table(
      header, rows, numbers: Set(1...10), caption: "Per replica; the hash is cut to 16 characters.")
  }
}
