import CircuitGraph
import FixedPoint
import MarkovChains

/// The density method on crossbar cores: design L, neuron by neuron in Documentation/Circuits.md.
///
/// Two sets of neurons, A and B, are used in turn. In an A step every node's count neuron A pays its walkers out, one a
/// tick, and arrivals go to the count neurons B; then the sets change places. Nothing is ever poured, so a Markov step
/// takes max N(n) + 2 ticks plus one per level of the barrier's trees.
struct LatchedGeneratorWiring {
  /// Largest field of the negative threshold: the most walkers that one count neuron holds.
  static let walkerCapacity = 262_143

  private let chain: QuantizedChain
  private let nodes: [Int]
  private let nodeOf: [Int: Int]
  private var circuit = CrossbarCircuit()
  private var ports: [Readout.Port] = []
  private var parts: [NodeParts] = []

  init(chain: QuantizedChain) {
    self.chain = chain
    nodes = chain.quantized.transientStates
    nodeOf = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
  }

  /// What a node consists of, for both sets X = 0 (A), 1 (B).
  private struct NodeParts {
    var cluster: Int
    var counts: [Int]
    var generators: [Int]
    var gates: [Int] = []
    var stopLines: [Int] = []
    /// `exits[x][e]`: the neuron of exit e in set x.
    var exits: [[Int]] = [[], []]
  }

  mutating func build() -> WalkerCircuit {
    for node in nodes.indices { parts.append(makeCounters(node)) }
    for node in nodes.indices { makePayout(node) }
    let arrivalPorts = makeArrivalPorts()
    for node in nodes.indices { wireExits(of: node, arrivalPorts: arrivalPorts) }
    let startPorts = [addPort(.stepStart), addPort(.stepStart)]
    circuit.barrier = PhaseBarrier(phases: (0...1).map { phase($0, port: startPorts[$0]) })
    return WalkerCircuit(
      graph: .crossbar(circuit), nodes: nodes, countNeurons: parts.map { $0.counts[0] },
      potentialPerWalker: -1, walkerCapacity: Self.walkerCapacity,
      readout: Readout(ports: ports, reportOffset: 1, ticksPerWalker: 1),
      timing: StepTiming(
        constant: 2, perTreeLevel: 1, perWalkerNow: 1, perWalkerNext: 0, emptyPhaseSaving: 0))
  }

  private mutating func addPort(_ meaning: Readout.Port) -> Int {
    ports.append(meaning)
    return circuit.addPort()
  }

  // MARK: Neuron models

  private static let count = CrossbarNeuron(
    strengths: [1, -1, 0, 0], threshold: 1, floor: walkerCapacity, reset: .subtractThreshold)
  private static let generator = CrossbarNeuron(
    strengths: [1, -1, 0, 0], threshold: 1, floor: walkerCapacity, reset: .keep)
  private static let report = CrossbarNeuron(strengths: [0, 1, 0, 0], threshold: 1)

  /// A gate that draws in every tick in which it is on: at 8 bits it is switched on and off by its node, a finer one
  /// is always on and heard only while its node pays out.
  private static func gate(numerator: Int, bits: Int) -> CrossbarNeuron {
    CrossbarNeuron(
      strengths: bits == 8 ? [255, -255, 0, 0] : [0, 0, 0, 0], threshold: (1 << bits) - numerator,
      floor: walkerCapacity, thresholdNoiseBits: bits, reset: .keep)
  }

  /// Fires when its pay-out line (type 0) and every gate of `required` spiked in this tick and none of `forbidden` did;
  /// forgets otherwise.
  private static func conjunction(required: [Int], forbidden: [Int]) -> CrossbarNeuron {
    var strengths: SIMD4<Int> = [1, 0, 0, 0]
    for level in required { strengths[level] = 1 }
    for level in forbidden { strengths[level] = -1 }
    return CrossbarNeuron(
      strengths: strengths, threshold: 1, saturatesAtFloor: true, leak: -required.count)
  }

  // MARK: Parts of a node

  private mutating func makeCounters(_ node: Int) -> NodeParts {
    let cluster = circuit.addCluster("node \(chain.ideal.label(of: nodes[node]))")
    let counts = (0...1).map { _ in circuit.addNeuron(Self.count, cluster: cluster) }
    let generators = (0...1).map { _ in circuit.addNeuron(Self.generator, cluster: cluster) }
    return NodeParts(cluster: cluster, counts: counts, generators: generators)
  }

  /// Gates, routers, exits and the lines between them.
  private mutating func makePayout(_ node: Int) {
    let tree = chain.trees[nodes[node]]!
    parts[node].exits = [[Int]](repeating: [Int](repeating: -1, count: tree.exitCount), count: 2)
    if let stages = tree.stages() {
      let routers = makeStage(node, tree: stages.first, gateDelay: 1) { _ in nil }
      for set in 0...1 { addPayoutLine(node, set: set, heads: routers.map { $0.neurons[set] }) }
      for (group, subtree) in stages.groups.enumerated() {
        let heads = makeStage(node, tree: subtree, gateDelay: 2) { $0 }
        let router = routers.first { $0.leaf == group }!
        for set in 0...1 {
          let line = circuit.addLine(
            cluster: parts[node].cluster, type: 0, targets: heads.map { $0.neurons[set] })
          circuit.setTarget(of: router.neurons[set], to: .line(line, delay: 1))
        }
      }
    } else {
      let heads = makeStage(node, tree: tree.root, gateDelay: 1) { $0 }
      for set in 0...1 { addPayoutLine(node, set: set, heads: heads.map { $0.neurons[set] }) }
    }
    makeStopAndReport(node)
  }

