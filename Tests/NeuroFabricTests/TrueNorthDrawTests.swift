import NeuroFabric
import RandomStreams
import Testing

/// Which bits of the counter-based generator each stochastic mode takes, and that registers differ where they
/// should.
@Suite struct TrueNorthDrawTests {
  static let ticks = 600

  @Test(arguments: FabricEngine.allCases, [UInt8(1), 8, 13, 18])
  func thresholdTakesTheLowBitsOfWordX(engine: FabricEngine, bits: UInt8) throws {
    var builder = TrueNorthBuilder()
    let level = Int32(1) << Int32(bits)
    let gate = TrueNorthNeuron {
      ($0.threshold, $0.thresholdMaskBits, $0.resetMode) = (level / 2, bits, .none)
    }
    _ = builder.neuron(gate, potential: level - 1, to: .output(port: 0))
    let seen = try builder.fabric(engine, seed: 3).record(ticks: Self.ticks)
    let key = TrueNorthBuilder.key(3)
    let expected = (0..<Self.ticks).filter {
      let word = key.block(identity: 0, tick: UInt64($0)).x
      return level - 1 >= level / 2 + Int32(word & UInt32(level - 1))
    }
    #expect(seen[0] == expected)
    #expect(expected.count > Self.ticks / 4 && expected.count < 3 * Self.ticks / 4)
  }

  @Test(arguments: FabricEngine.allCases)
  func leakTakesTheLowByteOfWordY(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let walker = TrueNorthNeuron {
      ($0.leak, $0.stochasticLeak, $0.threshold) = (99, true, 262_143)
    }
    _ = builder.neuron(walker)
    let fabric = try builder.fabric(engine, seed: 4)
    var expected = 0
    for tick in 0..<UInt64(Self.ticks) {
      fabric.step()
      if TrueNorthBuilder.key(4).block(identity: 0, tick: tick).y & 0xFF <= 99 { expected += 1 }
      #expect(fabric.potential(core: 0, neuron: 0) == expected)
    }
  }

  /// Axon i takes byte i mod 16 of block 1 + i / 16, the words in order x, y, z, w, low byte first.
  @Test(arguments: FabricEngine.allCases)
  func synapseTakesTheByteOfItsAxon(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let axons = (0..<40).map { _ in builder.axon() }
    let sum = TrueNorthNeuron {
      ($0.strengths, $0.stochasticSynapses, $0.threshold) = (SIMD4(127, 0, 0, 0), 1, 262_143)
    }
    _ = builder.neuron(sum, from: axons)
    let fabric = try builder.fabric(engine, seed: 5)
    var expected = 0
    for tick in 0..<80 {
      let axon = (tick * 7) % 40
      fabric.inject(core: 0, axon: axon)
      fabric.step()
      let block = TrueNorthBuilder.key(5).block(
        identity: 0, tick: UInt64(tick), draw: 1 + UInt32(axon / 16))
      let byte = block[axon % 16 / 4] >> UInt32(8 * (axon % 4)) & 0xFF
      if byte <= 127 { expected += 1 }
      #expect(fabric.potential(core: 0, neuron: 0) == expected)
    }
  }

  /// Batches, cores and seeds have registers of their own.
  @Test(arguments: [TrueNorthGenerator.shiftRegister, .serialShiftRegister])
  func registersDiffer(generator: TrueNorthGenerator) throws {
    func series(core: Int, seed: UInt64, registerSeed: UInt32) throws -> [Int] {
      var builder = TrueNorthBuilder(cores: [MeshPoint(x: 0, y: 0), MeshPoint(x: 1, y: 0)])
      builder.image.generator = generator
      builder.image.cores[core].registerSeed = registerSeed
      let coin = TrueNorthNeuron {
        ($0.threshold, $0.thresholdMaskBits, $0.resetMode) = (128, 8, .none)
      }
      _ = builder.neuron(core: core, coin, potential: 255, to: .output(port: 0))
      return try builder.fabric(.fast, seed: seed).record(ticks: 200)[0]
    }
    let all = [
      try series(core: 0, seed: 0, registerSeed: 1), try series(core: 1, seed: 0, registerSeed: 1),
      try series(core: 0, seed: 1, registerSeed: 1), try series(core: 0, seed: 0, registerSeed: 2),
    ]
    #expect(Set(all).count == 4)
    #expect(try series(core: 0, seed: 0, registerSeed: 1) == all[0])
  }
}
