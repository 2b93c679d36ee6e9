import CircuitGraph

/// A compartment circuit with every neuron in its core: what lowering extends and emission writes down.
struct CompartmentPlan {
  struct Neuron {
    var model: CompartmentNeuron
    var identity: UInt64
    var port: Int?
    var synapses: [Synapse] = []
  }

  struct Synapse {
    var target: NeuronLocation
    var weight: Int
    var delay: Int
  }

  struct Core {
    var neurons: [Neuron] = []
  }

  var cores: [Core]
  /// Where every neuron of the circuit went.
  private(set) var neuronLocations: [NeuronLocation]
  /// The neuron whose spike starts the first phase.
  var starter = NeuronLocation(core: 0, index: 0)
  private var nextIdentity: UInt64

  init(_ graph: CompartmentCircuit, groups: [[Int]]) {
    var coreOf = [Int](repeating: 0, count: graph.clusterNames.count)
    for (core, clusters) in groups.enumerated() { for cluster in clusters { coreOf[cluster] = core } }
    cores = Array(repeating: Core(), count: groups.count)
    neuronLocations = []
    nextIdentity = UInt64(graph.neurons.count)
    for (number, neuron) in graph.neurons.enumerated() {
      let core = coreOf[neuron.cluster]
      neuronLocations.append(NeuronLocation(core: core, index: cores[core].neurons.count))
      cores[core].neurons.append(
        Neuron(model: neuron.model, identity: UInt64(number), port: neuron.port))
    }
    for synapse in graph.synapses {
      connect(
        neuronLocations[synapse.source], to: neuronLocations[synapse.target],
        weight: synapse.weight, delay: synapse.delay)
    }
  }

  mutating func addCore() -> Int {
    cores.append(Core())
    return cores.count - 1
  }

  mutating func addNeuron(_ model: CompartmentNeuron, core: Int, port: Int? = nil) -> NeuronLocation {
    cores[core].neurons.append(Neuron(model: model, identity: nextIdentity, port: port))
    nextIdentity += 1
    return NeuronLocation(core: core, index: cores[core].neurons.count - 1)
  }

  mutating func connect(
    _ source: NeuronLocation, to target: NeuronLocation, weight: Int, delay: Int
  ) {
    cores[source.core].neurons[source.index].synapses.append(
      Synapse(target: target, weight: weight, delay: delay))
  }
}
