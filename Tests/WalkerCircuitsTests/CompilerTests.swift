import CircuitGraph
import Experiments
import FabricCompiler
import FixedPoint
import MarkovChains
import NeuroFabric
import Testing
import WalkerCircuits

/// What fits a core, what is refused, and in which words.
@Suite struct CompilerTests {
  private func circuit(_ chain: MarkovChain, _ method: WalkerMethod) throws -> Circuit {
    let grid = ProbabilityGrid(bits: 8)
    return try method.build(try ChainQuantizer(grid: grid).quantize(chain)).graph
  }

  private func compile(
    _ chain: MarkovChain, _ method: WalkerMethod, adjust: (inout Compiler) -> Void = { _ in }
  ) throws -> Program {
    var compiler = Compiler(profile: method.profile)
    adjust(&compiler)
    return try compiler.compile(try circuit(chain, method))
  }

  /// Every node has k exits and k in-edges: 3k + 4 neurons (k > 8: 2 ceil(k/8) routers more), of 255 beside the core's
  /// counter; and 3k + 3 axons (the same routers more) of 252 beside the four start axons.
  @Test(arguments: [(1, 36), (2, 25), (3, 19), (4, 15), (6, 11), (8, 9), (16, 4), (30, 2)])
  func `Nodes per TrueNorth core`(exits: Int, nodes: Int) throws {
    let program = try compile(try regular(nodes: 300, exits: exits), .latchedGenerator)
    let routers = exits > 8 ? (exits + 7) / 8 : 0
    let (neurons, axons) = (3 * exits + 4 + 2 * routers, 3 * exits + 3 + 2 * routers)
    #expect(nodes == min(255 / neurons, 252 / axons))
    let members = program.utilisation.cores - program.barrier.supervisorCores.count
    #expect(members == (300 + nodes - 1) / nodes)
    guard case .trueNorth(let image) = program.image else { return }
    #expect(image.cores.map(\.neurons.count).max() == nodes * neurons + 1)
    #expect(image.cores.map(\.axonTypes.count).max() == nodes * axons + 4)
  }

  /// First what works together, node by node; then the count neurons, which neighbours reach.
  @Test func `A node's neurons are side by side in its core`() throws {
    guard case .crossbar(let graph) = try circuit(try regular(nodes: 60, exits: 2), .latchedGenerator) else {
      Issue.record("the circuit is one of crossbar neurons")
      return
    }
    let program = try Compiler(profile: .trueNorth).compile(.crossbar(graph))
    let nodes = graph.clusterNames.indices.map { cluster in
      graph.neurons.indices.filter { graph.neurons[$0].cluster == cluster }.map { program.locations[$0] }
    }
    let nodesOfCore = Dictionary(grouping: nodes) { $0[0].core }.mapValues(\.count)
    for node in nodes {
      let places = node.map(\.index).sorted()
      #expect(places.prefix(8).map { $0 - places[0] } == Array(0..<8))
      #expect(places[0] % 8 == 0 && places[8] >= 8 * nodesOfCore[node[0].core]! && places[9] == places[8] + 1)
    }
    let places = graph.neurons.indices.map { program.locations[$0] }
    #expect(Set(places).count == places.count)
  }

  /// A chain whose node i leads to i, i + 1, ..., i + exits - 1, all alike.
  private func regular(nodes: Int, exits: Int) throws -> MarkovChain {
    try MarkovChain(
      rows: (0..<nodes).map { node in
        (1...exits).map { .init(target: (node + $0) % nodes, probability: 1 / Double(exits)) }
      }, space: .graph(count: nodes))
  }

  // MARK: Hubs

