import NeuroFabric
import RandomStreams
import Testing

/// Sparse networks, whose rows the fast engine lays out by groups of neurons, against the reference: axons found by
/// lists and by marks, cores of more than 64 groups, cores without neurons.
@Suite struct TrueNorthRowTests {
  @Test(arguments: TrueNorthFast.kernelNames.indices, [true, false])
  func sparseNetworksAgreeWithTheReference(kernels: Int, mayList: Bool) throws {
    var listed = 0
    for seed in 0..<60 as Range<UInt64> {
      var source = SparseNetwork(seed: seed)
      let image = source.image()
      let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
      let reference = try TrueNorthReference(image: image, key: key)
      let fast = try TrueNorthFast(
        image: image, key: key, threads: 1, blockWords: nil, kernels: kernels, mayList: mayList)
      if fast.isListed { listed += 1 }
      for round in 0..<60 {
        for (core, axon) in source.injections(image) {
          reference.inject(core: core, axon: axon)
          fast.inject(core: core, axon: axon)
        }
        // One tick, or as many as pass before an output.
        let limit = source.below(4)
        if limit == 0 {
          reference.step()
          fast.step()
        } else {
          #expect(reference.stepUntilOutput(limit: limit) == fast.stepUntilOutput(limit: limit))
        }
        let fault = TrueNorthEquivalenceTests.difference(image, reference, fast)
        try #require(fault == nil, "seed \(seed), round \(round): \(fault ?? "")")
      }
    }
    #expect(mayList ? (10...50).contains(listed) : listed == 0)
  }

  /// What is under way when a state is taken arrives after it is restored.
  @Test func aListedFabricIsRestored() throws {
    for seed in 0..<20 as Range<UInt64> {
      var source = SparseNetwork(seed: seed)
      let image = source.image()
      let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
      let first = try TrueNorthFast(image: image, key: key)
      let second = try TrueNorthFast(image: image, key: key)
      for _ in 0..<20 {
        for (core, axon) in source.injections(image) { first.inject(core: core, axon: axon) }
        first.step()
      }
      for (core, axon) in source.injections(image) { second.inject(core: core, axon: axon) }
      second.step()
      try second.restore(first.state)
      for tick in 0..<20 {
        first.step()
        second.step()
        let fault = TrueNorthEquivalenceTests.difference(image, first, second)
        try #require(fault == nil, "seed \(seed), tick \(tick): \(fault ?? "")")
      }
    }
  }
}

/// Draws networks of cores with few synapses per axon.
private struct SparseNetwork {
  private var source: TrueNorthRandomImage
  private let seed: UInt64
  /// By core the axons that nothing drives yet; empty if it does not matter.
  private var axons: [[Int]] = []

  init(seed: UInt64) {
    self.seed = seed
    source = TrueNorthRandomImage(seed: 9010 + 20 * seed)
  }

  mutating func below(_ count: Int) -> Int { .random(in: 0..<count, using: &source.stream) }

  /// Half may be listed; the others have stochastic synapses, cores of more than 64 groups, or axons that two neurons
  /// drive.
  mutating func image() -> TrueNorthImage {
    var image = source.image(generator: .counterBased)
    let isWide = seed % 6 == 2
    image.neuronsPerCore = 1200
    image.axonsPerCore = 80
    if seed % 6 != 5 { for type in image.types.indices { image.types[type].stochasticSynapses = 0 } }
    let spare = image.cores[0]
    image.cores = (0..<4).map { core in
      var copy = spare
      copy.position = MeshPoint(x: core, y: 0)
      copy.axonTypes = (0..<source.pick([1, 20, 64, 65, 80])).map { _ in UInt8(below(4)) }
      return copy
    }
    if seed % 6 != 4 {
      axons = image.cores.map { Array($0.axonTypes.indices).shuffled(using: &source.stream) }
    }
    for core in image.cores.indices {
      let count = core == 1 || core == 3 && seed % 2 == 0 ? 0 : isWide ? 513 + below(600) : 30 + below(200)
      fill(&image, core: core, neurons: count)
    }
    return image
  }

  private mutating func fill(_ image: inout TrueNorthImage, core: Int, neurons count: Int) {
    image.cores[core].neurons = (0..<count).map { neuron in
      let target = below(image.cores.count)
      return TrueNorthImage.Neuron(
        type: UInt32(below(image.types.count)), initialPotential: Int32(below(40) - 20),
        identity: UInt64(core * 2000 + neuron),
        target: axon(of: target, in: image).map { .axon(core: target, axon: $0, delay: 1 + below(15)) }
          ?? .output(port: below(3)))
    }
    // Neighbours, or neurons anywhere; a few rows reach half of all.
    let rows = image.cores[core].axonTypes.map { _ -> Set<Int> in
      guard count > 0 else { return [] }
      if below(30) == 0 { return Set((0..<count).filter { _ in below(2) == 0 }) }
      let (start, span) = (below(count), source.pick([4, 30, count]))
      return Set((0..<below(12)).map { _ in (start + below(span)) % count })
    }
    image.cores[core].crossbar = Crossbar(rows: rows, neurons: count)
  }

  /// An axon to drive, nil now and then; if no two neurons are to drive one, nil when none is left.
  private mutating func axon(of core: Int, in image: TrueNorthImage) -> Int? {
    if below(20) == 0 { return nil }
    return axons.isEmpty ? below(image.cores[core].axonTypes.count) : axons[core].popLast()
  }

  mutating func injections(_ image: TrueNorthImage) -> [(core: Int, axon: Int)] {
    (0..<below(6)).map { _ in
      let core = below(image.cores.count)
      return (core, below(image.cores[core].axonTypes.count))
    }
  }
}
