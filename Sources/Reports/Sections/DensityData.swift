import Experiments

/// Shares of walkers on places at recorded times, exact or sampled, ready to draw.
struct DensityData {
  var name: String
  var colour: Int
  /// `[record][place]`: the directions of a product space are summed, states without a place left out.
  var shares: [[Double]]
  /// Walkers behind a sampled share; nil for an exact law.
  var walkers: Double?

  /// One standard error of a counted share, from the binomial law; zero for exact ones.
  func standardError(_ share: Double) -> Double {
    guard let walkers, walkers > 0, share > 0, share < 1 else { return 0 }
    return (share * (1 - share) / walkers).squareRoot()
  }

  static func ideal(_ result: ExperimentResult) -> DensityData {
    DensityData(name: "exact, ideal chain", colour: -1, shares: result.idealLaw.map(result.placed))
  }

  /// The exact law of the chain that `engine` samples, where it differs from the ideal one.
  static func sampledChain(_ result: ExperimentResult, engine: Int) -> DensityData? {
    let engine = (index: engine, value: result.engines[engine])
    guard engine.value.exactLaw != result.idealLaw else { return nil }
    return DensityData(
      name: "exact, chain of \(engine.value.name)", colour: engine.index,
      shares: engine.value.exactLaw.map(result.placed))
  }

  static func sampled(_ result: ExperimentResult, engine: Int) -> DensityData {
    let tally = result.engines[engine].tally
    let walkers = Double(tally.walkers)
    let shares = tally.densities.map { counts in
      result.placed(counts.map { walkers > 0 ? Double($0) / walkers : 0 })
    }
    return DensityData(
      name: "sampled by \(result.engines[engine].name)", colour: engine, shares: shares, walkers: walkers)
  }
}

extension ExperimentResult {
  /// Values per place from values per state.
  func placed(_ values: [Double]) -> [Double] {
    guard case .product(let cells, _, _, let directions) = space, directions > 0 else {
      return Array(values.prefix(space.count))
    }
    return (0..<min(cells, values.count / directions)).map { cell in
      values[cell * directions..<(cell + 1) * directions].reduce(0, +)
    }
  }

  /// At most `count` of the records that were reached, evenly chosen, the last one included, the first only where there is
  /// room.
  func chosenRecords(_ count: Int) -> [Int] {
    let last = reachedRecords - 1
    guard last >= count else { return Array(recordedSteps.indices.prefix(max(last + 1, 1))) }
    return (1...count).map { $0 * last / count }
  }

  /// Records that every engine's walkers came to; an interrupted run leaves the later ones empty.
  var reachedRecords: Int {
    recordedSteps.indices.first { record in
      engines.contains {
        $0.tally.walkers > 0 && ($0.tally.densities.at(record) ?? []).allSatisfy { $0 == 0 }
      }
    } ?? recordedSteps.count
  }

  /// The time of a recorded step, in words: `t = 0.5 s`, `step 20`.
  func timeText(record: Int) -> String {
    let step = recordedSteps[record]
    guard timeUnit != "step" else { return "step \(NumberText.count(step))" }
    return "t = \(NumberText.significant(Double(step) * stepTime)) \(timeUnit)"
  }

  /// The times of all recorded steps, without unit, for an axis.
  var recordTimes: [String] {
    recordedSteps.map {
      timeUnit == "step" ? NumberText.count($0) : NumberText.significant(Double($0) * stepTime, 3)
    }
  }

  var timeLabel: String { timeUnit == "step" ? "Markov step" : "time (\(timeUnit))" }
}

extension Array {
  /// The element at `index`, or nil outside.
  func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
