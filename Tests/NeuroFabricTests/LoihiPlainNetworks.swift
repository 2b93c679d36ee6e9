import NeuroFabric

/// Draws networks of compartments that all have a short update: counts and pulses without noise, and gates that do
/// nothing without input. Most synapses have the same delay, some lists are long, some weights are the largest.
struct LoihiPlainNetwork: LoihiInjections {
  private var draw: NetworkDraw

  init(network: UInt64) { draw = NetworkDraw(network: network + 5_000_000) }

  mutating func image() -> LoihiImage {
    var image = LoihiImage()
    image.delaySlots = draw.pick([8, 8, 64])
    image.types = (0..<6).map { _ in plainType(&draw) }
    image.outputPorts = 6
    let commonDelay = UInt8(draw.int(0...3))
    for index in 0..<draw.int(1...3) {
      image.cores.append(plainCore(&draw, index: index, types: image.types.count))
      for _ in 0..<draw.int(1...20) {
        let list = plainList(&draw, image.cores[index], commonDelay, longest: image.delaySlots - 2)
        image.cores[index].axonLists.append(list)
      }
    }
    for core in image.cores.indices { addOutputs(&image, core: core) }
    return image
  }

  private mutating func addOutputs(_ image: inout LoihiImage, core: Int) {
    for number in image.cores[core].compartments.indices {
      for _ in 0..<draw.int(0...3) {
        let target = draw.int(0...(image.cores.count - 1))
        let list = draw.int(0...(image.cores[target].axonLists.count - 1))
        image.cores[core].compartments[number].outputs.append(.init(core: target, axonList: list))
      }
    }
  }

  mutating func injections(_ image: LoihiImage, tick: Int) -> [(core: Int, list: Int)] {
    guard draw.chance(50) else { return [] }
    let core = draw.int(0...(image.cores.count - 1))
    return [(core, draw.int(0...(image.cores[core].axonLists.count - 1)))]
  }

  /// For how many ticks to run.
  mutating func limit() -> Int { draw.int(0...30) }
}

private func plainType(_ draw: inout NetworkDraw) -> LoihiCompartment {
  var type = LoihiCompartment()
  type.noiseTarget = draw.pick([.none, .none, .current, .voltage])
  if type.noiseTarget == .none {
    type.voltageDecay = draw.pick([0, 4096])
    type.thresholdMantissa = draw.pick([0, 2, 100, 3000, 131_071])
  } else {
    type.voltageDecay = 4096
    // More than any noise of these networks.
    type.thresholdMantissa = draw.pick([192, 200, 400])
  }
  return type
}

private func plainCore(_ draw: inout NetworkDraw, index: Int, types: Int) -> LoihiImage.Core {
  var core = LoihiImage.Core(tile: MeshPoint(x: index, y: 0), indexInTile: 0)
  core.noise.exponent = Int32(draw.pick([0, 4, 7, 10, 13]))
  core.noise.mantissaOffset = Int32(draw.pick([0, 1, -1]))
  core.noise.law = draw.pick(LoihiNoise.Law.allCases)
  for number in 0..<draw.int(1...40) {
    let voltage = draw.pick([0, 0, 0, -4 * 64 * 30, draw.int(-9_000...9_000)])
    core.compartments.append(
      .init(
        type: UInt32(draw.int(0...(types - 1))), initialVoltage: Int32(voltage),
        identity: UInt64(index * 1000 + number), port: draw.chance(10) ? draw.int(0...5) : nil))
  }
  return core
}

private func plainList(
  _ draw: inout NetworkDraw, _ core: LoihiImage.Core, _ commonDelay: UInt8, longest: Int
) -> LoihiImage.AxonList {
  let format = LoihiSynapseFormat(
    signMode: draw.pick(LoihiSynapseFormat.SignMode.allCases),
    weightExponent: draw.pick([0, 0, 2, 7]), delayBits: 6)
  let count = draw.chance(80) ? draw.int(0...6) : draw.int(7...60)
  return LoihiImage.AxonList(
    format: format,
    synapses: (0..<count).map { _ in
      LoihiImage.Synapse(
        target: UInt16(draw.int(0...(core.compartments.count - 1))),
        delay: draw.chance(80) ? commonDelay : UInt8(draw.int(0...longest)),
        weight: Int16(draw.int(format.signMode.mantissas)))
    })
}
