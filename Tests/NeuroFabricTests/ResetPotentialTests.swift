import NeuroFabric
import RandomStreams
import TestSupport
import Testing

/// Reset potentials that TrueNorth cannot store and other cores of its family can.
@Suite struct ResetPotentialTests {
  @Test func `They need the image's leave, and stay within the register`() throws {
    var builder = TrueNorthBuilder()
    _ = builder.neuron(TrueNorthNeuron { $0.resetPotential = -200 })
    #expect(
      throws: FabricError.notEncodable(
        place: "neuron type 0", field: "reset potential", value: -200, form: "zero or plus or minus 2^VR - 1")
    ) { try builder.image.validate() }
    builder.image.resetPotentials = .any
    try builder.image.validate()
    builder.image.types[0].resetPotential = 262_144
    #expect(
      throws: FabricError.outOfRange(
        place: "neuron type 0", field: "reset potential", value: 262_144, allowed: -262_143...262_143)
    ) { try builder.image.validate() }
  }

  @Test func `The engines agree on them`() throws {
    var spikes: UInt64 = 0
    for seed in 500..<560 as Range<UInt64> {
      var source = TrueNorthRandomImage(seed: seed)
      var image = source.image(generator: .counterBased)
      var random = testStream(seed: 41, identity: seed)
      image.resetPotentials = .any
      for type in image.types.indices {
        image.types[type].resetPotential = .random(in: -300...300, using: &random)
      }
      let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
      let reference = try ChipImage.trueNorth(image).makeFabric(engine: .reference, key: key)
      let fast = try ChipImage.trueNorth(image).makeFabric(engine: .fast, key: key)
      for tick in 0..<100 {
        for spike in source.injections(image, tick: tick) {
          reference.inject(core: spike.core, axon: spike.axon)
          fast.inject(core: spike.core, axon: spike.axon)
        }
        reference.step()
        fast.step()
        let fault = TrueNorthEquivalenceTests.difference(image, reference, fast)
        #expect(fault == nil, "seed \(seed), tick \(tick): \(fault ?? "")")
      }
      spikes += reference.events[.spike]
    }
    #expect(spikes > 10_000)
  }
}
