import Instrumentation
import MarkovChains

/// What a result found, as one short name: two runs found the same if and only if their hashes are equal.
///
/// Hashed are the experiment's text, the seed, and of every engine its name, tallies, event counts and chip
/// image.
/// Times, hosts, meters, dates and code versions are not: they may differ between equal runs.
public func contentHash(of result: ExperimentResult) -> String {
  var hash = FieldHash()
  hash.add(result.experimentText)
  hash.add(result.seed)
  hash.add(UInt64(result.engines.count))
  for engine in result.engines {
    hash.add(engine.name)
    hash.add(engine.tally)
    hash.add(engine.events)
    hash.add(engine.chip?.imageHash ?? "")
  }
  return hash.digest()
}

/// Fields with their lengths before them, so that no two lists of fields have the same bytes.
private struct FieldHash {
  private var hash = SHA256()

  mutating func add(_ value: UInt64) {
    hash.update((0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
  }

  mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    hash.update(text.utf8)
  }

  mutating func add(_ values: [UInt64]) {
    add(UInt64(values.count))
    for value in values { add(value) }
  }

  mutating func add(_ tally: WalkTally) {
    add([
      tally.walkers, tally.walkerSteps, UInt64(bitPattern: Int64(tally.steps)), UInt64(tally.densities.count),
    ])
    for density in tally.densities { add(density) }
    add(tally.visits)
    add(tally.arrivals)
    add(tally.arrivalSteps)
    if !tally.scores.isEmpty { add(tally.scores.map { UInt64(bitPattern: $0) }) }
  }

  mutating func add(_ events: EventCounts) {
    add(UInt64(events.nonZero.count))
    for (event, count) in events.nonZero {
      add(event.rawValue)
      add(count)
    }
  }

  func digest() -> String { hash.digest() }
}
