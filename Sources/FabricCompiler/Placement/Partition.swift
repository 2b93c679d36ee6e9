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
/// already holds, as long as it fits.
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
    var free = Set(clusters)
    var next = 0
    var groups: [[Int]] = []
    var seed: Int?
    while !free.isEmpty {
      while seed == nil, !free.contains(order[next]) { next += 1 }
      let grown = grow(from: seed ?? order[next], free: &free)
      groups.append(grown.group)
      seed = grown.nextSeed
    }
    return groups
  }

  private func grow(from seed: Int, free: inout Set<Int>) -> (group: [Int], nextSeed: Int?) {
    var group = [seed]
    var used = demands[seed]
    free.remove(seed)
    var gains: [Int: Int] = [:]
    func addGains(of cluster: Int) {
      for (neighbour, count) in neighbours[cluster] where free.contains(neighbour) {
        gains[neighbour, default: 0] += count
      }
    }
    addGains(of: seed)
    while let best = Self.best(gains.filter { (used + demands[$0.key]).fits(in: capacity) }) {
      group.append(best)
      used = used + demands[best]
      free.remove(best)
      gains[best] = nil
      addGains(of: best)
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
