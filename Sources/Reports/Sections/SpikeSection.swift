import FileFormats

/// Who spiked when: rasters of probed neurons and of output ports, and spikes per tick.
struct SpikeSection {
  let record: EmulationRecord

  /// Points of the chart of spikes per tick.
  private static let groups = 800

  var html: String {
    Markup.section("Spikes", id: "spikes", neurons + outputs)
  }

  private var neurons: String {
    let recording = record.recording
    guard recording.probes.spikes != .some([]) else {
      return Markup.paragraph(
        "No neuron's spikes were recorded: choose neurons with --probe-spikes. Spikes of output ports always are."
      )
    }
    let rows = SpikeRows(record)
    let marks = recording.spikes.lazy.compactMap { spike in
      rows.row(spike).map { RasterMark(tick: spike.tick, row: $0) }
    }
    let shown = shownTicks(recording.spikes.lazy.map(\.tick).max(), dropped: recording.dropped.spikes)
    let raster = Raster(
      title: "Spikes of neurons", item: "neuron", yLabel: "core:neuron", marks: marks, count: marks.count,
      ticks: shown, rows: rows.count, yTicks: rows.ticks)
    let caption =
      "\(NumberText.count(raster.count, "recorded spike")) of "
      + NumberText.count(rows.count, rows.isAll ? "neuron" : "probed neuron")
      + "\(rows.isAll ? ", all there are, core after core" : ""). \(raster.note) "
      + lost(recording.dropped.spikes, "spikes")
    return Markup.heading("Raster") + Markup.figure([raster.element()], caption: caption)
      + rate(marks.lazy.map(\.tick), ticks: shown, of: rows.isAll ? "all neurons" : "probed neurons")
  }

  private var outputs: String {
    let outputs = record.recording.outputs
    guard !outputs.isEmpty else { return Markup.paragraph("No output port spiked.") }
    let ports = Set(outputs.lazy.map(\.port)).sorted()
    let rows = Dictionary(uniqueKeysWithValues: ports.enumerated().map { ($0.element, $0.offset) })
    let marks = outputs.lazy.map { RasterMark(tick: $0.tick, row: rows[$0.port]!) }
    let shown = shownTicks(outputs.lazy.map(\.tick).max(), dropped: record.recording.dropped.outputs)
    let raster = Raster(
      title: "Spikes of output ports", item: "port", yLabel: "output port", marks: marks, count: marks.count,
      ticks: shown, rows: ports.count,
      yTicks: .named(ports.map(String.init), count: ports.count <= 16 ? 16 : 8))
    let which =
      ports.count == 1
      ? "the one output port that spiked"
      : "the \(NumberText.count(ports.count)) output ports that spiked, one row for each of them"
    let caption =
      "\(NumberText.count(outputs.count, "spike")) of \(which). \(raster.note) "
      + lost(record.recording.dropped.outputs, "output spikes")
    return Markup.heading("Output ports") + Markup.figure([raster.element()], caption: caption)
      + rate(marks.lazy.map(\.tick), ticks: shown, of: "output ports")
  }

  /// All ticks, or those up to the last entry of a recording that was full.
  private func shownTicks(_ last: Int?, dropped: UInt64) -> Int {
    dropped > 0 ? (last ?? 0) + 1 : record.ticks
  }

  private func lost(_ dropped: UInt64, _ what: String) -> String {
    dropped == 0
      ? ""
      : "The recording was full: \(NumberText.count(dropped)) later \(what) were dropped and are not drawn."
  }

  /// Spikes per tick; over many ticks, the mean of every group of neighbouring ticks.
  private func rate(_ spikes: some Sequence<Int>, ticks: Int, of what: String) -> String {
    guard ticks > 0 else { return "" }
    let size = (ticks + Self.groups - 1) / Self.groups
    var counts = [Int](repeating: 0, count: (ticks + size - 1) / size)
    for tick in spikes { counts[tick / size] += 1 }
    let points = counts.enumerated().map { group, count in
      let length = min(size, ticks - group * size)
      return Series.Point(
        x: Double(group * size) + Double(length - 1) / 2, y: Double(count) / Double(length))
    }
    let chart = Chart(
      title: "Spikes per tick of \(what)", width: 1080, height: 210, xLabel: "tick",
      yLabel: "spikes per tick",
      yIncludesZero: true, showsLegend: false,
      series: [Series(name: what, colour: 0, style: .line(.solid), points: points)])
    let note =
      size == 1 ? "" : "A point is the mean of \(NumberText.count(size)) ticks, for drawing only."
    return Markup.figure([chart.element()], caption: "Spikes per tick of \(what). \(note)")
  }
}
