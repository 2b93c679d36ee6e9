/// A circuit that does not fit the chips allowed.
public enum CompilerError: Error, Hashable, Sendable, CustomStringConvertible {
  case wrongFamily(chip: String)
  case chipCount(Int, chip: String, limit: Int)
  /// A cluster must share a core and is larger than one.
  case clusterTooLarge(name: String, resource: String, needs: Int, limit: Int)
  case tooManyCores(perReplica: Int, replicas: Int, chips: Int, coresPerChip: Int)
  /// A weight that no synapse format of the chip holds.
  case weight(Int, allowed: ClosedRange<Int>)
  case coreOverfull(resource: String, needs: Int, limit: Int)

  public var description: String {
    switch self {
    case .wrongFamily(let chip):
      "the circuit's neurons are not of the kind that the chip \(chip) has; choose another method or chip"
    case .chipCount(let count, let chip, let limit):
      "chips is \(count); allowed for \(chip): 1...\(limit)"
    case .clusterTooLarge(let name, let resource, let needs, let limit):
      "\(name) needs \(needs) \(resource) in one core, a core has \(limit); "
        + "give the chain fewer exits or fewer in-edges there"
    case .tooManyCores(let perReplica, let replicas, let chips, let coresPerChip):
      "the mesh needs \(perReplica) cores a replica, \(perReplica * replicas) in all for \(replicas) "
        + "replica\(replicas == 1 ? "" : "s"); \(chips) chip\(chips == 1 ? "" : "s") of \(coresPerChip) cores hold "
        + "\(chips * coresPerChip); allow \((perReplica * replicas + coresPerChip - 1) / coresPerChip) chips, "
        + "or take a smaller mesh or fewer replicas"
    case .weight(let weight, let allowed):
      "a weight is \(weight), the chip's synapses hold \(allowed.lowerBound)...\(allowed.upperBound)"
    case .coreOverfull(let resource, let needs, let limit):
      "a core needs \(needs) \(resource) and has \(limit)"
    }
  }
}