  @Test func `A TrueNorth node has at most 124 in-edges`() throws {
    let program = try compile(try TrialChains.hub(sources: 124), .latchedGenerator)
    #expect(program.utilisation.fullestAxons == 1)
    #expect(
      throws: CompilerError.clusterTooLarge(name: "node 0", resource: "axons", needs: 254, limit: 252)
    ) { try compile(try TrialChains.hub(sources: 125), .latchedGenerator) }
    #expect(
      throws: CompilerError.clusterTooLarge(name: "node 0", resource: "axons", needs: 404, limit: 252)
    ) { try compile(try TrialChains.hub(sources: 200), .latchedGenerator) }
  }

  /// Ten of 4,092 axon lists are a node's own, which leaves 4,082 in-edges.
  @Test func `A Loihi node has thousands of in-edges`() throws {
    let trial = try WalkOnChip(try TrialChains.hub(sources: 2_000), method: .densityTwoPhase, steps: 2)
    // 7 neurons of 1,020 each: no core goes to waste on leaves that have no neighbour left.
    #expect(trial.walk.program.utilisation.cores == (2_001 + 144) / 145 + 1)
    let batch = try trial.run([0] + [Int](repeating: 1, count: 2_000))
    #expect(batch.status == .completed)
    #expect(batch.tally.densities[1][0] == 2_000)
    #expect(
      throws: CompilerError.clusterTooLarge(name: "node 0", resource: "axons", needs: 5_010, limit: 4_092)
    ) { try compile(try TrialChains.hub(sources: 5_000), .densityTwoPhase) }
  }

  // MARK: Refusals

  @Test func `Too many cores are refused with the number of chips that would do`() throws {
    let chain = try RingWalk(cells: 400).chain()
    let error = #expect(throws: CompilerError.self) {
      try compile(chain, .latchedGenerator) {
        $0.profile.meshWidth = 2; $0.profile.meshHeight = 4
      }
    }
    #expect(
      error == .tooManyCores(perReplica: 17, replicas: 1, chips: 1, coresPerChip: 8))
    #expect(error!.description.contains("allow 3 chips"))
    let program = try compile(chain, .latchedGenerator) {
      ($0.profile.meshWidth, $0.profile.meshHeight, $0.chips) = (2, 4, 3)
    }
    #expect(program.utilisation.allChips == 3)
  }

  @Test(arguments: [(ReplicaRequest.exactly(3), 3), (.atMost(2), 2), (.atMost(.max), 4)])
  func `Replicas stand side by side`(request: ReplicaRequest, count: Int) throws {
    let program = try compile(try RingWalk(cells: 50).chain(), .latchedGenerator) {
      ($0.profile.meshWidth, $0.profile.meshHeight, $0.replicas) = (4, 3, request)
    }
    #expect(program.utilisation.cores == 3)
    #expect(program.replicas == count)
    let places = (0..<count).flatMap { program.slots.positions(of: $0) }
    #expect(Set(places).count == 3 * count)
  }

  @Test func `More replicas than fit are refused`() throws {
    #expect(throws: CompilerError.tooManyCores(perReplica: 3, replicas: 5, chips: 1, coresPerChip: 12)) {
      try compile(try RingWalk(cells: 50).chain(), .latchedGenerator) {
        ($0.profile.meshWidth, $0.profile.meshHeight, $0.replicas) = (4, 3, .exactly(5))
      }
    }
  }

  @Test func `A circuit of the other family is refused`() throws {
    let ring = try RingWalk(cells: 5).chain()
    #expect(throws: CompilerError.wrongFamily(chip: "loihi")) {
      try compile(ring, .latchedGenerator) { $0.profile = .loihi }
    }
    #expect(throws: CompilerError.wrongFamily(chip: "truenorth")) {
      try compile(ring, .densityTwoPhase) { $0.profile = .trueNorth }
    }
  }

  @Test(arguments: [-1, 0, 65]) func `Chips out of range are refused`(chips: Int) throws {
    #expect(throws: CompilerError.chipCount(chips, chip: "truenorth", limit: 64)) {
      try compile(try RingWalk(cells: 5).chain(), .latchedGenerator) { $0.chips = chips }
    }
  }

  @Test(arguments: [-257, 256]) func `A weight that no synapse holds is refused`(weight: Int) throws {
    var graph = try #require(compartments(try circuit(try RingWalk(cells: 5).chain(), .densityTwoPhase)))
    graph.connect(0, to: 1, weight: weight, delay: 1)
    #expect(throws: CompilerError.weight(weight, allowed: -256...255)) {
      try Compiler(profile: .loihi).compile(.compartment(graph))
    }
  }

  private func compartments(_ circuit: Circuit) -> CompartmentCircuit? {
    guard case .compartment(let graph) = circuit else { return nil }
    return graph
  }

  @Test func `What a circuit cannot carry is refused`() throws {
    let grid = ProbabilityGrid(bits: 12)
    let ring = try ChainQuantizer(grid: grid).quantize(try RingWalk(cells: 5).chain())
    #expect(throws: CircuitError.gateBits(bits: 12, allowed: 8...8, circuit: "density-two-phase")) {
      try WalkerMethod.densityTwoPhase.build(ring)
    }
    let sinks = try MarkovChain(rows: [[.init(target: 0, probability: 1)]], space: .graph(count: 1))
    #expect(throws: CircuitError.noNodes) { try circuit(sinks, .latchedGenerator) }
    #expect(throws: ChainError.tooManyExits(state: "0", exits: 65, limit: 64)) {
      try circuit(try TrialChains.star(exits: 65), .latchedGenerator)
    }
  }

  // MARK: Supervisor cores

  /// Whatever the size of a core, the barrier's trees fit it or are refused; they never run on for ever.
  @Test(arguments: [(24, 256), (40, 256), (255, 256), (256, 255), (256, 64), (256, 24), (40, 24), (300, 24)])
  func `Barriers fit cores of any size`(neurons: Int, axons: Int) throws {
    let trial = try WalkOnChip(try RingWalk(cells: 90).chain(), method: .latchedGenerator, steps: 5) {
      ($0.neuronsPerCore, $0.axonsPerCore) = (neurons, axons)
    }
    let batch = try trial.run([Int](repeating: 2, count: 90))
    #expect(batch.status == .completed, "\(batch.note)")
  }

  @Test func `A full-size supervisor core serves 63 cores`() throws {
    for (cells, levels) in [(63 * 25, 1), (63 * 25 + 1, 2)] {
      let program = try compile(try RingWalk(cells: cells).chain(), .latchedGenerator)
      #expect(program.barrier.treeLevels == 2 * levels)
    }
    let full = try compile(try RingWalk(cells: 63 * 25).chain(), .latchedGenerator)
    guard case .trueNorth(let image) = full.image else { return }
    // 63 x 4 splitters, two roots, one neuron that tells the host of each phase; 63 reports and two phases.
    let supervisor = image.cores[full.barrier.supervisorCores[0]]
    #expect(supervisor.neurons.count == 256)
    #expect(supervisor.axonTypes.count == 65)
  }

  @Test func `Cores too small for a tree are refused`() throws {
    // A node of a ring takes 10 neurons and 9 axons; joining two cores takes 8 splitters and 4 neurons more.
    #expect(
      throws: CompilerError.coreOverfull(resource: "neurons for the barrier", needs: 12, limit: 11)
    ) { try compile(try RingWalk(cells: 30).chain(), .latchedGenerator) { $0.profile.neuronsPerCore = 11 } }
    let one = try TrialChains.leaks(nodes: 1, stay: 0.5)
    #expect(throws: Never.self) {
      try compile(one, .latchedGenerator) { $0.profile.neuronsPerCore = 11 }
    }
  }
}
