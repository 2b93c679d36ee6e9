import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

/// The network W2 of `Tests/Benchmarks/README.md`, drawn as that text says, against counts that a C++ and a
/// Python loop agree on.
@Suite("TrueNorth: W2, cores of half-full crossbars")
struct HalfFullCoreTests {
  @Test(arguments: FabricEngine.allCases)
  func `One core, seed 1`(engine: FabricEngine) throws {
    let fabric = try run(HalfFullCores(cores: 1, seed: 1), engine)
    #expect(fabric.events[.spike] == 5_125)
    #expect(fabric.events[.synapticEvent] == 654_586)
    let potentials = (0..<256).map { fabric.potential(core: 0, neuron: $0) }
    #expect(potentials.reduce(0, +) == 5_773)
  }

  @Test func `Four cores, seed 0`() throws {
    let fabric = try run(HalfFullCores(cores: 4, seed: 0), .fast)
    #expect(fabric.events[.spike] == 20_476)
    #expect(fabric.events[.synapticEvent] == 2_616_474)
  }

  @Test func `The draw`() {
    let one = HalfFullCores(cores: 1, seed: 1)
    #expect(one.targets.prefix(8) == [200, 4, 103, 175, 71, 140, 246, 125])
    #expect(one.potentials.prefix(8) == [23, 24, 10, 28, 6, 6, 38, 27])
    let axons = (0..<256).filter { one.crossbars[0][$0, 0] }
    #expect(axons.filter { $0 % 2 == 0 }.prefix(6) == [0, 2, 4, 8, 12, 14])
    #expect(axons.filter { $0 % 2 == 1 }.prefix(6) == [1, 3, 5, 7, 9, 13])
  }

  private func run(_ network: HalfFullCores, _ engine: FabricEngine) throws -> any Fabric {
    let key = StreamKey(seed: 0, purpose: .neuron, batch: 0)
    let fabric = try ChipImage.trueNorth(network.image).makeFabric(engine: engine, key: key)
    for _ in 0..<1000 { fabric.step() }
    return fabric
  }
}

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
private struct SplitMix64 {
  private var state: UInt64
  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Stream `number` of a seed.
  init(seed: UInt64, stream number: UInt64) {
    state = Self.mixed(seed &+ (number + 1) &* Self.step)
  }

  mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

private struct HalfFullCores {
  var targets: [Int]
  var potentials: [Int] = []
  var crossbars: [Crossbar] = []

  init(cores: Int, seed: UInt64) {
    targets = Array(0..<256 * cores)
    var stream = SplitMix64(seed: seed, stream: 0)
    for n in targets.indices.dropFirst().reversed() { targets.swapAt(n, stream.below(n + 1)) }
    for core in 0..<cores {
      var stream = SplitMix64(seed: seed, stream: 1 + UInt64(core))
      crossbars.append(Crossbar(axons: 256, neurons: 256))
      for neuron in 0..<256 {
        potentials.append(stream.below(50))
        for parity in 0...1 {
          for bit in Self.half(&stream) { crossbars[core][2 * bit + parity, neuron] = true }
        }
      }
    }
  }

  /// 64 of the numbers 0...127.
  private static func half(_ stream: inout SplitMix64) -> [Int] {
    let words = [stream.next(), stream.next()]
    var isSet = (0..<128).map { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    while true {
      let count = isSet.count { $0 }
      if count == 64 { return (0..<128).filter { isSet[$0] } }
      isSet[Int(stream.next() >> 57)] = count < 64
    }
  }

  var image: TrueNorthImage {
    var type = TrueNorthNeuron()
    (type.strengths, type.leak, type.threshold) = (SIMD4(1, -1, 0, 0), 1, 50)
    (type.resetMode, type.negativeThreshold) = (.linear, 262_143)
    var image = TrueNorthImage()
    image.types = [type]
    image.cores = crossbars.indices.map { index in
      var core = TrueNorthImage.Core(position: MeshPoint(x: index, y: 0))
      core.axonTypes = (0..<256).map { UInt8($0 % 2) }
      core.crossbar = crossbars[index]
      core.neurons = (256 * index..<256 * (index + 1)).map { n in
        .init(
          type: 0, initialPotential: Int32(potentials[n]), identity: UInt64(n),
          target: .axon(core: targets[n] / 256, axon: targets[n] % 256, delay: 1))
      }
      return core
    }
    return image
  }
}
