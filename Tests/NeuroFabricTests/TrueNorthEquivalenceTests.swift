import NeuroFabric
import RandomStreams
import TestSupport
import Testing

/// The fast engine against the reference on drawn networks: tick by tick, potential by potential, count by
/// count. What the networks visit is checked by `TrueNorthCoverageTests`.
@Suite struct TrueNorthEquivalenceTests {
  /// For each generator, in this many parts.
  static let networks: UInt64 = LongTests.areOn ? 40_000 : 600
  static let parts: UInt64 = 4

  @Test(arguments: TrueNorthGenerator.allCases, 0..<parts)
  func enginesAgreeOnDrawnNetworks(generator: TrueNorthGenerator, part: UInt64) throws {
    for seed in part * Self.networks / Self.parts..<(part + 1) * Self.networks / Self.parts {
      let fault = try Self.firstDifference(seed: seed, generator: generator)
      #expect(fault == nil, "\(generator.rawValue), seed \(seed): \(fault ?? "")")
      if fault != nil { return }
    }
  }

  static func firstDifference(seed: UInt64, generator: TrueNorthGenerator) throws -> String? {
    var source = TrueNorthRandomImage(seed: seed)
    let image = source.image(generator: generator)
    let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
    let reference = try ChipImage.trueNorth(image).makeFabric(engine: .reference, key: key)
    let fast = try ChipImage.trueNorth(image).makeFabric(engine: .fast, key: key)
    for tick in 0..<source.ticks {
      for spike in source.injections(image, tick: tick) {
        reference.inject(core: spike.core, axon: spike.axon)
        fast.inject(core: spike.core, axon: spike.axon)
      }
      reference.step()
      fast.step()
      if let fault = difference(image, reference, fast) { return "tick \(tick): \(fault)" }
    }
    return nil
  }

  static func difference(_ image: TrueNorthImage, _ left: any Fabric, _ right: any Fabric) -> String? {
    if left.tick != right.tick { return "ticks \(left.tick) and \(right.tick)" }
    if left.outputs != right.outputs { return "outputs \(left.outputs) and \(right.outputs)" }
    if left.spikes != right.spikes { return "spikes \(left.spikes) and \(right.spikes)" }
    for core in image.cores.indices {
      for neuron in image.cores[core].neurons.indices {
        let (a, b) = (
          left.potential(core: core, neuron: neuron), right.potential(core: core, neuron: neuron)
        )
        if a != b { return "core \(core), neuron \(neuron): potentials \(a) and \(b)" }
      }
    }
    if left.coreLoads != right.coreLoads { return "loads \(left.coreLoads) and \(right.coreLoads)" }
    return left.events == right.events
      ? nil : "events \(left.events.nonZero) and \(right.events.nonZero)"
  }
}
