import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

/// Events whose number is known by hand, on both engines.
@Suite struct TrueNorthEventTests {
  @Test(arguments: FabricEngine.allCases)
  func spikesOnOneAxonInOneTickMerge(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let (left, right, meet) = (builder.axon(), builder.axon(), builder.axon())
    for input in [left, right] {
      _ = builder.neuron(.relay, from: [input], to: .axon(core: 0, axon: meet, delay: 2))
    }
    let sum = TrueNorthNeuron { ($0.strengths, $0.threshold) = (SIMD4(1, 0, 0, 0), 100) }
    let counter = builder.neuron(sum, from: [meet])
    let fabric = try builder.fabric(engine)
    _ = fabric.record(ticks: 5, inputs: [(0, 0, left), (0, 0, right)])
    #expect(fabric.potential(core: 0, neuron: counter) == 1)
    #expect(
      fabric.events
        == EventCounts([
          .synapticEvent: 3, .neuronAccess: 15, .spike: 2, .messageOut: 2, .messageIn: 4,
          .localDelivery: 2, .inputSpike: 2, .mergedSpike: 1,
        ]))
  }

  @Test(arguments: FabricEngine.allCases)
  func injectedSpikesMergeToo(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let input = builder.axon()
    _ = builder.neuron(.relay, from: [input])
    let fabric = try builder.fabric(engine)
    fabric.inject(core: 0, axon: input)
    fabric.inject(core: 0, axon: input)
    fabric.step()
    // A spike without a target is a spike, and no message.
    #expect(
      fabric.events
        == EventCounts([
          .synapticEvent: 1, .neuronAccess: 1, .spike: 1, .messageIn: 2, .inputSpike: 2, .mergedSpike: 1,
        ]))
  }

  @Test(arguments: FabricEngine.allCases)
  func clippedPotentialsAreCounted(engine: FabricEngine) throws {
    let limit = TrueNorthNeuron.potentialLimit
    var builder = TrueNorthBuilder()
    let (up, down) = (builder.axon(), builder.axon(type: 1))
    let type = TrueNorthNeuron {
      ($0.strengths, $0.resetMode) = (SIMD4(255, -255, 0, 0), .none)
      ($0.threshold, $0.negativeThreshold) = (262_143, 262_143)
    }
    _ = builder.neuron(type, potential: limit - 100, from: [up], to: .output(port: 0))
    _ = builder.neuron(type, potential: 100 - limit, from: [down])
    let fabric = try builder.fabric(engine)
    _ = fabric.record(ticks: 3, inputs: [(1, 0, up), (2, 0, down)])
    #expect(fabric.potential(core: 0, neuron: 0) == Int(limit))
    #expect(fabric.potential(core: 0, neuron: 1) == -Int(limit))
    #expect(fabric.events[.clippedPotential] == 2)
  }

  /// Hops are offsets, crossings are chip edges of 64 cores, also left of and above the origin.
  @Test(arguments: [
    // from, to, hops in x, hops in y, crossings
    (MeshPoint(x: 0, y: 0), MeshPoint(x: 5, y: 7), 5, 7, 0),
    (MeshPoint(x: 63, y: 63), MeshPoint(x: 64, y: 64), 1, 1, 2),
    (MeshPoint(x: 64, y: 10), MeshPoint(x: 63, y: 10), 1, 0, 1),
    (MeshPoint(x: 10, y: 70), MeshPoint(x: 200, y: 10), 190, 60, 4),
    (MeshPoint(x: -1, y: 0), MeshPoint(x: 0, y: 0), 1, 0, 1),
    (MeshPoint(x: -64, y: -65), MeshPoint(x: -1, y: -64), 63, 1, 1),
    (MeshPoint(x: 0, y: 0), MeshPoint(x: -256, y: 255), 256, 255, 7),
  ])
  func hopsAndCrossings(from: MeshPoint, to: MeshPoint, x: UInt64, y: UInt64, crossings: UInt64) throws {
    for engine in FabricEngine.allCases {
      var builder = TrueNorthBuilder(cores: [from, to])
      let (input, arrival) = (builder.axon(), builder.axon(core: 1))
      _ = builder.neuron(.relay, from: [input], to: .axon(core: 1, axon: arrival, delay: 1))
      let fabric = try builder.fabric(engine)
      _ = fabric.record(ticks: 4, inputs: [(0, 0, input), (1, 0, input)])
      #expect(fabric.events[.hopEastWest] == 2 * x)
      #expect(fabric.events[.hopNorthSouth] == 2 * y)
      #expect(fabric.events[.chipCrossing] == 2 * crossings)
      #expect(fabric.events[.localDelivery] == 0)
    }
  }

  @Test(arguments: [(0, 1), (1, 2), (63, 64), (64, 1), (-1, 64), (-64, 1)] as [(Int, UInt64)])
  func outputsLeaveByTheWestEdge(x: Int, hops: UInt64) throws {
    for engine in FabricEngine.allCases {
      var builder = TrueNorthBuilder(cores: [MeshPoint(x: x, y: 9)])
      let input = builder.axon()
      _ = builder.neuron(.relay, from: [input], to: .output(port: 0))
      let fabric = try builder.fabric(engine)
      _ = fabric.record(ticks: 1, inputs: [(0, 0, input)])
      #expect(
        fabric.events
          == EventCounts([
            .synapticEvent: 1, .neuronAccess: 1, .spike: 1, .messageOut: 1, .messageIn: 1,
            .hopEastWest: hops, .chipCrossing: 1, .outputSpike: 1, .inputSpike: 1,
          ]))
    }
  }

  @Test(arguments: FabricEngine.allCases)
  func loadsAreCountedWhereTheyFall(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder(cores: [MeshPoint(x: 0, y: 0), MeshPoint(x: 1, y: 0)])
    let (input, arrival) = (builder.axon(), builder.axon(core: 1))
    _ = builder.neuron(.relay, from: [input], to: .axon(core: 1, axon: arrival, delay: 1))
    for _ in 0..<3 { _ = builder.neuron(core: 1, .relay, from: [arrival]) }
    let fabric = try builder.fabric(engine)
    _ = fabric.record(ticks: 5, inputs: [(0, 0, input), (2, 0, input)])
    var (sender, receiver) = (CoreLoad(), CoreLoad())
    (sender.neuronAccess, sender.synapticEvent, sender.spike) = (5, 2, 2)
    (sender.messageIn, sender.messageOut) = (2, 2)
    (receiver.neuronAccess, receiver.synapticEvent, receiver.spike, receiver.messageIn) = (15, 6, 6, 2)
    #expect(fabric.coreLoads == [sender, receiver])
  }
}
