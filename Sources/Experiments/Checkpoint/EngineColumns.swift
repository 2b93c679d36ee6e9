import FileFormats
import Instrumentation
import MarkovChains
import NeuroFabric

/// What one engine has computed, as the columns of a group: of complete batches one after the other, of the others a
/// group each.
enum EngineColumns {
  static func write(
    _ record: RunLedger.EngineRecord, name: String, to file: HDF5Writer, group: String
  ) throws {
    try file.group(group)
    try file.attribute("name", name, on: group)
    try file.attribute("seconds", record.seconds, on: group)
    let numbers = record.outcomes.keys.sorted()
    let outcomes = numbers.map { record.outcomes[$0]! }
    try file.dataset(group + "/batch", numbers.map { UInt32($0) })
    try file.dataset(group + "/status", strings: outcomes.map(\.status.rawValue))
    try file.dataset(group + "/note", strings: outcomes.map(\.note))
    try file.dataset(group + "/events/names", strings: CountableEvent.allCases.map(\.rawValue))
    let counts = outcomes.flatMap { outcome in CountableEvent.allCases.map { outcome.events[$0] } }
    try file.dataset(group + "/events/counts", counts, compression: 1)
    try TallyColumns.write(outcomes.map(\.tally), to: file, group: group + "/tallies")
    let chips = outcomes.compactMap(\.chip)
    if !chips.isEmpty { try write(chips, to: file, group: group + "/chip") }
    for (number, progress) in record.progress {
      try write(progress, to: file, group: group + "/in_flight/\(number)")
    }
  }

  private static func write(_ batches: [ChipWalk.Batch], to file: HDF5Writer, group: String) throws {
    try file.group(group)
    try file.dataset(group + "/ticks", batches.map(\.ticks))
    try file.dataset(group + "/busy_picoseconds", batches.map(\.busyPicoseconds))
    let loads = batches.flatMap { $0.loads.flatMap(\.named).map(\.count) }
    try file.dataset(group + "/loads", loads, compression: 1)
    for (name, lists) in [
      ("ticks_per_step", batches.map(\.ticksPerStep)), ("piles", batches.map(\.largestPiles)),
    ] {
      try file.dataset("\(group)/\(name)/count", lists.map { UInt64($0.count) })
      try file.dataset("\(group)/\(name)/value", lists.flatMap { $0 }.map { UInt64($0) }, compression: 1)
    }
  }

  private static func write(_ progress: ChipWalk.Progress, to file: HDF5Writer, group: String) throws {
    try file.group(group)
    try file.attribute("step", UInt64(progress.step), on: group)
    try file.attribute("last_start", UInt64(progress.lastStart), on: group)
    try file.attribute("first_pulse", UInt64(progress.decoder.firstPulse), on: group)
    try file.dataset(group + "/piles", progress.decoder.piles)
    try file.dataset(group + "/absorbed", progress.decoder.absorbed)
    try file.dataset(group + "/arriving", progress.decoder.arriving)
    try file.dataset(group + "/tallied_absorbed", progress.absorbedWalkers)
    try file.dataset(group + "/ticks_per_step", progress.ticksPerStep.map { UInt64($0) }, compression: 1)
    try file.dataset(group + "/largest_piles", progress.largestPiles.map { UInt64($0) }, compression: 1)
    try TallyColumns.write([progress.tally], to: file, group: group + "/tally")
    try FabricStateColumns.write(progress.fabric, to: file, group: group + "/fabric")
  }

  static func read(
    _ file: HDF5Reader, group: String, settings: ExperimentSettings
  ) throws -> RunLedger.EngineRecord {
    var record = RunLedger.EngineRecord()
    record.seconds = try file.attribute("seconds", of: group)
    let numbers: [UInt32] = try file.dataset(group + "/batch")
    let (status, notes) = (try file.strings(group + "/status"), try file.strings(group + "/note"))
    let events = try events(file, group + "/events", count: numbers.count)
    let tallies = try TallyColumns.read(file, group: group + "/tallies", settings: settings)
    let chips = file.exists(group + "/chip") ? try chips(file, group + "/chip", count: numbers.count) : nil
    guard [status.count, notes.count, tallies.count].allSatisfy({ $0 == numbers.count }) else {
      throw FormatError(file: file.path, message: "\(group) has columns of different lengths")
    }
    for (index, number) in numbers.enumerated() {
      guard let word = RunStatus(rawValue: status[index]), number < settings.batches else {
        throw FormatError(file: file.path, message: "\(group): batch \(number) is \(status[index])")
      }
      var outcome = BatchOutcome(
        tally: tallies[index], events: events[index], status: word, note: notes[index], chip: chips?[index])
      outcome.chip?.tally = outcome.tally
      outcome.chip?.events = outcome.events
      outcome.chip?.status = word
      outcome.chip?.note = outcome.note
      record.outcomes[Int(number)] = outcome
    }
    guard file.exists(group + "/in_flight") else { return record }
    for name in try file.names(in: group + "/in_flight") {
      guard let number = Int(name) else { continue }
      record.progress[number] = try progress(file, "\(group)/in_flight/\(name)", settings)
    }
    return record
  }

