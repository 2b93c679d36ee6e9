import NeuroFabric
import RandomStreams
import Testing

/// What the fast engine may choose without changing a bit: the instruction set, the cut into blocks, the threads.
@Suite struct TrueNorthBlockTests {
  @Test(arguments: TrueNorthFast.kernelNames.indices, TrueNorthGenerator.allCases)
  func everyInstructionSetAgreesWithTheReference(kernels: Int, generator: TrueNorthGenerator) throws {
    for seed in 5000..<5030 as Range<UInt64> {
      var source = TrueNorthRandomImage(seed: seed)
      let image = source.image(generator: generator)
      let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
      let fast = try TrueNorthFast(image: image, key: key, threads: 1, blockWords: nil, kernels: kernels)
      let fault = try Self.firstDifference(image, key, fast, ticks: 100) {
        source.injections(image, tick: $0)
      }
      #expect(fault == nil, "\(TrueNorthFast.kernelNames[kernels]), seed \(seed): \(fault ?? "")")
    }
  }

  @Test func thePortableKernelIsAlwaysThere() {
    #expect(TrueNorthFast.kernelNames.last == "portable")
  }

  /// Some 300 cores, their spikes going everywhere with all delays, in blocks of 64 cores run by 1 to 3 threads.
  @Test(arguments: [1, 2, 3], TrueNorthGenerator.allCases)
  func blocksAndThreadsAgreeWithTheReference(threads: Int, generator: TrueNorthGenerator) throws {
    for seed in 0..<2 as Range<UInt64> {
      let image = Self.wideImage(seed: seed, generator: generator)
      let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
      let fast = try TrueNorthFast(image: image, key: key, threads: threads, blockWords: 1, kernels: 0)
      var stream = TestDraw(seed: seed)
      let fault = try Self.firstDifference(image, key, fast, ticks: 60) { _ in
        (0..<20).map { _ in
          let core = stream.below(image.cores.count)
          return (core, stream.below(image.cores[core].axonTypes.count))
        }
      }
      #expect(fault == nil, "seed \(seed): \(fault ?? "")")
      #expect(fast.events[.spike] > 1000 && fast.events[.mergedSpike] > 0)
    }
  }

  /// Stopping until an output, resetting and counting in mid-run are the same in many blocks.
  @Test func aResetFabricOfManyBlocksStartsOver() throws {
    let image = Self.wideImage(seed: 9, generator: .counterBased)
    let keys = (0..<2).map { StreamKey(seed: $0, purpose: .neuron, batch: 0) }
    let used = try TrueNorthFast(image: image, key: keys[0], threads: 2, blockWords: 1, kernels: 0)
    for core in image.cores.indices {
      for axon in image.cores[core].axonTypes.indices { used.inject(core: core, axon: axon) }
    }
    for _ in 0..<50 { used.step() }
    #expect(used.events[.spike] > 1000)
    used.reset(key: keys[1])
    let fresh = try TrueNorthFast(image: image, key: keys[1], threads: 1, blockWords: 4, kernels: 0)
    for _ in 0..<30 {
      #expect(used.stepUntilOutput(limit: 5) == fresh.stepUntilOutput(limit: 5))
      #expect(TrueNorthEquivalenceTests.difference(image, used, fresh) == nil)
    }
  }

  private static func firstDifference(
    _ image: TrueNorthImage, _ key: StreamKey, _ fast: TrueNorthFast, ticks: Int,
    inputs: (_ tick: Int) -> [(core: Int, axon: Int)]
  ) throws -> String? {
    let reference = try TrueNorthReference(image: image, key: key)
    for tick in 0..<ticks {
      for spike in inputs(tick) {
        reference.inject(core: spike.core, axon: spike.axon)
        fast.inject(core: spike.core, axon: spike.axon)
      }
      reference.step()
      fast.step()
      if let fault = TrueNorthEquivalenceTests.difference(image, reference, fast) {
        return "tick \(tick): \(fault)"
      }
    }
    return nil
  }

  /// Copies of a small drawn network side by side, with their targets moved from copy to copy.
  private static func wideImage(seed: UInt64, generator: TrueNorthGenerator) -> TrueNorthImage {
    var part = 1000 * seed
    var image: TrueNorthImage
    repeat {
      part += 1
      var source = TrueNorthRandomImage(seed: 7000 + part)
      image = source.image(generator: generator)
    } while image.cores.contains { $0.neurons.count > 20 || $0.axonTypes.count > 20 }
      || image.cores.count < 3 || image.cores.reduce(0) { $0 + $1.crossbar.count } < 100
    var stream = TestDraw(seed: seed + 100)
    let pattern = image.cores
    let copies = 300 / pattern.count + 1
    image.cores = (0..<copies).flatMap { _ in pattern }
    for core in image.cores.indices {
      image.cores[core].position = MeshPoint(x: core % 20, y: core / 20)
      for neuron in image.cores[core].neurons.indices {
        image.cores[core].neurons[neuron].identity += UInt64(core) << 20
        if case .axon(let target, let axon, let delay) = image.cores[core].neurons[neuron].target {
          let other = target % pattern.count + stream.below(copies) * pattern.count
          image.cores[core].neurons[neuron].target = .axon(core: other, axon: axon, delay: delay)
        }
      }
    }
    return image
  }
}

/// Small numbers from a seed.
private struct TestDraw {
  private var stream: CounterStream

  init(seed: UInt64) {
    stream = CounterStream(key: StreamKey(seed: seed, purpose: .test, batch: 8), identity: seed)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &stream) }
}
