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
    var neuronCounts = [Int](repeating: 0, count: groups.count)
    neuronLocations = graph.neurons.map { neuron in
      let core = coreOf[neuron.cluster]
      neuronCounts[core] += 1
      return NeuronLocation(core: core, index: neuronCounts[core] - 1)
    }
    var lineCounts = [Int](repeating: 0, count: groups.count)
    lineLocations = graph.lines.map { line in
      let core = coreOf[line.cluster]
      lineCounts[core] += 1
      return LineLocation(core: core, axon: lineCounts[core] - 1)
    }
    cores = Array(repeating: Core(), count: groups.count)
    nextIdentity = UInt64(graph.neurons.count)
    for (number, neuron) in graph.neurons.enumerated() {
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
