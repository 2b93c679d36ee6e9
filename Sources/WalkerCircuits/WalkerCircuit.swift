import CircuitGraph

/// A walker circuit: the graph, where walkers are stored at the start, and how its output is read.
public struct WalkerCircuit: Hashable, Sendable {
  public var graph: Circuit
  /// The states that are nodes of the circuit, ascending; absorbing states are sinks and have no neurons.
  public var nodes: [Int]
  /// For every node (in the order of `nodes`) the neuron that holds its walkers at the start.
  public var countNeurons: [Int]
  /// Potential of a count neuron per walker (negative), in the units of the graph's neurons.
  public var potentialPerWalker: Int
  /// Most walkers that one count neuron can hold.
  public var walkerCapacity: Int
  public var readout: Readout
  /// The circuit's own formula for the ticks of a Markov step.
  public var timing: StepTiming
}

/// The exact number of ticks of a Markov step, as a circuit states it:
/// `constant + treeLevels * levels + now * max N(n) + next * max N(n+1)`, maxima over the nodes.
public struct StepTiming: Hashable, Sendable {
  public var constant: Int
  /// Ticks per level of the collector and splitter trees.
  public var perTreeLevel: Int
  public var perWalkerNow: Int
  public var perWalkerNext: Int
  /// Ticks that a phase saves in which every node is empty.
  public var emptyPhaseSaving: Int

  /// - Parameters:
  ///   - levels: collector levels plus splitter levels, as compiled.
  ///   - now: largest pile before the step.
  ///   - next: largest pile after it.
  public func ticks(levels: Int, now: Int, next: Int) -> Int {
    func phase(_ pile: Int, _ perWalker: Int) -> Int {
      guard perWalker > 0 else { return 0 }
      return perWalker * pile - (pile == 0 ? emptyPhaseSaving : 0)
    }
    return constant + perTreeLevel * levels + phase(now, perWalkerNow) + phase(next, perWalkerNext)
  }
}
