import CircuitGraph
import NeuroFabric

/// What a cluster takes of a core.
struct Demand: Hashable {
  var neurons = 0
  var axons = 0
  var synapseWords = 0

  static func + (a: Demand, b: Demand) -> Demand {
    Demand(
      neurons: a.neurons + b.neurons, axons: a.axons + b.axons,
      synapseWords: a.synapseWords + b.synapseWords)
  }

  func fits(in capacity: Demand) -> Bool {
    neurons <= capacity.neurons && axons <= capacity.axons && synapseWords <= capacity.synapseWords
  }
}

/// Packs clusters into cores by growing regions: a core takes the free cluster with the most connections to what it
/// already holds, as long as it fits; with none such, the next free one.
struct Partitioner {
  var demands: [Demand]
  /// Neighbours of every cluster with the number of connections.
  var neighbours: [[Int: Int]]
  var capacity: Demand
  var rule: PlacementRule

  /// Clusters of every core.
  func groups(of clusters: [Int]) -> [[Int]] {
    let order = rule.order(clusters.count).map { clusters[$0] }
    guard rule == .near else { return inSequence(order) }
    var free = FreeClusters(order: order)
    var groups: [[Int]] = []
    var seed: Int?
    while let first = seed ?? free.first() {
      let grown = grow(from: first, &free)
      groups.append(grown.group)
      seed = grown.nextSeed
    }
    return groups
  }

  /// The clusters that have no core yet.
  private struct FreeClusters {
    private let order: [Int]
    private var members: Set<Int>
    private var next = 0

    init(order: [Int]) {
      self.order = order
      members = Set(order)
    }

    func contains(_ cluster: Int) -> Bool { members.contains(cluster) }

    mutating func remove(_ cluster: Int) { members.remove(cluster) }

    mutating func first() -> Int? {
      while next < order.count, !members.contains(order[next]) { next += 1 }
      return next < order.count ? order[next] : nil
    }
  }

  private func grow(from seed: Int, _ free: inout FreeClusters) -> (group: [Int], nextSeed: Int?) {
    var group: [Int] = []
    var used = Demand()
    var gains: [Int: Int] = [:]
    var taken: Int? = seed
    while let cluster = taken {
      group.append(cluster)
      used = used + demands[cluster]
      free.remove(cluster)
      gains[cluster] = nil
      for (neighbour, count) in neighbours[cluster] where free.contains(neighbour) {
        gains[neighbour, default: 0] += count
      }
      taken = Self.best(gains.filter { (used + demands[$0.key]).fits(in: capacity) })
      // With all neighbours placed (the leaves of a hub elsewhere have no others) room is left for anyone.
      if gains.isEmpty, let other = free.first(), (used + demands[other]).fits(in: capacity) { taken = other }
    }
    return (group.sorted(), Self.best(gains))
  }

  private static func best(_ gains: [Int: Int]) -> Int? {
    gains.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// Packs clusters in the given order.
  func inSequence(_ order: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    var used = Demand()
    for cluster in order {
      if groups.isEmpty || !(used + demands[cluster]).fits(in: capacity) {
        groups.append([])
        used = Demand()
      }
      groups[groups.count - 1].append(cluster)
      used = used + demands[cluster]
    }
    return groups
  }

  /// - Throws: `CompilerError.clusterTooLarge` for a cluster that no core can hold.
  func check(names: [String]) throws {
    for (cluster, demand) in demands.enumerated() {
      for (resource, needs, limit) in [
        ("neurons", demand.neurons, capacity.neurons), ("axons", demand.axons, capacity.axons),
        ("words of synapse memory", demand.synapseWords, capacity.synapseWords),
      ] where needs > limit {
        throw CompilerError.clusterTooLarge(
          name: names[cluster], resource: resource, needs: needs, limit: limit)
      }
    }
  }
}
