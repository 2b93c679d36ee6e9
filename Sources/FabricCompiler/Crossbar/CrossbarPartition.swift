import CircuitGraph

extension Compiler {
  /// Packs the clusters of a crossbar circuit into cores, leaving room for the barrier's axons and its collector.
  func partition(_ graph: CrossbarCircuit) throws -> [[Int]] {
    var demands = [Demand](repeating: Demand(), count: graph.clusterNames.count)
    for neuron in graph.neurons { demands[neuron.cluster].neurons += 1 }
    for line in graph.lines { demands[line.cluster].axons += 1 }
    var neighbours = [[Int: Int]](repeating: [:], count: demands.count)
    for neuron in graph.neurons {
      guard case .line(let line, _) = neuron.target else { continue }
      let (a, b) = (neuron.cluster, graph.lines[line].cluster)
      guard a != b else { continue }
      neighbours[a][b, default: 0] += 1
      neighbours[b][a, default: 0] += 1
    }
    let pulses = graph.barrier.phases.map(\.start.pulses.count).reduce(0, +)
    let partitioner = Partitioner(
      demands: demands, neighbours: neighbours,
      capacity: Demand(
        neurons: profile.neuronsPerCore - 1, axons: profile.axonsPerCore - pulses, synapseWords: .max),
      rule: placement)
    try partitioner.check(names: graph.clusterNames)
    return partitioner.groups(of: Array(demands.indices))
  }
}
