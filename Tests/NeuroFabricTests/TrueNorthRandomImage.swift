import NeuroFabric
import RandomStreams

/// Draws small TrueNorth networks that visit every mode, with activity that neither dies nor drowns at once.
struct TrueNorthRandomImage {
  private var stream: CounterStream

  init(seed: UInt64) {
    stream = CounterStream(key: StreamKey(seed: seed, purpose: .test, batch: 7), identity: seed)
  }

  mutating func image(generator: TrueNorthGenerator) -> TrueNorthImage {
    var image = TrueNorthImage()
    image.generator = generator
    image.outputPorts = 3
    image.types = (0..<Int.random(in: 2...9, using: &stream)).map { _ in type() }
    let span = [2, 40, 120].randomElement(using: &stream)!
    var used: Set<MeshPoint> = []
    for _ in 0..<Int.random(in: 1...4, using: &stream) {
      var point: MeshPoint
      repeat {
        point = MeshPoint(
          x: .random(in: -span...span, using: &stream), y: .random(in: -span...span, using: &stream))
      } while !used.insert(point).inserted
      var core = TrueNorthImage.Core(position: point)
      core.registerSeed = UInt32.random(in: 0...3, using: &stream)
      core.axonTypes = (0..<Int.random(in: 1...20, using: &stream)).map { _ in
        .random(in: 0...3, using: &stream)
      }
      image.cores.append(core)
    }
    for index in image.cores.indices { fill(&image, core: index) }
    return image
  }

  /// Up to three (core, axon) pairs to inject; most ticks have none.
  mutating func injections(_ image: TrueNorthImage) -> [(core: Int, axon: Int)] {
    guard chance(3) else { return [] }
    return (0..<Int.random(in: 1...3, using: &stream)).map { _ in
      let core = image.cores.indices.randomElement(using: &stream)!
      return (core, image.cores[core].axonTypes.indices.randomElement(using: &stream)!)
    }
  }

  private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 1...oneIn, using: &stream) == 1 }

  private mutating func fill(_ image: inout TrueNorthImage, core index: Int) {
    let count = Int.random(in: 1...24, using: &stream)
    image.cores[index].neurons = (0..<count).map { neuron in
      TrueNorthImage.Neuron(
        type: UInt32(image.types.indices.randomElement(using: &stream)!), initialPotential: potential(),
        identity: UInt64(index * 1000 + neuron), target: target(image))
    }
    let rows = image.cores[index].axonTypes.map { _ in (0..<count).filter { _ in chance(4) } }
    image.cores[index].crossbar = Crossbar(rows: rows, neurons: count)
  }

  private mutating func target(_ image: TrueNorthImage) -> TrueNorthImage.Target {
    switch Int.random(in: 0...9, using: &stream) {
    case 0: return .none
    case 1: return .output(port: .random(in: 0..<image.outputPorts, using: &stream))
    default:
      let core = image.cores.indices.randomElement(using: &stream)!
      let axon = image.cores[core].axonTypes.indices.randomElement(using: &stream)!
      return .axon(core: core, axon: axon, delay: .random(in: 1...15, using: &stream))
    }
  }

  private mutating func potential() -> Int32 {
    let limit = TrueNorthNeuron.potentialLimit
    return switch Int.random(in: 0...11, using: &stream) {
    case 0: .random(in: -limit...limit, using: &stream)
    case 1: .random(in: limit - 300...limit, using: &stream)
    case 2: .random(in: -limit...(300 - limit), using: &stream)
    case 3...6: .random(in: -20...20, using: &stream)
    default: 0
    }
  }

  private mutating func type() -> TrueNorthNeuron {
    switch Int.random(in: 0...6, using: &stream) {
    case 0: counter()
    case 1: latch()
    case 2: gate()
    case 3: forgettingAND()
    default: anyType()
    }
  }

  private mutating func counter() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    neuron.strengths = SIMD4(1, -1, 2, 0)
    neuron.threshold = .random(in: 1...4, using: &stream)
    neuron.negativeThreshold = 262_143
    neuron.resetMode = .linear
    return neuron
  }

  private mutating func latch() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    neuron.strengths = SIMD4(1, -1, 0, -2)
    neuron.negativeThreshold = chance(2) ? 262_143 : 0
    neuron.negativeSaturation = chance(2)
    neuron.resetMode = .none
    return neuron
  }

  private mutating func gate() -> TrueNorthNeuron {
    var neuron = latch()
    neuron.strengths = SIMD4(255, -255, 3, 0)
    neuron.thresholdMaskBits = 8
    neuron.threshold = .random(in: 1...255, using: &stream)
    return neuron
  }

  private mutating func forgettingAND() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    neuron.strengths = SIMD4(1, 1, -1, 1)
    neuron.leak = .random(in: -2...0, using: &stream)
    neuron.negativeSaturation = true
    return neuron
  }

  private mutating func anyType() -> TrueNorthNeuron {
    var neuron = TrueNorthNeuron()
    let reach: Int16 = chance(3) ? 255 : 6
    for type in 0..<4 { neuron.strengths[type] = .random(in: -reach...reach, using: &stream) }
    neuron.stochasticSynapses = chance(2) ? .random(in: 0...15, using: &stream) : 0
    neuron.leak = chance(2) ? .random(in: -reach...reach, using: &stream) : 0
    neuron.stochasticLeak = chance(2)
    neuron.leakReversal = chance(2)
    neuron.threshold = .random(in: 0...(chance(4) ? 262_143 : 30), using: &stream)
    neuron.negativeThreshold = .random(in: 0...(chance(4) ? 262_143 : 30), using: &stream)
    neuron.thresholdMaskBits = chance(2) ? .random(in: 0...(chance(3) ? 18 : 6), using: &stream) : 0
    neuron.resetMode = TrueNorthNeuron.ResetMode.allCases.randomElement(using: &stream)!
    neuron.negativeSaturation = chance(2)
    let magnitude: Int32 = (1 << Int32.random(in: 0...(chance(4) ? 18 : 4), using: &stream)) - 1
    neuron.resetPotential = chance(2) ? magnitude : -magnitude
    return neuron
  }
}
