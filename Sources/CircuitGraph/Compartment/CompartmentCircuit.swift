/// A circuit of compartment neurons and weighted, delayed synapses.
///
/// Neurons, clusters and ports are numbered from 0 in the order in which they were added. A neuron's number is its
/// identity: it addresses the neuron's random numbers wherever the compiler puts it.
public struct CompartmentCircuit: Hashable, Sendable {
  public struct Neuron: Hashable, Sendable {
    public var model: CompartmentNeuron
    /// Neurons of one cluster share a core.
    public var cluster: Int
    /// Port at which the neuron's spikes are probed.
    public var port: Int?
  }

  public struct Synapse: Hashable, Sendable {
    public var source: Int
    public var target: Int
    /// In weight units.
    public var weight: Int
    /// A spike acts `delay + 1` ticks after the tick that sent it.
    public var delay: Int
  }

  public private(set) var neurons: [Neuron] = []
  public private(set) var synapses: [Synapse] = []
  public private(set) var clusterNames: [String] = []
  public private(set) var portCount = 0
  public var barrier = PhaseBarrier(phases: [])

  public init() {}

  public mutating func addCluster(_ name: String) -> Int {
    clusterNames.append(name)
    return clusterNames.count - 1
  }

  public mutating func addPort() -> Int {
    portCount += 1
    return portCount - 1
  }

  public mutating func addNeuron(_ model: CompartmentNeuron, cluster: Int, port: Int? = nil) -> Int {
    neurons.append(Neuron(model: model, cluster: cluster, port: port))
    return neurons.count - 1
  }

  public mutating func connect(_ source: Int, to target: Int, weight: Int, delay: Int) {
    synapses.append(Synapse(source: source, target: target, weight: weight, delay: delay))
  }
}
