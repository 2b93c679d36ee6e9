import NeuroFabric
import RandomStreams
import Testing

/// One compartment that gets one spike of weight 128 in the first tick, as in the unit tests of Lava's
/// bit-accurate model: threshold 256 << 6, far enough away.
@Suite("Loihi: the series of Lava's unit tests")
struct LoihiSeriesTests {
  /// A voltage that keeps nothing reads as the current.
  @Test("a current of decay 2047 halves in every tick", arguments: FabricEngine.allCases)
  func currentDecay(engine: FabricEngine) throws {
    let fabric = try fabric(engine) { ($0.currentDecay, $0.voltageDecay) = (2047, 4096) }
    #expect(impulse(fabric) == [8192, 4096, 2048, 1024, 512, 256, 128, 64])
  }

  @Test("a voltage without decay adds that current up", arguments: FabricEngine.allCases)
  func integration(engine: FabricEngine) throws {
    let fabric = try fabric(engine) { ($0.currentDecay, $0.voltageDecay) = (2047, 0) }
    #expect(impulse(fabric) == [8192, 12288, 14336, 15360, 15872, 16128, 16256, 16320])
  }

  /// The current loses 2 in every tick, although its decay is 0: the chip adds 1.
  @Test("a voltage of decay 2048 under a current of decay 0", arguments: FabricEngine.allCases)
  func voltageDecay(engine: FabricEngine) throws {
    let fabric = try fabric(engine) { ($0.currentDecay, $0.voltageDecay) = (0, 2048) }
    #expect(impulse(fabric) == [8192, 12286, 14331, 15351, 15859, 16111, 16235, 16295])
  }

  /// The register of the voltage reads 128 in the tick of a spike: 128 times the refractory delay.
  @Test(
    "a bias of 2 << 6 against threshold 8 << 6 spikes in every fifth tick", arguments: FabricEngine.allCases)
  func bias(engine: FabricEngine) throws {
    let fabric = try fabric(engine) {
      $0.currentDecay = 0
      ($0.biasMantissa, $0.biasExponent, $0.thresholdMantissa) = (2, 6, 8)
    }
    for tick in 1...40 {
      fabric.step()
      let spikes = tick % 5 == 0
      #expect(fabric.outputs == (spikes ? [0] : []), "tick \(tick)")
      #expect(fabric.potential(core: 0, neuron: 0) == (spikes ? 128 : 128 * (tick % 5)), "tick \(tick)")
    }
  }

  private func fabric(
    _ engine: FabricEngine, _ change: (inout LoihiCompartment) -> Void
  ) throws -> any Fabric {
    var type = LoihiCompartment()
    type.thresholdMantissa = 256
    change(&type)
    var core = LoihiImage.Core(tile: MeshPoint(x: 0, y: 0), indexInTile: 0)
    core.compartments = [.init(type: 0, identity: 0, port: 0)]
    core.axonLists = [
      .init(
        format: .init(signMode: .excitatory), synapses: [.init(target: 0, delay: 0, weight: 128)])
    ]
    var image = LoihiImage()
    (image.types, image.cores, image.outputPorts) = ([type], [core], 1)
    let key = StreamKey(seed: 0, purpose: .neuron, batch: 0)
    return try ChipImage.loihi(image).makeFabric(engine: engine, key: key)
  }

  /// The voltages of the first eight ticks.
  private func impulse(_ fabric: any Fabric) -> [Int] {
    fabric.inject(core: 0, axon: 0)
    return (0..<8).map { _ in
      fabric.step()
      return fabric.potential(core: 0, neuron: 0)
    }
  }
}
