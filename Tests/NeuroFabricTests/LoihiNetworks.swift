import NeuroFabric
import RandomStreams

// Networks for the tests of the Loihi fabric.

/// Key of the fabrics in these tests.
func loihiKey(_ batch: UInt32 = 0) -> StreamKey {
  StreamKey(seed: 2018, purpose: .neuron, batch: batch)
}

/// One core with one compartment of `type`, and one axon list with one synapse to it.
func oneCompartment(
  _ type: LoihiCompartment, weight: Int16 = 1, format: LoihiSynapseFormat = .init(signMode: .mixed),
  delay: UInt8 = 0, slots: Int = 8, noise: LoihiNoise = .init(), initialVoltage: Int32 = 0
) -> LoihiImage {
  var image = LoihiImage()
  image.types = [type]
  image.outputPorts = 1
  image.delaySlots = slots
  var core = LoihiImage.Core(tile: MeshPoint(x: 0, y: 0), indexInTile: 0)
  core.noise = noise
  core.compartments = [
    .init(type: 0, initialVoltage: initialVoltage, identity: 1, port: 0)
  ]
  core.axonLists = [
    .init(format: format, synapses: [.init(target: 0, delay: delay, weight: weight)])
  ]
  image.cores = [core]
  return image
}

/// Draws for random networks: small helpers over an addressed stream.
struct NetworkDraw {
  var stream: CounterStream

  init(network: UInt64) {
    stream = CounterStream(
      key: StreamKey(seed: 7, purpose: .test, batch: 0), identity: network)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &stream) }
  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }
  mutating func pick<C: Collection>(_ choices: C) -> C.Element {
    choices.randomElement(using: &stream)!
  }
}

/// A random compartment type: the corners of every field often, anything else sometimes.
func randomType(_ draw: inout NetworkDraw) -> LoihiCompartment {
  var type = LoihiCompartment()
  type.currentDecay = Int32(draw.pick([4095, 4095, 4095, 0, 2047, draw.int(0...4095)]))
  type.voltageDecay = Int32(draw.pick([0, 0, 4096, 4096, 1, 2048, draw.int(0...4096)]))
  if draw.chance(15) {
    type.biasMantissa = Int32(draw.int(-4096...4095))
    type.biasExponent = Int32(draw.int(0...7))
  }
  type.thresholdMantissa = Int32(draw.pick([0, 2, 100, 127, 128, draw.int(0...4000), draw.int(0...131_071)]))
  type.refractoryDelay = Int32(draw.pick([1, 1, 1, 2, draw.int(1...63)]))
  type.noiseTarget = draw.pick([.none, .none, .current, .voltage])
  return type
}

private func randomFormat(_ draw: inout NetworkDraw) -> LoihiSynapseFormat {
  LoihiSynapseFormat(
    signMode: draw.pick(LoihiSynapseFormat.SignMode.allCases), weightBits: draw.int(1...9),
    weightExponent: draw.chance(60) ? 0 : draw.int(-8...7), delayBits: 6)
}

private func randomCore(_ draw: inout NetworkDraw, index: Int, types: Int) -> LoihiImage.Core {
  var core = LoihiImage.Core(
    tile: MeshPoint(x: draw.int(0...20), y: draw.int(0...9)), indexInTile: index % 4)
  core.noise.exponent = Int32(draw.pick([0, 3, 7, 10, 13, 13, 13, 18, 23]))
  core.noise.mantissaOffset = core.noise.exponent > 20 ? 0 : Int32(draw.pick([0, 0, 1, -2]))
  core.noise.law = draw.pick(LoihiNoise.Law.allCases)
  for number in 0..<draw.int(0...12) {
    let voltage = draw.pick([0, 0, -4 * 64 * 1000, draw.int(-9_000...9_000)])
    core.compartments.append(
      .init(
        type: UInt32(draw.int(0...(types - 1))), initialVoltage: Int32(voltage),
        identity: UInt64(index * 1000 + number)))
  }
  return core
}

/// A random image of several cores in which every compartment may send to any core.
func randomImage(network: UInt64) -> LoihiImage {
  var draw = NetworkDraw(network: network)
  var image = LoihiImage()
  image.delaySlots = draw.pick(LoihiImage.slotCounts)
  image.types = (0..<draw.int(1...5)).map { _ in randomType(&draw) }
  image.outputPorts = 6
  for index in 0..<draw.int(1...6) {
    image.cores.append(randomCore(&draw, index: index, types: image.types.count))
  }
  for core in image.cores.indices { addLists(&draw, &image, core: core) }
  for core in image.cores.indices { addOutputs(&draw, &image, core: core) }
  return image
}

private func addLists(_ draw: inout NetworkDraw, _ image: inout LoihiImage, core: Int) {
  for _ in 0..<draw.int(1...6) {
    let format = randomFormat(&draw)
    var list = LoihiImage.AxonList(format: format, synapses: [])
    for _ in 0..<draw.int(0...5) where !image.cores[core].compartments.isEmpty {
      list.synapses.append(
        .init(
          target: UInt16(draw.int(0...(image.cores[core].compartments.count - 1))),
          delay: UInt8(draw.int(0...(image.delaySlots - 2))),
          weight: Int16(draw.int(format.signMode.mantissas))))
    }
    image.cores[core].axonLists.append(list)
  }
}

private func addOutputs(_ draw: inout NetworkDraw, _ image: inout LoihiImage, core: Int) {
  for number in image.cores[core].compartments.indices {
    for _ in 0..<draw.int(0...3) {
      let target = draw.int(0...(image.cores.count - 1))
      let list = draw.int(0...(image.cores[target].axonLists.count - 1))
      image.cores[core].compartments[number].outputs.append(.init(core: target, axonList: list))
    }
    if draw.chance(40) { image.cores[core].compartments[number].port = draw.int(0...5) }
  }
}
