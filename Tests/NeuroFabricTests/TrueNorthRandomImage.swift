import NeuroFabric
import RandomStreams

/// Draws TrueNorth networks that visit every mode, with activity that neither dies nor drowns at once.
///
/// Most are small. The others are of the shapes at which an engine that packs neurons into words and leaves
/// quiet ones out could go wrong.
struct TrueNorthRandomImage {
  enum Shape: CaseIterable {
    /// Up to 4 cores of up to 24 neurons.
    case small
    /// 256 axons and 256 neurons, rows of all densities.
    case full
    /// Few axons on 129 to 256 neurons, most rows more than half full.
    case dense
    /// More axons than the chip has, up to 512.
    case wide
    /// One neuron per core.
    case single
    /// One neuron more or less than a multiple of 16.
    case uneven
    /// 48 cores of a few neurons.
    case many
    /// Neurons that come to rest, in a network without loops, left alone for more than 100 ticks at a time.
    case sleepy
  }

  let shape: Shape
  var stream: CounterStream

  init(seed: UInt64) {
    stream = CounterStream(key: StreamKey(seed: seed, purpose: .test, batch: 7), identity: seed)
    shape =
      switch seed % 20 {
      case 0: .full
      case 1, 2: .dense
      case 3: .wide
      case 4: .single
      case 5, 6: .uneven
      case 7: .many
      case 8, 9: .sleepy
      default: .small
      }
  }

  /// For how many ticks a network of this shape is worth running.
  var ticks: Int {
    switch shape {
    case .full: 30
    case .dense, .wide, .many: 50
    case .sleepy: 280
    case .small, .single, .uneven: 120
    }
  }

  mutating func image(generator: TrueNorthGenerator) -> TrueNorthImage {
    var image = TrueNorthImage()
    image.generator = generator
    image.outputPorts = 3
    if shape == .wide { (image.axonsPerCore, image.neuronsPerCore) = (512, 300) }
    image.types = (0..<Int.random(in: 2...9, using: &stream)).map { _ in type() }
    let span = pick([4, 40, 120])
    var used: Set<MeshPoint> = []
    for _ in 0..<coreCount() {
      var point: MeshPoint
      repeat {
        point = MeshPoint(
          x: .random(in: -span...span, using: &stream), y: .random(in: -span...span, using: &stream))
      } while !used.insert(point).inserted
      var core = TrueNorthImage.Core(position: point)
      core.registerSeed = UInt32.random(in: 0...3, using: &stream)
      core.axonTypes = (0..<axonCount()).map { _ in .random(in: 0...3, using: &stream) }
      image.cores.append(core)
    }
    for index in image.cores.indices { fill(&image, core: index) }
    return image
  }

  /// (core, axon) pairs to inject before a tick; most ticks have none, a few a storm.
  mutating func injections(_ image: TrueNorthImage, tick: Int) -> [(core: Int, axon: Int)] {
    if shape == .sleepy, tick % 140 > 12 { return [] }
    let core = image.cores.indices.randomElement(using: &stream)!
    let axons = image.cores[core].axonTypes.indices
    if chance(axons.count > 30 ? 4 : 16) {
      return axons.filter { _ in chance(2) }.map { (core, $0) }
    }
    guard chance(3) else { return [] }
    return (0..<Int.random(in: 1...3, using: &stream)).map { _ in
      (core, axons.randomElement(using: &stream)!)
    }
  }

  mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 1...oneIn, using: &stream) == 1 }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices.randomElement(using: &stream)! }

  private mutating func coreCount() -> Int {
    switch shape {
    case .many: 48
    case .full: 1
    case .dense, .wide: .random(in: 1...2, using: &stream)
    default: .random(in: 1...4, using: &stream)
    }
  }

  private mutating func axonCount() -> Int {
    switch shape {
    case .full: 256
    case .wide: pick([257, 320, 512])
    case .many: .random(in: 1...6, using: &stream)
    default: .random(in: 1...20, using: &stream)
    }
  }

  private mutating func neuronCount() -> Int {
    switch shape {
    case .full: 256
    case .dense: pick([129, 200, 255, 256])
    case .wide: pick([3, 20, 300])
    case .single: 1
    case .uneven: pick([15, 17, 17, 31, 33, 63, 65])
    case .many: .random(in: 1...4, using: &stream)
    case .small, .sleepy: .random(in: 1...24, using: &stream)
    }
  }

  private mutating func fill(_ image: inout TrueNorthImage, core index: Int) {
    let count = neuronCount()
    image.cores[index].neurons = (0..<count).map { neuron in
      TrueNorthImage.Neuron(
        type: UInt32(image.types.indices.randomElement(using: &stream)!), initialPotential: potential(),
        identity: UInt64(index * 1000 + neuron), target: target(image, from: index))
    }
    let isDense = [.full, .dense, .wide].contains(shape)
    let words = image.cores[index].axonTypes.flatMap { _ in
      let density = isDense ? pick([0, 1, 2, 3, 3, 3, 4]) : 1
      return (0..<(count + 63) / 64).map { _ in word(density: density) }
    }
    image.cores[index].crossbar = Crossbar(
      axons: image.cores[index].axonTypes.count, neurons: count, words: words)
  }

  /// 64 bits of which about `density` quarters are set.
  private mutating func word(density: Int) -> UInt64 {
    let (a, b) = (stream.next(), stream.next())
    return switch density {
    case 0: 0
    case 1: a & b
    case 2: a
    case 3: a | b
    default: .max
    }
  }

  private mutating func target(_ image: TrueNorthImage, from source: Int) -> TrueNorthImage.Target {
    let reachable = shape == .sleepy ? (source + 1)..<image.cores.count : image.cores.indices
    switch Int.random(in: 0...9, using: &stream) {
    case 0: return .none
    case 2... where !reachable.isEmpty:
      let core = reachable.randomElement(using: &stream)!
      let axon = image.cores[core].axonTypes.indices.randomElement(using: &stream)!
      return .axon(core: core, axon: axon, delay: .random(in: 1...15, using: &stream))
    default: return .output(port: .random(in: 0..<image.outputPorts, using: &stream))
    }
  }

  private mutating func potential() -> Int32 {
    let limit = TrueNorthNeuron.potentialLimit
    // From far out a counter would count down for thousands of ticks.
    if shape == .sleepy { return .random(in: -20...20, using: &stream) }
    return switch Int.random(in: 0...11, using: &stream) {
    case 0: .random(in: -limit...limit, using: &stream)
    case 1: .random(in: limit - 300...limit, using: &stream)
    case 2: .random(in: -limit...(300 - limit), using: &stream)
    case 3...6: .random(in: -20...20, using: &stream)
    default: 0
    }
  }
}
