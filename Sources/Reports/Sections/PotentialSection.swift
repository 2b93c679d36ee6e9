import FileFormats

/// The potentials of probed neurons over the ticks.
struct PotentialSection {
  let record: EmulationRecord

  /// Neurons that are drawn, and points of each.
  private static let drawnNeurons = 6
  private static let drawnPoints = Chart.drawnPoints

  var html: String {
    let recording = record.recording
    let (neurons, ticks) = (recording.probes.potentials, recording.potentialTicks)
    guard !neurons.isEmpty else { return "" }
    let most = Self.drawnPoints
    let size = ticks.count <= most ? 1 : (2 * ticks.count + most - 1) / most
    let series = neurons.prefix(Self.drawnNeurons).enumerated().map { column, neuron in
      Series(
        name: "core \(neuron.core), neuron \(neuron.neuron)", colour: column, style: .line(.solid),
        points: points(column, groupsOf: size))
    }
    let chart = Chart(
      title: "Potentials", width: 1080, height: 300, xLabel: "tick", yLabel: "potential after the tick",
      series: series)
    return Markup.section(
      "Potentials", id: "potentials", Markup.figure([chart.element()], caption: caption(groupsOf: size)))
  }

  private func caption(groupsOf size: Int) -> String {
    let recording = record.recording
    let count = recording.probes.potentials.count
    var parts = [
      "Membrane potentials (Loihi: voltages) after every tick, in the chip's integer units."
    ]
    if count > Self.drawnNeurons {
      parts.append(
        "Drawn are the first \(Self.drawnNeurons) of \(NumberText.count(count)) probed neurons; the recording has all."
      )
    }
    if size > 1 {
      parts.append(
        "Of every \(NumberText.count(size)) ticks only the lowest and the highest value are drawn.")
    }
    if recording.dropped.potentials > 0 {
      parts.append(
        "The recording was full: \(NumberText.count(recording.dropped.potentials)) later values were dropped."
      )
    }
    return parts.joined(separator: " ")
  }

  /// The course of one neuron: every value, or the extremes of every group in the order in which they came.
  private func points(_ column: Int, groupsOf size: Int) -> [Series.Point] {
    let (ticks, stride) = (record.recording.potentialTicks, record.recording.probes.potentials.count)
    func point(_ row: Int) -> Series.Point {
      let value = record.recording.potentials[row * stride + column]
      return Series.Point(x: Double(ticks[row]), y: Double(value))
    }
    guard size > 1 else { return ticks.indices.map(point) }
    return Swift.stride(from: 0, to: ticks.count, by: size).flatMap { start in
      let group = (start..<min(start + size, ticks.count)).map(point)
      let (low, high) = (group.min { $0.y < $1.y }!, group.max { $0.y < $1.y }!)
      return low.y == high.y ? [low] : low.x < high.x ? [low, high] : [high, low]
    }
  }
}
