/// An experiment that cannot be run as it stands.
public enum ExperimentError: Error, Hashable, Sendable, CustomStringConvertible {
  case scheduleOnChip(chip: String, stages: Int)
  case coarseGates(bits: Int, needed: Int, chip: String)
  case pile(node: String, walkers: Int, capacity: Int, chip: String, batches: Int)
  case replicas(Int, batches: Int)
  case noCostTables(folder: String)
  case tooManyNeurons(
    nodes: Int, neurons: Int, chips: Int, coresPerChip: Int, neuronsPerCore: Int, limit: Int)
  case pathsOnEngine(String, isChip: Bool)
  case tooManyPaths(walkers: Int, limit: Int)
  case interrupted
  case foreignProgress(batch: Int)

  public var description: String {
    switch self {
    case .scheduleOnChip(let chip, let stages):
      "the schedule has \(stages) stages, a circuit on \(chip) carries one; run it on the cpu"
    case .coarseGates(let bits, let needed, let chip):
      "the problem was designed for gates of \(needed) bits, \(chip) is to draw \(bits); give both the same "
        + "probability_bits, or the engine more"
    case .pile(let node, let walkers, let capacity, let chip, let batches):
      "state \(node) could hold \(walkers) walkers of one batch, a node on \(chip) holds \(capacity); "
        + "use at least \((walkers * batches + capacity - 1) / capacity) batches (now \(batches)), or fewer walkers"
    case .replicas(let replicas, let batches):
      "replicas is \(replicas), but the run has only \(batches) batch\(batches == 1 ? "" : "es") to share "
        + "among them; use at least as many batches as replicas"
    case .noCostTables(let folder):
      "there are no cost tables in \(folder); give the folder that holds Costs/ with --models"
    case .tooManyNeurons(let nodes, let neurons, let chips, let coresPerChip, let neuronsPerCore, let limit):
      "a mesh of \(nodes) nodes needs at least \(neurons) neurons; \(chips) "
        + "chip\(chips == 1 ? " has" : "s have") \(chips * coresPerChip * neuronsPerCore); "
        + Self.remedy(chips: neurons / (coresPerChip * neuronsPerCore) + 1, limit: limit)
    case .pathsOnEngine(let engine, let isChip):
      "\(isChip ? "the density method on \(engine)" : "the method counts") counts walkers on states and does not know a "
        + "walker's path, which this payoff depends on; run it on the cpu with method: walkers"
    case .tooManyPaths(let walkers, let limit):
      "\(walkers) walkers could overflow the sums of what paths are worth; at most \(limit) are allowed here"
    case .interrupted:
      "interrupted before the first engine started; nothing was computed"
    case .foreignProgress(let batch):
      "the checkpoint's batch \(batch) is of another circuit; resume with the version that began the run"
    }
  }

  private static func remedy(chips: Int, limit: Int) -> String {
    chips <= limit
      ? "allow at least \(chips) chips, or take a smaller mesh"
      : "take a smaller mesh: the largest system has \(limit) chips"
  }
}

/// An error of one engine, with its name before it.
public struct EngineError: Error, CustomStringConvertible {
  public var engine: String
  public var cause: any Error

  public var description: String { "engine \(engine): \(cause)" }

  static func naming<Value>(_ engine: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw EngineError(engine: engine, cause: error) }
  }
}
