import Experiments

/// Densities on a rectangle or torus: a row of maps per time, exact beside sampled.
struct PlaneDensity {
  let result: ExperimentResult
  let columns: Int
  let rows: Int
  let spacing: Double

  var html: String {
    let sources =
      [DensityData.ideal(result)] + result.engines.indices.map { DensityData.sampled(result, engine: $0) }
    return result.chosenRecords(4).map { row(sources, record: $0) }.joined()
  }

  private func row(_ sources: [DensityData], record: Int) -> String {
    let grids = sources.map { ($0.name, grid($0, record)) }
    let colours = ColourScale(covering: grids.flatMap { $0.1.cells.compactMap(\.self) }, isRoot: true)
    let drawings = grids.enumerated().map { index, entry in
      map(entry.0, entry.1, colours, barLabel: index == grids.count - 1 ? "share" : nil).element()
    }
    let caption =
      "Share of all walkers per cell, one colour scale for all maps of this time; colour goes with the square root "
      + "of the share. \(grids[0].1.note)"
    return Markup.heading(result.timeText(record: record)) + Markup.figure(drawings, caption: caption)
  }

  private func grid(_ source: DensityData, _ record: Int) -> CellGrid {
    var cells = [Double?](repeating: nil, count: columns * rows)
    for (state, share) in (source.shares.at(record) ?? []).prefix(cells.count).enumerated() {
      cells[state] = share
    }
    return CellGrid(columns: columns, rows: rows, cells: cells).reduced()
  }

  private func map(_ name: String, _ grid: CellGrid, _ colours: ColourScale, barLabel: String?) -> HeatMap {
    HeatMap(
      title: name, height: 320, xLabel: "x", yLabel: "y", grid: grid,
      colours: colours, barLabel: barLabel,
      xTicks: .positions(count: columns, origin: 0, spacing: spacing).summed(by: grid.summed.columns),
      yTicks: .positions(count: rows, origin: 0, spacing: spacing).summed(by: grid.summed.rows),
      isSquare: true)
  }
}
