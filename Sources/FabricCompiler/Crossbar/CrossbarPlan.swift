import CircuitGraph

/// A crossbar circuit with every neuron and line in its core: what lowering extends and emission writes down.
struct CrossbarPlan {
  struct Neuron {
    var model: CrossbarNeuron
    var initialPotential: Int
    var identity: UInt64
    var target: Target
  }

  enum Target {
    case none
    case axon(LineLocation, delay: Int)
    case port(Int)
  }

  struct LineLocation: Hashable {
    var core: Int
    var axon: Int
  }

  struct Line {
    var type: Int
    /// Neurons of the core.
    var targets: [Int]
  }

  struct Core {
    var neurons: [Neuron] = []
    var lines: [Line] = []
  }

  var cores: [Core]
  /// Where every neuron of the circuit went.
  private(set) var neuronLocations: [NeuronLocation]
  private(set) var lineLocations: [LineLocation]
  private var nextIdentity: UInt64

  init(_ graph: CrossbarCircuit, groups: [[Int]]) {
    var coreOf = [Int](repeating: 0, count: graph.clusterNames.count)
    for (core, clusters) in groups.enumerated() { for cluster in clusters { coreOf[cluster] = core } }
    let order = Self.order(of: graph)
    var neuronCounts = [Int](repeating: 0, count: groups.count)
    neuronLocations = [NeuronLocation](repeating: NeuronLocation(core: 0, index: 0), count: order.count)
    for number in order {
      let core = coreOf[graph.neurons[number].cluster]
      neuronLocations[number] = NeuronLocation(core: core, index: neuronCounts[core])
      neuronCounts[core] += 1
    }
    var lineCounts = [Int](repeating: 0, count: groups.count)
    lineLocations = graph.lines.map { line in
      let core = coreOf[line.cluster]
      lineCounts[core] += 1
      return LineLocation(core: core, axon: lineCounts[core] - 1)
    }
    cores = Array(repeating: Core(), count: groups.count)
    nextIdentity = UInt64(graph.neurons.count)
    for number in order {
      let neuron = graph.neurons[number]
      let target: Target =
        switch neuron.target {
        case .none: .none
        case .line(let line, let delay): .axon(lineLocations[line], delay: delay)
        case .port(let port): .port(port)
        }
      cores[neuronLocations[number].core].neurons.append(
        Neuron(
          model: neuron.model, initialPotential: neuron.initialPotential, identity: UInt64(number),
          target: target))
    }
    for (number, line) in graph.lines.enumerated() {
      cores[lineLocations[number].core].lines.append(
        Line(type: line.type, targets: line.targets.map { neuronLocations[$0].index }))
    }
  }

  /// The order in which neurons get their indices: cluster by cluster those that only their own cluster reaches, then
  /// those that other clusters reach. The former work in the same ticks, the latter whenever a neighbour sends; the
  /// fabric updates neurons with consecutive indices together.
  private static func order(of graph: CrossbarCircuit) -> [Int] {
    var isReachedFromOutside = [Bool](repeating: false, count: graph.neurons.count)
    for neuron in graph.neurons {
      guard case .line(let line, _) = neuron.target, graph.lines[line].cluster != neuron.cluster else {
        continue
      }
      for target in graph.lines[line].targets { isReachedFromOutside[target] = true }
    }
    let byCluster = graph.neurons.indices.sorted {
      (graph.neurons[$0].cluster, $0) < (graph.neurons[$1].cluster, $1)
    }
    return byCluster.filter { !isReachedFromOutside[$0] } + byCluster.filter { isReachedFromOutside[$0] }
  }

  mutating func addCore() -> Int {
    cores.append(Core())
    return cores.count - 1
  }

  /// - Returns: the neuron's index in the core.
  mutating func addNeuron(
    _ model: CrossbarNeuron, core: Int, initialPotential: Int = 0, target: Target
  ) -> Int {
    cores[core].neurons.append(
      Neuron(
        model: model, initialPotential: initialPotential, identity: nextIdentity, target: target))
    nextIdentity += 1
    return cores[core].neurons.count - 1
  }

  mutating func addLine(core: Int, type: Int, targets: [Int]) -> LineLocation {
    cores[core].lines.append(Line(type: type, targets: targets))
    return LineLocation(core: core, axon: cores[core].lines.count - 1)
  }
}
