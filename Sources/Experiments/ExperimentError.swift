/// An experiment that cannot be run as it stands.
public enum ExperimentError: Error, Hashable, Sendable, CustomStringConvertible {
  case scheduleOnChip(chip: String, stages: Int)
  case pile(node: String, walkers: Int, capacity: Int, chip: String, batches: Int)
  case replicas(Int, batches: Int)
  case noCostTables(folder: String)

  public var description: String {
    switch self {
    case .scheduleOnChip(let chip, let stages):
      "the schedule has \(stages) stages, a circuit on \(chip) carries one; run it on the cpu"
    case .pile(let node, let walkers, let capacity, let chip, let batches):
      "state \(node) could hold \(walkers) walkers of one batch, a node on \(chip) holds \(capacity); "
        + "use at least \((walkers * batches + capacity - 1) / capacity) batches (now \(batches)), or fewer walkers"
    case .replicas(let replicas, let batches):
      "replicas is \(replicas), but the run has only \(batches) batch\(batches == 1 ? "" : "es") to share "
        + "among them; use at least as many batches as replicas"
    case .noCostTables(let folder):
      "there are no cost tables in \(folder); give the folder that holds Costs/ with --models"
    }
  }
}
