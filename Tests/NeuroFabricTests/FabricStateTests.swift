import NeuroFabric
import RandomStreams
import Testing

/// Both engines come to equal states, and a fabric that goes on from a state does what the uninterrupted one does:
/// taken at a drawn tick of drawn networks, restored in a fresh fabric of the other engine, of the same one, and in
/// one that has run before.
@Suite struct FabricStateTests {
  @Test(arguments: TrueNorthGenerator.allCases, 0..<4 as Range<UInt64>)
  func trueNorth(generator: TrueNorthGenerator, part: UInt64) throws {
    for seed in part * 30 + 3000..<(part + 1) * 30 + 3000 {
      var source = TrueNorthRandomImage(seed: seed)
      let image = source.image(generator: generator)
      let inputs = (0..<source.ticks).map { tick in
        source.injections(image, tick: tick).map { Injection(core: $0.core, axon: $0.axon) }
      }
      try resume(.trueNorth(image), inputs: inputs, seed: seed)
    }
  }

  @Test(arguments: [true, false], 0..<4 as Range<UInt64>)
  func loihi(withTiming: Bool, part: UInt64) throws {
    for seed in part * 40 + 4000..<(part + 1) * 40 + 4000 {
      var network = LoihiRandomNetwork(network: seed)
      let image = network.image()
      let inputs = (0..<network.ticks).map { tick in
        network.injections(image, tick: tick).map { Injection(core: $0.core, axon: $0.list) }
      }
      try resume(
        .loihi(image), inputs: inputs, seed: seed, timing: withTiming ? LoihiEquivalenceTests.timing : nil)
    }
  }

  @Test("TrueNorth fabrics of many blocks", arguments: [1, 2, 3])
  func blocks(threads: Int) throws {
    let image = ring(cores: 1600)
    let inputs = (0..<40).map { tick in
      (0..<30).map { Injection(core: ($0 * 53 + tick) % 1600, axon: $0 % 4) }
    }
    try resume(.trueNorth(image), inputs: inputs, seed: 9, threads: threads)
  }

  /// The axon driven with a delay of 5 may have a spike arrive now or within 4 ticks.
  @Test(arguments: FabricEngine.allCases)
  func `A spike under way that nothing can have sent is refused`(engine: FabricEngine) throws {
    let key = StreamKey(seed: 1, purpose: .neuron, batch: 0)
    let fabric = try ChipImage.trueNorth(ring(cores: 8)).makeFabric(engine: engine, key: key)
    guard case .trueNorth(var state) = fabric.state else { return }
    state.tick = 20
    for ahead in 0..<16 {
      state.scheduler[2] = 1 << UInt16((20 + ahead) % 16)
      if ahead <= 4 {
        try fabric.restore(.trueNorth(state))
      } else {
        #expect(
          throws: FabricError.outOfRange(
            place: "state", field: "ticks before a spike arrives", value: ahead, allowed: 0...4)
        ) { try fabric.restore(.trueNorth(state)) }
      }
    }
  }

  /// Cores in a ring, each sending to one half a turn away.
  private func ring(cores: Int) -> TrueNorthImage {
    var image = TrueNorthImage()
    var type = TrueNorthNeuron()
    type.strengths = SIMD4(1, 1, 1, 1)
    type.threshold = 1
    image.types = [type]
    for index in 0..<cores {
      var core = TrueNorthImage.Core(position: MeshPoint(x: index % 64, y: index / 64))
      core.axonTypes = [0, 0, 0, 0]
      core.crossbar = Crossbar(rows: [[0], [1], [2], [3]], neurons: 4)
      core.neurons = (0..<4).map { neuron in
        TrueNorthImage.Neuron(
          type: 0, identity: UInt64(index * 4 + neuron),
          target: .axon(core: (index + 777) % cores, axon: (neuron + 1) % 4, delay: 1 + neuron * 4))
      }
      image.cores.append(core)
    }
    return image
  }
}

private struct Injection {
  var core: Int
  var axon: Int
}

private func resume(
  _ image: ChipImage, inputs: [[Injection]], seed: UInt64, threads: Int = 1, timing: LoihiTiming? = nil
) throws {
  func make(_ engine: FabricEngine, batch: UInt32 = 0) throws -> any Fabric {
    try image.makeFabric(
      engine: engine, key: StreamKey(seed: seed, purpose: .neuron, batch: batch), threads: threads,
      timing: timing)
  }
  var stream = CounterStream(key: StreamKey(seed: seed, purpose: .test, batch: 3), identity: 0)
  let cut = Int.random(in: 0..<inputs.count, using: &stream)
  // The fabrics that go on have been elsewhere before.
  var fabrics = try [make(.reference), make(.fast)]
  let late = try [make(.reference), make(.fast), make(.reference), make(.fast)]
  for fabric in late.suffix(2) {
    for tick in 0..<min(inputs.count, 20) { run(fabric, inputs[tick]) }
  }
  for (tick, spikes) in inputs.enumerated() {
    for fabric in fabrics { inject(fabric, spikes) }
    if tick == cut {
      // With the spikes that are put in before the tick.
      for (index, fabric) in late.enumerated() { try fabric.restore(fabrics[1 - index % 2].state) }
      let state = fabrics[0].state
      #expect(late.allSatisfy { $0.state == state }, "seed \(seed), at \(tick)")
      fabrics += late
    }
    for fabric in fabrics { fabric.step() }
    let state = fabrics[0].state
    for (index, fabric) in fabrics.enumerated() {
      try #require(fabric.state == state, "seed \(seed), tick \(tick), fabric \(index), cut at \(cut)")
      try #require(fabric.outputs == fabrics[0].outputs && fabric.spikes == fabrics[0].spikes)
    }
  }
  for fabric in fabrics {
    #expect(fabric.events == fabrics[0].events, "seed \(seed)")
    #expect(fabric.coreLoads == fabrics[0].coreLoads, "seed \(seed)")
    #expect(fabric.busyPicoseconds == fabrics[0].busyPicoseconds, "seed \(seed)")
  }
}

private func inject(_ fabric: any Fabric, _ spikes: [Injection]) {
  for spike in spikes { fabric.inject(core: spike.core, axon: spike.axon) }
}

private func run(_ fabric: any Fabric, _ spikes: [Injection]) {
  inject(fabric, spikes)
  fabric.step()
}
