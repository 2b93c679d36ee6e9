import CircuitGraph

extension Compiler {
  /// Packs the clusters of a compartment circuit into cores: deterministic clusters with their neighbours, stochastic
  /// clusters (whose cores carry the noise) in the order of the cores that they serve.
  func partition(_ graph: CompartmentCircuit) throws -> [[Int]] {
    let partitioner = Partitioner(
      demands: demands(of: graph), neighbours: neighbours(in: graph),
      capacity: Demand(
        neurons: profile.neuronsPerCore - 2 * graph.barrier.phases.count,
        axons: profile.axonsPerCore - 2 * graph.barrier.phases.count,
        synapseWords: profile.synapseWordsPerCore - pulseWords(profile.neuronsPerCore, graph)),
      rule: placement)
    try partitioner.check(names: graph.clusterNames)
    var stochastic = [Bool](repeating: false, count: graph.clusterNames.count)
    for neuron in graph.neurons where neuron.model.isStochastic { stochastic[neuron.cluster] = true }
    let clusters = Array(stochastic.indices)
    let cores = partitioner.groups(of: clusters.filter { !stochastic[$0] })
    var rank = [Int](repeating: 0, count: clusters.count)
    for (core, members) in cores.enumerated() { for cluster in members { rank[cluster] = core } }
    for cluster in clusters where stochastic[cluster] {
      let partners = partitioner.neighbours[cluster].keys.filter { !stochastic[$0] }
      rank[cluster] = partners.map { rank[$0] }.min() ?? 0
    }
    let served = clusters.filter { stochastic[$0] }.sorted { (rank[$0], $0) < (rank[$1], $1) }
    return Self.interleaved(cores, partitioner.inSequence(served), rank: rank)
  }

  /// Puts every stochastic core behind the deterministic one that its middle cluster serves: cores are placed in this
  /// order, and most spikes run between a node's two halves.
  private static func interleaved(_ cores: [[Int]], _ stochastic: [[Int]], rank: [Int]) -> [[Int]] {
    var sequence: [[Int]] = []
    var rest = stochastic[...]
    for (number, core) in cores.enumerated() {
      sequence.append(core)
      while let next = rest.first, rank[next[next.count / 2]] <= number {
        sequence.append(next)
        rest.removeFirst()
      }
    }
    return sequence + rest
  }

  /// Bits of a synapse: weight, delay and index of the target.
  static let synapseBits = 8 + 3 + 10

  /// An upper bound on what each cluster takes: one axon list per source and sign, none shared.
  private func demands(of graph: CompartmentCircuit) -> [Demand] {
    struct ListKey: Hashable {
      var source: Int
      var cluster: Int
      var isInhibitory: Bool
    }
    var demands = [Demand](repeating: Demand(), count: graph.clusterNames.count)
    for neuron in graph.neurons { demands[neuron.cluster].neurons += 1 }
    var lists: [ListKey: Int] = [:]
    for synapse in graph.synapses {
      let key = ListKey(
        source: synapse.source, cluster: graph.neurons[synapse.target].cluster,
        isInhibitory: synapse.weight < 0)
      lists[key, default: 0] += 1
    }
    for (key, count) in lists {
      demands[key.cluster].axons += 1
      demands[key.cluster].synapseWords += Self.words(synapses: count)
    }
    return demands
  }

  /// Words of synapse memory of a list: per block of up to 64 synapses ten bits of header, rounded up.
  private static func words(synapses: Int) -> Int {
    let (full, rest) = synapses.quotientAndRemainder(dividingBy: 64)
    func block(_ count: Int) -> Int { (count * synapseBits + 10 + 63) / 64 }
    return full * block(64) + (rest > 0 ? block(rest) : 0)
  }

  /// Synapse words that the barrier's pulses and reports may take in a core of `neurons` compartments.
  private func pulseWords(_ neurons: Int, _ graph: CompartmentCircuit) -> Int {
    let pulses = graph.barrier.phases.map(\.start.pulses.count).reduce(0, +)
    return Self.words(synapses: neurons * pulses) + neurons
  }

  private func neighbours(in graph: CompartmentCircuit) -> [[Int: Int]] {
    var neighbours = [[Int: Int]](repeating: [:], count: graph.clusterNames.count)
    for synapse in graph.synapses {
      let (a, b) = (graph.neurons[synapse.source].cluster, graph.neurons[synapse.target].cluster)
      guard a != b else { continue }
      neighbours[a][b, default: 0] += 1
      neighbours[b][a, default: 0] += 1
    }
    return neighbours
  }
}
