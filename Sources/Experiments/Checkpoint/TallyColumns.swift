import FileFormats
import MarkovChains

/// Tallies of one problem, each column the values of all of them one after the other.
enum TallyColumns {
  static func write(_ tallies: [WalkTally], to file: HDF5Writer, group: String) throws {
    try file.group(group)
    func column(_ name: String, _ values: [UInt64]) throws {
      try file.dataset(group + "/" + name, values, compression: 1)
    }
    try column("walkers", tallies.map(\.walkers))
    try column("walker_steps", tallies.map(\.walkerSteps))
    try column("steps", tallies.map { UInt64($0.steps) })
    try column("densities", tallies.flatMap { $0.densities.flatMap { $0 } })
    try column("visits", tallies.flatMap(\.visits))
    try column("arrivals", tallies.flatMap(\.arrivals))
    try column("arrival_steps", tallies.flatMap(\.arrivalSteps))
    let scores = tallies.flatMap(\.scores)
    if !scores.isEmpty { try file.dataset(group + "/scores", scores, compression: 1) }
  }

  static func read(
    _ file: HDF5Reader, group: String, settings: ExperimentSettings
  ) throws -> [WalkTally] {
    let (states, records) = (settings.workload.problem.stateCount, settings.workload.recordedSteps.count)
    let walkers: [UInt64] = try file.dataset(group + "/walkers")
    func column(_ name: String, _ width: Int = 1) throws -> [UInt64] {
      try file.list(group + "/" + name, count: walkers.count * width)
    }
    let (walkerSteps, steps) = (try column("walker_steps"), try column("steps"))
    let densities = try column("densities", records * states)
    let visits = try column("visits", states)
    let (arrivals, arrivalSteps) = (try column("arrivals", states), try column("arrival_steps", states))
    let scored = settings.workload.problem.pathScores?.scores.count ?? 0
    let scores: [Int64] =
      scored > 0 ? try file.list(group + "/scores", count: walkers.count * scored) : []
    return walkers.indices.map { index in
      func row(_ values: [UInt64], _ row: Int) -> [UInt64] {
        Array(values[row * states..<(row + 1) * states])
      }
      var tally = WalkTally(recordCount: records, stateCount: states)
      tally.walkers = walkers[index]
      tally.walkerSteps = walkerSteps[index]
      tally.steps = Int(clamping: steps[index])
      tally.densities = (0..<records).map { row(densities, index * records + $0) }
      tally.visits = row(visits, index)
      tally.arrivals = row(arrivals, index)
      tally.arrivalSteps = row(arrivalSteps, index)
      tally.scores = Array(scores[index * scored..<(index + 1) * scored])
      return tally
    }
  }
}
