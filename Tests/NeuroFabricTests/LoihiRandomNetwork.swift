import NeuroFabric
import RandomStreams

/// Draws Loihi networks that visit every mode. Most are small; the others are of the shapes at which an engine
/// that packs compartments together and leaves quiet ones out could go wrong.
struct LoihiRandomNetwork {
  enum Shape: CaseIterable {
    /// Up to 6 cores of up to 12 compartments.
    case small
    /// One core of some hundred compartments, axon lists of up to 200 synapses.
    case packed
    /// One compartment, or one more or less than a multiple of 16.
    case uneven
    /// 40 cores of a few compartments.
    case many
    /// Compartments that come to rest, in a network without loops, left alone for more than 100 ticks at a time.
    case sleepy
  }

  let shape: Shape
  private var draw: NetworkDraw

  init(network: UInt64) {
    draw = NetworkDraw(network: network)
    shape =
      switch network % 16 {
      case 0: .packed
      case 1, 2: .uneven
      case 3: .many
      case 4, 5: .sleepy
      default: .small
      }
  }

  /// For how many ticks a network of this shape is worth running.
  var ticks: Int {
    switch shape {
    case .packed: 50
    case .many: 60
    case .sleepy: 280
    case .small, .uneven: 150
    }
  }

  /// An image in which every compartment may send to any core, or if it is sleepy to any core that follows.
  mutating func image() -> LoihiImage {
    var image = LoihiImage()
    image.delaySlots = draw.pick(shape == .packed ? [8, 16] : LoihiImage.slotCounts)
    image.types = (0..<draw.int(1...5)).map { _ in shape == .sleepy ? draw.restingType() : draw.type() }
    image.outputPorts = 6
    for index in 0..<coreCount() {
      image.cores.append(core(index, types: image.types.count))
    }
    for core in image.cores.indices { addLists(&image, core: core) }
    for core in image.cores.indices { addOutputs(&image, core: core) }
    return image
  }

  /// (core, axon list) pairs to inject before a tick.
  mutating func injections(_ image: LoihiImage, tick: Int) -> [(core: Int, list: Int)] {
    if shape == .sleepy, tick % 140 > 12 { return [] }
    guard draw.chance(50) else { return [] }
    return (0..<(shape == .many ? 8 : 1)).map { _ in
      let core = draw.int(0...(image.cores.count - 1))
      return (core, draw.int(0...(image.cores[core].axonLists.count - 1)))
    }
  }

  private mutating func coreCount() -> Int {
    switch shape {
    case .many: 40
    case .packed: 1
    default: draw.int(1...6)
    }
  }

  private mutating func compartmentCount() -> Int {
    switch shape {
    case .packed: draw.pick([100, 257, 511, 512])
    case .uneven: draw.pick([1, 1, 15, 17, 17, 33, 65])
    case .many: draw.int(0...4)
    case .small, .sleepy: draw.int(0...12)
    }
  }

  private mutating func core(_ index: Int, types: Int) -> LoihiImage.Core {
    let tile =
      shape == .many
      ? MeshPoint(x: index % 7, y: index / 28) : MeshPoint(x: draw.int(0...20), y: index)
    var core = LoihiImage.Core(tile: tile, indexInTile: shape == .many ? index / 7 % 4 : index % 4)
    core.noise.exponent = Int32(draw.pick([0, 3, 6, 7, 8, 10, 13, 13, 13, 18, 23]))
    core.noise.mantissaOffset = core.noise.exponent > 20 ? 0 : Int32(draw.pick([0, 0, 1, -2]))
    core.noise.law = draw.pick(LoihiNoise.Law.allCases)
    for number in 0..<compartmentCount() {
      let voltage = shape == .sleepy ? 0 : draw.voltage()
      core.compartments.append(
        .init(
          type: UInt32(draw.int(0...(types - 1))), initialVoltage: Int32(voltage),
          identity: UInt64(index * 1000 + number)))
    }
    return core
  }

  private mutating func addLists(_ image: inout LoihiImage, core: Int) {
    let count = image.cores[core].compartments.count
    for _ in 0..<draw.int(1...6) {
      let format = draw.format()
      var list = LoihiImage.AxonList(format: format, synapses: [])
      for _ in 0..<draw.int(0...(shape == .packed ? 200 : 5)) where count > 0 {
        list.synapses.append(
          .init(
            target: UInt16(draw.chance(10) ? count - 1 : draw.int(0...(count - 1))),
            delay: UInt8(draw.int(0...(image.delaySlots - 2))), weight: draw.weight(format)))
      }
      image.cores[core].axonLists.append(list)
    }
  }

  private mutating func addOutputs(_ image: inout LoihiImage, core: Int) {
    let first = shape == .sleepy ? core + 1 : 0
    for number in image.cores[core].compartments.indices {
      for _ in 0..<draw.int(0...3) where first < image.cores.count {
        let target = draw.int(first...(image.cores.count - 1))
        let list = draw.int(0...(image.cores[target].axonLists.count - 1))
        image.cores[core].compartments[number].outputs.append(.init(core: target, axonList: list))
      }
      if draw.chance(40) { image.cores[core].compartments[number].port = draw.int(0...5) }
    }
  }
}

/// Small helpers over an addressed stream.
struct NetworkDraw {
  private var stream: CounterStream

  init(network: UInt64) {
    stream = CounterStream(
      key: StreamKey(seed: 7, purpose: .test, batch: 0), identity: network)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &stream) }
  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }
  mutating func pick<C: Collection>(_ choices: C) -> C.Element {
    choices.randomElement(using: &stream)!
  }

  /// The corners of every field often, anything else sometimes.
  mutating func type() -> LoihiCompartment {
    var type = LoihiCompartment()
    type.currentDecay = Int32(pick([4095, 4095, 4095, 0, 2047, int(0...4095)]))
    type.voltageDecay = Int32(pick([0, 0, 4096, 4096, 1, 2048, int(0...4096)]))
    if chance(30) {
      type.biasMantissa = Int32(pick([-4096, 4095, 1, -1, int(-4096...4095)]))
      type.biasExponent = Int32(int(0...7))
    }
    type.thresholdMantissa = Int32(
      pick([0, 2, 100, 127, 128, 131_071, int(0...4000), int(0...131_071)]))
    type.refractoryDelay = Int32(pick([1, 1, 1, 2, 63, int(1...63)]))
    type.noiseTarget = pick([.none, .none, .current, .voltage])
    return type
  }

  /// A type that comes to rest, and quickly.
  mutating func restingType() -> LoihiCompartment {
    var type = LoihiCompartment()
    type.currentDecay = Int32(pick([4095, 2047]))
    type.voltageDecay = Int32(pick([0, 4096, 2048]))
    type.thresholdMantissa = Int32(int(0...400))
    type.refractoryDelay = Int32(pick([1, 2, 9]))
    return type
  }

  mutating func voltage() -> Int {
    let largest = LoihiCompartment.voltageRange.upperBound
    return pick([0, 0, -4 * 64 * 1000, largest, -largest, int(-9_000...9_000)])
  }

  mutating func format() -> LoihiSynapseFormat {
    LoihiSynapseFormat(
      signMode: pick(LoihiSynapseFormat.SignMode.allCases), weightBits: int(1...9),
      weightExponent: chance(50) ? 0 : int(-8...7), delayBits: 6)
  }

  mutating func weight(_ format: LoihiSynapseFormat) -> Int16 {
    let range = format.signMode.mantissas
    return Int16(pick([range.lowerBound, range.upperBound, int(range), int(range), int(range)]))
  }
}
