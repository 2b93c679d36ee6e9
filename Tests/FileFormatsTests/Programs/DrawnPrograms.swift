import FileFormats
import NeuroFabric
import RandomStreams

/// Programs drawn from a seed, with every field anywhere in its range.
struct DrawnPrograms {
  private var stream: CounterStream

  init(_ identity: UInt64) { stream = testStream(identity) }

  mutating func program() throws -> FabricProgram {
    let image: ChipImage = chance(50) ? .trueNorth(trueNorth()) : .loihi(loihi())
    var program = FabricProgram(image: image)
    let cores = (0..<image.coreCount).filter { image.axonCount(core: $0) > 0 }
    if !cores.isEmpty {
      program.inputs = (0..<int(0...30)).map { _ in
        let core = cores[int(0...cores.count - 1)]
        return InputSpike(
          tick: int(0...1 << 40), core: UInt32(core),
          axon: UInt32(int(0...image.axonCount(core: core) - 1)))
      }.sorted { $0.tick < $1.tick }
    }
    let neurons = (0..<image.coreCount).flatMap { core in
      (0..<image.neuronCount(core: core)).map { NeuronAddress(core: core, neuron: $0) }
    }
    program.probes.spikes = chance(30) ? .all : .some(neurons.filter { _ in chance(20) })
    program.probes.potentials = neurons.filter { _ in chance(20) }
    return program
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &stream) }
  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }
  private mutating func int32(_ range: ClosedRange<Int>) -> Int32 { Int32(int(range)) }
  private mutating func pick<C: Collection>(_ choices: C) -> C.Element {
    choices.randomElement(using: &stream)!
  }

  // MARK: TrueNorth

  mutating func trueNorth() -> TrueNorthImage {
    var image = TrueNorthImage()
    image.axonsPerCore = pick([256, 300, 17])
    image.neuronsPerCore = pick([256, 70, 512])
    image.outputPorts = int(0...9)
    image.generator = pick(TrueNorthGenerator.allCases)
    image.resetPotentials = pick(TrueNorthResetPotentials.allCases)
    image.types = (0..<int(1...6)).map { _ in type(image.resetPotentials) }
    for index in 0..<int(0...6) {
      var core = TrueNorthImage.Core(position: MeshPoint(x: index - 3, y: int(-100...100)))
      core.registerSeed = UInt32(int(0...Int(UInt32.max)))
      core.axonTypes = (0..<int(0...min(image.axonsPerCore, 80))).map { _ in UInt8(int(0...3)) }
      image.cores.append(core)
    }
    for index in image.cores.indices { fill(&image, core: index) }
    return image
  }

  private mutating func fill(_ image: inout TrueNorthImage, core index: Int) {
    let count = int(0...min(image.neuronsPerCore, 130))
    let limit = Int(TrueNorthNeuron.potentialLimit)
    image.cores[index].neurons = (0..<count).map { _ in
      TrueNorthImage.Neuron(
        type: UInt32(int(0...image.types.count - 1)), initialPotential: int32(-limit...limit),
        identity: UInt64(int(0...(1 << 48 - 1))), target: target(image))
    }
    let percent = pick([0, 2, 50, 100])
    let rows = image.cores[index].axonTypes.map { _ in (0..<count).filter { _ in chance(percent) } }
    image.cores[index].crossbar = Crossbar(rows: rows, neurons: count)
  }

  private mutating func target(_ image: TrueNorthImage) -> TrueNorthImage.Target {
    let core = int(0...image.cores.count - 1)
    switch int(0...3) {
    case 0: return .none
    case 1 where image.outputPorts > 0: return .output(port: int(0...image.outputPorts - 1))
    case _ where !image.cores[core].axonTypes.isEmpty:
      return .axon(core: core, axon: int(0...image.cores[core].axonTypes.count - 1), delay: int(1...15))
    default: return .none
    }
  }

  private mutating func type(_ resets: TrueNorthResetPotentials) -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    for type in 0..<4 { neuron.strengths[type] = Int16(int(-255...255)) }
    neuron.stochasticSynapses = UInt8(int(0...15))
    neuron.leak = Int16(int(-255...255))
    neuron.stochasticLeak = chance(50)
    neuron.leakReversal = chance(50)
    neuron.threshold = int32(0...262_143)
    neuron.negativeThreshold = int32(0...262_143)
    neuron.thresholdMaskBits = UInt8(int(0...18))
    neuron.resetMode = pick(TrueNorthNeuron.ResetMode.allCases)
    neuron.negativeSaturation = chance(50)
    let encoded = ((1 << int(0...18)) - 1) * pick([1, -1])
    neuron.resetPotential = Int32(resets == .encoded ? encoded : int(-262_143...262_143))
    return neuron
  }

  // MARK: Loihi

  mutating func loihi() -> LoihiImage {
    var image = LoihiImage()
    image.delaySlots = pick(LoihiImage.slotCounts)
    image.outputPorts = int(0...9)
    image.types = (0..<int(1...5)).map { _ in compartmentType() }
    for index in 0..<int(0...6) {
      var core = LoihiImage.Core(
        tile: MeshPoint(x: int(0...32_767), y: index), indexInTile: int(0...3))
      core.noise.exponent = int32(0...10)
      core.noise.mantissaOffset = int32(-128...127)
      core.noise.law = pick(LoihiNoise.Law.allCases)
      core.compartments = (0..<int(0...20)).map { _ in compartment(image) }
      image.cores.append(core)
    }
    for core in image.cores.indices { addLists(&image, core: core) }
    for core in image.cores.indices { addOutputs(&image, core: core) }
    return image
  }

  private mutating func compartmentType() -> LoihiCompartment {
    var type = LoihiCompartment()
    type.currentDecay = int32(0...4095)
    type.voltageDecay = int32(0...4096)
    type.biasMantissa = int32(-4096...4095)
    type.biasExponent = int32(0...7)
    type.thresholdMantissa = int32(0...131_071)
    type.refractoryDelay = int32(1...63)
    type.noiseTarget = pick(LoihiCompartment.NoiseTarget.allCases)
    return type
  }

  private mutating func compartment(_ image: LoihiImage) -> LoihiImage.Compartment {
    LoihiImage.Compartment(
      type: UInt32(int(0...image.types.count - 1)), initialVoltage: int32(-1000...1000),
      identity: UInt64(int(0...(1 << 48 - 1))),
      port: image.outputPorts > 0 && chance(50) ? int(0...image.outputPorts - 1) : nil)
  }

  private mutating func addLists(_ image: inout LoihiImage, core: Int) {
    let compartments = image.cores[core].compartments.count
    for _ in 0..<int(0...8) {
      let format = LoihiSynapseFormat(
        signMode: pick(LoihiSynapseFormat.SignMode.allCases), weightBits: int(1...9),
        weightExponent: int(-8...7), delayBits: 6)
      let synapses = (0..<(compartments == 0 ? 0 : int(0...9))).map { _ in
        LoihiImage.Synapse(
          target: UInt16(int(0...compartments - 1)), delay: UInt8(int(0...image.delaySlots - 2)),
          weight: Int16(int(format.signMode.mantissas)))
      }
      image.cores[core].axonLists.append(LoihiImage.AxonList(format: format, synapses: synapses))
    }
  }

  private mutating func addOutputs(_ image: inout LoihiImage, core: Int) {
    for compartment in image.cores[core].compartments.indices {
      for _ in 0..<int(0...3) {
        let target = int(0...image.cores.count - 1)
        guard !image.cores[target].axonLists.isEmpty else { continue }
        image.cores[core].compartments[compartment].outputs.append(
          LoihiImage.Output(core: target, axonList: int(0...image.cores[target].axonLists.count - 1)))
      }
    }
  }
}
