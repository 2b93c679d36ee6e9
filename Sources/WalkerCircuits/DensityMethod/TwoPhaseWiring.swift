import CircuitGraph
import FixedPoint
import MarkovChains

/// The density method on Loihi compartments, in two phases: the circuit of Smith et al., Nature Electronics 5 (2022),
/// doi 10.1038/s41928-021-00705-7, with gates on a grid of 1/256.
///
/// Counters pay walkers out through the gates to the buffers of their next nodes; then the buffers pour into the
/// counters. Every synapse with delay setting d acts d + 1 ticks after the spike; the wiring rests on that.
struct TwoPhaseWiring {
  /// Most walkers on one node: 4 units each, 64 voltage steps a unit, in 23 bits of magnitude.
  static let walkerCapacity = 32_767
  static let unit = 4

  private let chain: QuantizedChain
  private let nodes: [Int]
  private let nodeOf: [Int: Int]
  private var circuit = CompartmentCircuit()
  private var ports: [Readout.Port] = []
  private var parts: [NodeParts] = []

  init(chain: QuantizedChain) {
    self.chain = chain
    nodes = chain.quantized.transientStates
    nodeOf = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
  }

  /// One stage: a count that integrates, a generator and a relay that forget.
  private struct Stage {
    var count: Int
    var generator: Int
    var relay: Int
  }

  private struct NodeParts {
    var buffer: Stage
    var counter: Stage
    var outputs: [Int] = []
  }

  mutating func build() -> WalkerCircuit {
    for node in nodes.indices { makeNode(node) }
    for node in nodes.indices { wireOutputs(of: node) }
    circuit.barrier = PhaseBarrier(phases: [
      phase("counters", parts.map(\.counter), port: addPort(.stepStart)),
      phase("buffers", parts.map(\.buffer), port: nil),
    ])
    return WalkerCircuit(
      graph: .compartment(circuit), nodes: nodes, countNeurons: parts.map(\.counter.count),
      potentialPerWalker: -Self.unit, walkerCapacity: Self.walkerCapacity,
      readout: Readout(ports: ports, reportOffset: 2, ticksPerWalker: 2),
      timing: StepTiming(
        constant: 26, perTreeLevel: 0, perWalkerNow: 2, perWalkerNext: 2, emptyPhaseSaving: 2))
  }

  private mutating func addPort(_ meaning: Readout.Port) -> Int {
    ports.append(meaning)
    return circuit.addPort()
  }

  // MARK: Neuron models, in weight units

  private static let count = CompartmentNeuron(threshold: 2, memory: .integrates)
  private static let pulse = CompartmentNeuron(threshold: 2, memory: .forgets)
  private static let output = CompartmentNeuron(threshold: 100, memory: .forgets)
  /// Under noise of -127 to 128 units an excitation of a fires it with probability a / 256; without input it never
  /// fires.
  private static let gate = CompartmentNeuron(threshold: 128, memory: .forgets, isStochastic: true)
  private static let gateInhibition = -256

  // MARK: Parts of a node

  private mutating func makeNode(_ node: Int) {
    let name = chain.ideal.label(of: nodes[node])
    let cluster = circuit.addCluster("node \(name)")
    let report = addPort(.report(node: node))
    let buffer = makeStage(cluster, port: nil)
    let counter = makeStage(cluster, port: report)
    pour(buffer, into: counter.count)
    parts.append(NodeParts(buffer: buffer, counter: counter))
    makeExits(node, cluster: cluster)
  }

  private mutating func makeStage(_ cluster: Int, port: Int?) -> Stage {
    let stage = Stage(
      count: circuit.addNeuron(Self.count, cluster: cluster, port: port),
      generator: circuit.addNeuron(Self.pulse, cluster: cluster),
      relay: circuit.addNeuron(Self.pulse, cluster: cluster))
    let unit = Self.unit
    circuit.connect(stage.count, to: stage.count, weight: -unit, delay: 1)
    circuit.connect(stage.count, to: stage.generator, weight: -unit, delay: 1)
    circuit.connect(stage.generator, to: stage.count, weight: unit, delay: 1)
    circuit.connect(stage.generator, to: stage.generator, weight: unit, delay: 1)
    circuit.connect(stage.generator, to: stage.relay, weight: -unit, delay: 1)
    circuit.connect(stage.relay, to: stage.count, weight: unit, delay: 1)
    return stage
  }

  private mutating func pour(_ buffer: Stage, into count: Int) {
    circuit.connect(buffer.count, to: count, weight: Self.unit, delay: 5)
    circuit.connect(buffer.generator, to: count, weight: -Self.unit, delay: 5)
    circuit.connect(buffer.relay, to: count, weight: -Self.unit, delay: 1)
  }

  /// The compressed tree: all gates draw at once; an output fires if its whole path agrees.
  private mutating func makeExits(_ node: Int, cluster: Int) {
    let tree = chain.trees[nodes[node]]!
    let counter = parts[node].counter
    let gates = GateTree.placedGates(tree.root)
    let gateCluster = gates.isEmpty ? cluster : circuit.addCluster(circuit.clusterNames[cluster] + " gates")
    let gateNeurons = gates.map { gate in
      let neuron = circuit.addNeuron(Self.gate, cluster: gateCluster)
      circuit.connect(counter.generator, to: neuron, weight: gate.numerator, delay: 1)
      circuit.connect(counter.count, to: neuron, weight: Self.gateInhibition, delay: 1)
      return neuron
    }
    for exit in 0..<tree.exitCount {
      let arrival = chain.quantized[row: nodes[node]].dropFirst(exit).first!.target
      let port = nodeOf[arrival] == nil ? addPort(.arrival(state: arrival)) : nil
      let output = circuit.addNeuron(Self.output, cluster: cluster, port: port)
      parts[node].outputs.append(output)
      let required = gates.indices.filter { gates[$0].left.contains(exit) }
      if required.isEmpty {
        circuit.connect(counter.generator, to: output, weight: 120, delay: 3)
        circuit.connect(counter.count, to: output, weight: -30, delay: 3)
      }
      for gate in required {
        let weight = Self.excitation(conditions: required.count)
        circuit.connect(gateNeurons[gate], to: output, weight: weight, delay: 1)
      }
      for gate in gates.indices where gates[gate].right.contains(exit) {
        circuit.connect(gateNeurons[gate], to: output, weight: -100, delay: 1)
      }
    }
  }

  /// The weight w of each of m conditions such that m w > 100 >= (m - 1) w: only all together pass the threshold.
  /// (120 / m, as published, lets m - 1 of 7 conditions pass.)
  private static func excitation(conditions: Int) -> Int {
    conditions == 1 ? 120 : 100 / (conditions - 1)
  }

  private mutating func wireOutputs(of node: Int) {
    for (exit, transition) in chain.quantized[row: nodes[node]].enumerated() {
      guard let target = nodeOf[transition.target] else { continue }
      circuit.connect(
        parts[node].outputs[exit], to: parts[target].buffer.count, weight: -Self.unit, delay: 1)
    }
  }

  /// One spike of the supervisor starts a stage: count first, generator two ticks later, relay four.
  private func phase(_ name: String, _ stages: [Stage], port: Int?) -> PhaseBarrier.Phase {
    let receivers = [stages.map(\.count), stages.map(\.generator), stages.map(\.relay)]
    return PhaseBarrier.Phase(
      name: name,
      start: Broadcast(
        pulses: receivers.enumerated().map {
          Broadcast.Pulse(offset: 2 * $0, strength: Self.unit, receivers: $1)
        }),
      done: Gather(sources: stages.map(\.count)),
      port: port)
  }
}