  /// A leaf of a stage with its neuron in either set.
  private struct StageHead {
    var leaf: Int
    var neurons: [Int]
  }

  /// The gates of one stage and a conjunction neuron per leaf and set.
  ///
  /// - Parameter exit: the exit that a leaf stands for, nil if the leaf is a group.
  private mutating func makeStage(
    _ node: Int, tree: GateTree.Node, gateDelay: Int, exit: (Int) -> Int?
  ) -> [StageHead] {
    let gates = GateTree.placedGates(tree)
    let cluster = parts[node].cluster
    let heads = GateTree.exits(below: tree).map { leaf in
      let model = Self.conjunction(
        required: gates.filter { $0.left.contains(leaf) }.map(\.level),
        forbidden: gates.filter { $0.right.contains(leaf) }.map(\.level))
      return StageHead(
        leaf: leaf, neurons: (0...1).map { _ in circuit.addNeuron(model, cluster: cluster) })
    }
    for head in heads {
      guard let exit = exit(head.leaf) else { continue }
      for set in 0...1 { parts[node].exits[set][exit] = head.neurons[set] }
    }
    for gate in gates {
      let below = Set(gate.left + gate.right)
      let reached = heads.filter { below.contains($0.leaf) }.flatMap(\.neurons)
      let line = circuit.addLine(cluster: cluster, type: gate.level, targets: reached)
      let bits = chain.grid.bits
      parts[node].gates.append(
        circuit.addNeuron(
          Self.gate(numerator: gate.numerator, bits: bits), cluster: cluster,
          initialPotential: bits == 8 ? 0 : (1 << bits) - 1, target: .line(line, delay: gateDelay)))
    }
    return heads
  }

  /// W: each spike of the generator takes one walker off the count and sends it to the heads.
  private mutating func addPayoutLine(_ node: Int, set: Int, heads: [Int]) {
    let line = circuit.addLine(
      cluster: parts[node].cluster, type: 0, targets: [parts[node].counts[set]] + heads)
    circuit.setTarget(of: parts[node].generators[set], to: .line(line, delay: 1))
  }

  /// STOP: the count's spike switches generator and gates off, restores the count and makes the report.
  private mutating func makeStopAndReport(_ node: Int) {
    let part = parts[node]
    let report = circuit.addNeuron(
      Self.report, cluster: part.cluster, target: .port(addPort(.report(node: node))))
    for set in 0...1 {
      let targets = [part.counts[set], part.generators[set]] + switchedGates(part) + [report]
      let line = circuit.addLine(cluster: part.cluster, type: 1, targets: targets)
      parts[node].stopLines.append(line)
      circuit.setTarget(of: part.counts[set], to: .line(line, delay: 1))
    }
  }

  private func switchedGates(_ part: NodeParts) -> [Int] {
    chain.grid.bits == 8 ? part.gates : []
  }

  // MARK: Between nodes

  private mutating func makeArrivalPorts() -> [Int: Int] {
    Dictionary(
      uniqueKeysWithValues: chain.quantized.absorbingStates.map { ($0, addPort(.arrival(state: $0))) })
  }

  /// An exit of set A leads to the target's count neuron B and the other way round, on a line of its own, so that
  /// arrivals never merge; an exit into an absorbing state leaves the chip.
  private mutating func wireExits(of node: Int, arrivalPorts: [Int: Int]) {
    for (exit, transition) in chain.quantized[row: nodes[node]].enumerated() {
      for set in 0...1 {
        let neuron = parts[node].exits[set][exit]
        if let target = nodeOf[transition.target] {
          let line = circuit.addLine(
            cluster: parts[target].cluster, type: 1, targets: [parts[target].counts[1 - set]])
          circuit.setTarget(of: neuron, to: .line(line, delay: 1))
        } else {
          circuit.setTarget(of: neuron, to: .port(arrivalPorts[transition.target]!))
        }
      }
    }
  }

  /// START1 reaches the counts; START2, one tick later, the counts, the generators and the gates.
  private func phase(_ set: Int, port: Int) -> PhaseBarrier.Phase {
    let counts = parts.map { $0.counts[set] }
    let second = parts.flatMap { [$0.counts[set], $0.generators[set]] + switchedGates($0) }
    return PhaseBarrier.Phase(
      name: set == 0 ? "A" : "B",
      start: Broadcast(pulses: [
        Broadcast.Pulse(offset: 0, strength: 0, receivers: counts),
        Broadcast.Pulse(offset: 1, strength: 0, receivers: second),
      ]),
      done: Gather(sources: parts.map { $0.stopLines[set] }),
      port: port)
  }
}
