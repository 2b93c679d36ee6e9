import Experiments

/// Densities on a line: maps of place against time, and profiles at a few times.
struct LineDensity {
  let result: ExperimentResult
  let cells: Int
  let origin: Double
  let spacing: Double
  /// What was summed to have one number per place.
  let summed: String

  var html: String { maps + profiles }

  private var maps: String {
    let sources =
      [DensityData.ideal(result)] + result.engines.indices.map { DensityData.sampled(result, engine: $0) }
    let colours = ColourScale(covering: sources.flatMap { $0.shares.joined() }, isRoot: true)
    let drawings = sources.enumerated().map { index, source in
      map(source, colours, barLabel: index == sources.count - 1 ? "share" : nil)
    }
    let caption =
      "Share of all walkers per place (upwards) at every recorded time (rightwards, evenly spaced), one colour "
      + "scale for all; colour goes with the square root of the share. \(summed)\(drawings[0].grid.note)"
    return Markup.figure(drawings.map { $0.element() }, caption: caption)
  }

  private func map(_ source: DensityData, _ colours: ColourScale, barLabel: String?) -> HeatMap {
    let records = result.recordedSteps.count
    var values = [Double?](repeating: nil, count: records * cells)
    for (record, shares) in source.shares.prefix(records).enumerated() {
      for (place, share) in shares.prefix(cells).enumerated() { values[place * records + record] = share }
    }
    let grid = CellGrid(columns: records, rows: cells, cells: values).reduced()
    return HeatMap(
      title: source.name, xLabel: result.timeLabel, yLabel: "position", grid: grid,
      colours: grid.summed == (1, 1)
        ? colours : ColourScale(covering: grid.cells.compactMap(\.self), isRoot: true),
      barLabel: barLabel,
      xTicks: Ticks.named(result.recordTimes, count: 5).summed(by: grid.summed.columns),
      yTicks: .positions(count: cells, origin: origin, spacing: spacing).summed(by: grid.summed.rows))
  }

  private var profiles: String {
    let charts = result.chosenRecords(4).map(profile)
    let note = charts.first?.note ?? ""
    let caption =
      "Profiles at \(charts.count == 1 ? "one time" : "\(charts.count) times"): lines are exact, markers are sampled "
      + "with bars of one binomial standard error. \(note)"
    let key = charts.first.map { [Legend.element($0.series, width: 1080)] } ?? []
    return Markup.figure(key + charts.map { Markup.heading($0.title) + $0.element() }, caption: caption)
  }

  private func profile(_ record: Int) -> Chart {
    var series: [Series] = []
    func add(_ data: DensityData, _ style: Series.Style) {
      guard let shares = data.shares.at(record) else { return }
      let points = shares.enumerated().map {
        Series.Point(x: origin + Double($0) * spacing, y: $1, error: data.standardError($1))
      }
      series.append(Series(name: data.name, colour: data.colour, style: style, points: points))
    }
    add(.ideal(result), .line(.solid))
    for engine in result.engines.indices {
      if let chain = DensityData.sampledChain(result, engine: engine) { add(chain, .line(.dashed)) }
    }
    for engine in result.engines.indices { add(.sampled(result, engine: engine), .markers) }
    return Chart(
      title: result.timeText(record: record), width: 540, xLabel: "position", yLabel: "share of walkers",
      yIncludesZero: true, showsLegend: false, series: series)
  }
}

extension Ticks {
  /// Round positions as ticks of a map whose cell 0 has its middle at `origin`.
  static func positions(count: Int, origin: Double, spacing: Double) -> Ticks {
    guard count > 0, spacing.isFinite, spacing != 0, origin.isFinite else {
      return Ticks(values: [], labels: [])
    }
    let ends = [origin, origin + Double(count - 1) * spacing]
    var ticks = linear(Scale(covering: ends, rounded: false, start: 0, end: 1), count: 5)
    ticks.values = ticks.values.map { ($0 - origin) / spacing }
    return ticks.kept { $0 > -0.51 && $0 < Double(count) - 0.49 }
  }

  /// The ticks of a map whose cells were summed in groups of `factor`.
  func summed(by factor: Int) -> Ticks {
    Ticks(values: values.map { ($0 + 0.5) / Double(factor) - 0.5 }, labels: labels)
  }

  private func kept(_ isKept: (Double) -> Bool) -> Ticks {
    let pairs = zip(values, labels).filter { isKept($0.0) }
    return Ticks(values: pairs.map(\.0), labels: pairs.map(\.1))
  }
}
