import Experiments

/// Densities on states without geometry: bars at a few times.
struct GraphDensity {
  let result: ExperimentResult
  let count: Int

  private static let drawnStates = 40

  var html: String {
    let charts = result.chosenRecords(4).map(chart)
    let left = count - min(count, Self.drawnStates)
    let note =
      left > 0
      ? " Drawn are the \(Self.drawnStates) states with the largest exact shares of \(NumberText.count(count))."
      : ""
    let key = charts.first.map { [Legend.element($0.series, width: 1080)] } ?? []
    return Markup.figure(
      key + charts.map { Markup.heading($0.title) + $0.element() },
      caption: "Share of all walkers per state: exact beside sampled.\(note)")
  }

  private func chart(_ record: Int) -> Chart {
    let exact = DensityData.ideal(result)
    let states = drawn(exact.shares.at(record) ?? [])
    let sources = [exact] + result.engines.indices.map { DensityData.sampled(result, engine: $0) }
    let series = sources.map { source in
      Series(
        name: source.name, colour: source.colour, style: .bars,
        points: states.enumerated().map { .init(x: Double($0), y: source.shares.at(record)?.at($1) ?? .nan) })
    }
    return Chart(
      title: result.timeText(record: record), width: 540, xLabel: "state", yLabel: "share of walkers",
      xNames: states.map { result.labels.at($0) ?? String($0) }, yIncludesZero: true, showsLegend: false,
      series: series)
  }

  /// The states to draw, in their own order.
  private func drawn(_ shares: [Double]) -> [Int] {
    guard count > Self.drawnStates else { return Array(0..<count) }
    func share(_ state: Int) -> Double { shares.at(state) ?? 0 }
    let largest = (0..<count).sorted { share($0) != share($1) ? share($0) > share($1) : $0 < $1 }
    return largest.prefix(Self.drawnStates).sorted()
  }
}
