import NeuroFabric

/// A short name for a chip image: equal images have equal hashes, on any machine.
func imageHash(of image: ChipImage) -> String {
  var bytes = ImageBytes()
  switch image {
  case .trueNorth(let image): bytes.add(image)
  case .loihi(let image): bytes.add(image)
  }
  return bytes.digest()
}

/// The numbers of an image in a fixed order, each list after its length.
private struct ImageBytes {
  private var hash = SHA256()
  private var buffer: [UInt8] = []

  mutating func digest() -> String {
    hash.update(buffer)
    return hash.digest()
  }

  private mutating func add(_ value: Int) {
    for byte in 0..<8 { buffer.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    if buffer.count >= 1 << 16 {
      hash.update(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
  }

  mutating func add(_ image: TrueNorthImage) {
    add(image.axonsPerCore)
    add(image.neuronsPerCore)
    add(image.types.count)
    for type in image.types { add(type) }
    add(image.cores.count)
    for core in image.cores { add(core) }
    add(image.outputPorts)
  }

  private mutating func add(_ type: TrueNorthNeuron) {
    for axonType in 0..<4 { add(Int(type.strengths[axonType])) }
    for field in [
      Int(type.stochasticSynapses), Int(type.leak), type.stochasticLeak ? 1 : 0,
      type.leakReversal ? 1 : 0, Int(type.threshold), Int(type.negativeThreshold),
      Int(type.thresholdMaskBits), Int(type.resetMode.rawValue), type.negativeSaturation ? 1 : 0,
      Int(type.resetPotential),
    ] { add(field) }
  }

  private mutating func add(_ core: TrueNorthImage.Core) {
    add(core.position.x)
    add(core.position.y)
    add(core.axonTypes.count)
    for type in core.axonTypes { add(Int(type)) }
    for axon in core.axonTypes.indices {
      let row = core.crossbar.row(axon)
      add(row.count)
      for neuron in row { add(neuron) }
    }
    add(core.neurons.count)
    for neuron in core.neurons {
      add(Int(neuron.type))
      add(Int(neuron.initialPotential))
      add(Int(bitPattern: UInt(neuron.identity)))
      switch neuron.target {
      case .none: add(0)
      case .axon(let core, let axon, let delay): for value in [1, core, axon, delay] { add(value) }
      case .output(let port): for value in [2, port] { add(value) }
      }
    }
    add(Int(core.registerSeed))
  }

  mutating func add(_ image: LoihiImage) {
    add(image.delaySlots)
    add(image.types.count)
    for type in image.types {
      for field in [
        type.currentDecay, type.voltageDecay, type.biasMantissa, type.biasExponent,
        type.thresholdMantissa, type.refractoryDelay, Int32(type.noiseTarget.rawValue),
      ] { add(Int(field)) }
    }
    add(image.cores.count)
    for core in image.cores { add(core) }
    add(image.outputPorts)
  }

  private mutating func add(_ core: LoihiImage.Core) {
    for value in [
      core.tile.x, core.tile.y, core.indexInTile, Int(core.noise.mantissaOffset),
      Int(core.noise.exponent), Int(core.noise.law.rawValue), core.compartments.count,
    ] { add(value) }
    for compartment in core.compartments {
      add(Int(compartment.type))
      add(Int(compartment.initialVoltage))
      add(Int(bitPattern: UInt(compartment.identity)))
      add(compartment.outputs.count)
      for output in compartment.outputs { for value in [output.core, output.axonList] { add(value) } }
      add(compartment.port ?? -1)
    }
    add(core.axonLists.count)
    for list in core.axonLists {
      for value in [
        Int(list.format.signMode.rawValue), list.format.weightBits, list.format.weightExponent,
        list.format.delayBits, list.synapses.count,
      ] { add(value) }
      for synapse in list.synapses {
        for value in [Int(synapse.target), Int(synapse.delay), Int(synapse.weight)] { add(value) }
      }
    }
  }
}