  private static func events(_ file: HDF5Reader, _ group: String, count: Int) throws -> [EventCounts] {
    let names = try file.strings(group + "/names")
    let known = names.map(CountableEvent.init(rawValue:))
    let counts: [UInt64] = try file.list(group + "/counts", count: names.count * count)
    return (0..<count).map { batch in
      var events = EventCounts()
      for (index, event) in known.enumerated() {
        if let event { events[event] = counts[batch * names.count + index] }
      }
      return events
    }
  }

  private static func chips(_ file: HDF5Reader, _ group: String, count: Int) throws -> [ChipWalk.Batch] {
    let ticks: [UInt64] = try file.list(group + "/ticks", count: count)
    let busy: [UInt64] = try file.list(group + "/busy_picoseconds", count: count)
    let loads: [UInt64] = try file.dataset(group + "/loads")
    let width = CoreLoad().named.count
    let cores = count == 0 ? 0 : loads.count / count / width
    guard loads.count == cores * count * width else {
      throw FormatError(file: file.path, message: "\(group)/loads has \(loads.count) values")
    }
    let steps = try lists(file, group + "/ticks_per_step", count: count)
    let piles = try lists(file, group + "/piles", count: count)
    return (0..<count).map { batch in
      ChipWalk.Batch(
        tally: WalkTally(recordCount: 0, stateCount: 0), status: .completed, note: "", events: EventCounts(),
        loads: (0..<cores).map { CoreLoad(named: loads[((batch * cores + $0) * width)...].prefix(width)) },
        ticks: ticks[batch], busyPicoseconds: busy[batch], ticksPerStep: steps[batch],
        largestPiles: piles[batch])
    }
  }

  private static func lists(_ file: HDF5Reader, _ group: String, count: Int) throws -> [[Int]] {
    let counts: [UInt64] = try file.list(group + "/count", count: count)
    let values: [UInt64] = try file.dataset(group + "/value")
    var start = 0
    return try counts.map { count in
      guard count <= values.count - start else {
        throw FormatError(file: file.path, message: "\(group)/value has only \(values.count) values")
      }
      defer { start += Int(count) }
      return values[start..<start + Int(count)].map { Int(clamping: $0) }
    }
  }

  private static func progress(
    _ file: HDF5Reader, _ group: String, _ settings: ExperimentSettings
  ) throws -> ChipWalk.Progress {
    func numbers(_ name: String) throws -> [Int] {
      (try file.dataset(group + "/" + name) as [UInt64]).map { Int(clamping: $0) }
    }
    let tallies = try TallyColumns.read(file, group: group + "/tally", settings: settings)
    guard let tally = tallies.first else {
      throw FormatError(file: file.path, message: "\(group) has no tally")
    }
    let limit = settings.workload.problem.horizon.limit
    return ChipWalk.Progress(
      fabric: try FabricStateColumns.read(file, group: group + "/fabric"),
      decoder: .init(
        firstPulse: try file.number("first_pulse", of: group, in: InputSpike.ticks),
        piles: try file.dataset(group + "/piles"), absorbed: try file.dataset(group + "/absorbed"),
        arriving: try file.dataset(group + "/arriving")),
      tally: tally, absorbedWalkers: try file.dataset(group + "/tallied_absorbed"),
      ticksPerStep: try numbers("ticks_per_step"), largestPiles: try numbers("largest_piles"),
      lastStart: try file.number("last_start", of: group, in: InputSpike.ticks),
      step: try file.number("step", of: group, in: 0...limit))
  }
}
