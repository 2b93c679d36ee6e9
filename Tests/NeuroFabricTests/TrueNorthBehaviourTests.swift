import NeuroFabric
import RandomStreams
import Testing

/// What small networks do over time, on both engines.
@Suite struct TrueNorthBehaviourTests {
  @Test(arguments: FabricEngine.allCases, 1...15)
  func delayIsTheNumberOfTicks(engine: FabricEngine, delay: Int) throws {
    var builder = TrueNorthBuilder(cores: [MeshPoint(x: 0, y: 0), MeshPoint(x: 3, y: 1)])
    let (input, arrival) = (builder.axon(), builder.axon(core: 1))
    _ = builder.neuron(.relay, from: [input], to: .axon(core: 1, axon: arrival, delay: delay))
    _ = builder.neuron(core: 1, .relay, from: [arrival], to: .output(port: 2))
    let seen = try builder.fabric(engine).record(ticks: 60, inputs: [(0, 0, input), (31, 0, input)])
    #expect(seen[2] == [delay, 31 + delay])
  }

  @Test(arguments: FabricEngine.allCases)
  func latchFiresUntilCleared(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let (set, clear) = (builder.axon(), builder.axon(type: 1))
    let latch = TrueNorthNeuron { ($0.strengths, $0.resetMode) = (SIMD4(1, -1, 0, 0), .none) }
    _ = builder.neuron(latch, from: [set, clear], to: .output(port: 0))
    let seen = try builder.fabric(engine).record(ticks: 40, inputs: [(5, 0, set), (12, 0, clear)])
    #expect(seen[0] == Array(5..<12))
  }

  @Test(arguments: FabricEngine.allCases)
  func forgettingANDNeedsAllInputsInOneTick(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let axons = (0..<3).map { _ in builder.axon() }
    let gate = TrueNorthNeuron {
      ($0.strengths, $0.leak, $0.negativeSaturation) = (SIMD4(1, 0, 0, 0), -2, true)
    }
    _ = builder.neuron(gate, from: axons, to: .output(port: 0))
    let inputs = [(3, 0, 0), (4, 0, 1), (5, 0, 2), (9, 0, 0), (9, 0, 1), (9, 0, 2), (10, 0, 0)]
    let seen = try builder.fabric(engine).record(ticks: 20, inputs: inputs.map { ($0.0, $0.1, $0.2) })
    #expect(seen[0] == [9])
  }

  /// Ports come in core order and then neuron order, whatever the order of events.
  @Test(arguments: FabricEngine.allCases)
  func outputsComeInCoreThenNeuronOrder(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder(cores: [MeshPoint(x: 5, y: 0), MeshPoint(x: 0, y: 0)])
    let latch = TrueNorthNeuron { $0.resetMode = .none }
    for (core, port) in [(1, 0), (0, 3), (1, 2), (0, 1), (0, 3)] {
      _ = builder.neuron(core: core, latch, potential: 1, to: .output(port: port))
    }
    let fabric = try builder.fabric(engine)
    fabric.step()
    #expect(fabric.outputs == [3, 1, 3, 0, 2])
  }

  @Test(arguments: FabricEngine.allCases)
  func stepUntilOutputStopsAtOutputsAndAtTheLimit(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let (input, echo) = (builder.axon(), builder.axon())
    _ = builder.neuron(.relay, from: [input], to: .axon(core: 0, axon: echo, delay: 9))
    _ = builder.neuron(.relay, from: [echo], to: .output(port: 1))
    let fabric = try builder.fabric(engine)
    #expect(!fabric.stepUntilOutput(limit: 1000))
    #expect(fabric.tick == 1000 && fabric.outputs.isEmpty)
    #expect(!fabric.stepUntilOutput(limit: 0) && !fabric.stepUntilOutput(limit: -3))
    #expect(fabric.tick == 1000)
    fabric.inject(core: 0, axon: input)
    #expect(fabric.stepUntilOutput(limit: 100))
    #expect(fabric.tick == 1010 && fabric.outputs == [1])
    #expect(!fabric.stepUntilOutput(limit: 5))
    #expect(fabric.tick == 1015 && fabric.outputs.isEmpty)
    #expect(fabric.events[.neuronAccess] == 2 * 1015)
  }

  /// A used fabric that is reset behaves as a new one, for every generator.
  @Test(arguments: FabricEngine.allCases, TrueNorthGenerator.allCases)
  func resetReturnsToLoad(engine: FabricEngine, generator: TrueNorthGenerator) throws {
    for seed in UInt64(1000)..<1010 {
      var source = TrueNorthRandomImage(seed: seed)
      let image = source.image(generator: generator)
      let used = try ChipImage.trueNorth(image).makeFabric(engine: engine, key: TrueNorthBuilder.key(1))
      let fresh = try ChipImage.trueNorth(image).makeFabric(engine: engine, key: TrueNorthBuilder.key(2))
      used.inject(core: 0, axon: 0)
      for _ in 0..<50 { used.step() }
      used.inject(core: 0, axon: 0)
      used.reset(key: TrueNorthBuilder.key(2))
      for tick in 0..<50 {
        let fault = TrueNorthEquivalenceTests.difference(image, used, fresh)
        #expect(fault == nil, "seed \(seed), tick \(tick): \(fault ?? "")")
        for fabric in [used, fresh] {
          if tick % 7 == 0 { fabric.inject(core: 0, axon: 0) }
          fabric.step()
        }
      }
    }
  }
}
