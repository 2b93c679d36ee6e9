import NeuroFabric
import RandomStreams
import Testing

/// A known behaviour of the chip's neuron. One spike wakes neuron 0, whose leak follows the sign of its
/// potential and carries it to the threshold again and again; neuron 1 counts six of its spikes and silences
/// it.
@Suite("TrueNorth: tonic bursting with two neurons")
struct TonicBurstingTests {
  @Test(arguments: FabricEngine.allCases)
  func `Bursts of six spikes, 17 ticks apart`(engine: FabricEngine) throws {
    let key = StreamKey(seed: 0, purpose: .neuron, batch: 0)
    let fabric = try ChipImage.trueNorth(Self.image).makeFabric(engine: engine, key: key)
    var spikes: [[Int]] = [[], []]
    for tick in 0..<700 {
      if tick == 100 || tick == 400 { fabric.inject(core: 0, axon: 0) }
      fabric.step()
      for address in fabric.spikes { spikes[address.neuron].append(tick) }
    }
    #expect(spikes[0] == [116, 133, 150, 167, 184, 201, 416, 433, 450, 467, 484, 501])
    #expect(spikes[1] == [202, 502])
  }

  /// The input's tick takes the potential from 0 to 1, by the synapse, and on to 2, by the leak.
  @Test(arguments: FabricEngine.allCases)
  func `The potential of a burst, tick by tick`(engine: FabricEngine) throws {
    let key = StreamKey(seed: 0, purpose: .neuron, batch: 0)
    let fabric = try ChipImage.trueNorth(Self.image).makeFabric(engine: engine, key: key)
    fabric.inject(core: 0, axon: 0)
    for tick in 0..<120 {
      fabric.step()
      // It climbs to 17 and spikes instead of reaching 18, which leaves 1. The sixth spike makes neuron 1 spike
      // in tick 102, and that takes 100 away in tick 103, which the floor turns into 0.
      #expect(fabric.potential(core: 0, neuron: 0) == (tick < 103 ? (tick + 1) % 17 + 1 : 0), "tick \(tick)")
      #expect(fabric.potential(core: 0, neuron: 1) == (tick < 102 ? tick / 17 : 0), "tick \(tick)")
    }
  }

  static let image: TrueNorthImage = {
    var burster = TrueNorthNeuron()
    (burster.strengths, burster.leak, burster.leakReversal) = (SIMD4(1, -100, 0, 0), 1, true)
    (burster.threshold, burster.resetPotential, burster.negativeSaturation) = (18, 1, true)
    var counter = TrueNorthNeuron()
    (counter.strengths, counter.leakReversal) = (SIMD4(1, 0, 0, 0), true)
    (counter.threshold, counter.negativeSaturation) = (6, true)
    var core = TrueNorthImage.Core(position: MeshPoint(x: 0, y: 0))
    // Axon 0 is the input, axon 1 silences neuron 0, axon 2 reaches neuron 1.
    core.axonTypes = [0, 1, 0]
    core.crossbar = Crossbar(rows: [[0], [0], [1]], neurons: 2)
    core.neurons = [
      .init(type: 0, identity: 0, target: .axon(core: 0, axon: 2, delay: 1)),
      .init(type: 1, identity: 1, target: .axon(core: 0, axon: 1, delay: 1)),
    ]
    var image = TrueNorthImage()
    (image.types, image.cores) = ([burster, counter], [core])
    return image
  }()
}
