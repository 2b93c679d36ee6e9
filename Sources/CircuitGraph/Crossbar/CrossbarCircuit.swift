/// A circuit of crossbar neurons: neurons with one target each, and typed lines that reach neurons of one cluster.
///
/// Neurons, lines, clusters and ports are numbered from 0 in the order in which they were added. A neuron's number is
/// its identity: it addresses the neuron's random numbers wherever the compiler puts it.
public struct CrossbarCircuit: Hashable, Sendable {
  public struct Neuron: Hashable, Sendable {
    public var model: CrossbarNeuron
    public var initialPotential: Int
    /// Neurons of one cluster share a core.
    public var cluster: Int
    public var target: Target
  }

  public enum Target: Hashable, Sendable {
    case none
    /// A spike arrives on the line `delay` ticks later.
    case line(Int, delay: Int)
    /// A spike leaves for the host.
    case port(Int)
  }

  /// An axon to be: spikes that arrive on it reach its targets in the same tick.
  public struct Line: Hashable, Sendable {
    public var cluster: Int
    /// Axon type 0...3.
    public var type: Int
    /// Neurons of the line's cluster.
    public var targets: [Int]
  }

  public private(set) var neurons: [Neuron] = []
  public private(set) var lines: [Line] = []
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

  public mutating func addNeuron(
    _ model: CrossbarNeuron, cluster: Int, initialPotential: Int = 0, target: Target = .none
  ) -> Int {
    neurons.append(
      Neuron(model: model, initialPotential: initialPotential, cluster: cluster, target: target))
    return neurons.count - 1
  }

  public mutating func addLine(cluster: Int, type: Int, targets: [Int]) -> Int {
    precondition(targets.allSatisfy { neurons[$0].cluster == cluster }, "a line stays in its cluster")
    lines.append(Line(cluster: cluster, type: type, targets: targets))
    return lines.count - 1
  }

  public mutating func setTarget(of neuron: Int, to target: Target) {
    neurons[neuron].target = target
  }
}
