import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

/// The reference loop against the model, and the model's notes: the drawn networks do visit what they are
/// meant to visit.
@Suite struct TrueNorthCoverageTests {
  /// These are the first of the networks on which the engines are compared.
  static let networks: UInt64 = 140

  @Test(arguments: TrueNorthGenerator.allCases)
  func modelAgreesAndEveryFeatureIsVisited(generator: TrueNorthGenerator) throws {
    var notes: [TrueNorthFeature: Int] = [:]
    var total = EventCounts()
    for seed in 0..<Self.networks {
      let fault = try Self.run(seed: seed, generator: generator, &notes, &total)
      #expect(fault == nil, "\(generator.rawValue), seed \(seed): \(fault ?? "")")
      if fault != nil { return }
    }
    for feature in TrueNorthFeature.all {
      #expect(notes[feature, default: 0] >= 3, "\(feature) under \(generator.rawValue)")
    }
    for event in [
      CountableEvent.synapticEvent, .mergedSpike, .clippedPotential, .outputSpike, .inputSpike, .chipCrossing,
      .localDelivery, .hopEastWest, .hopNorthSouth,
    ] {
      #expect(total[event] > 1000, "\(event)")
    }
  }

  private static func run(
    seed: UInt64, generator: TrueNorthGenerator, _ notes: inout [TrueNorthFeature: Int],
    _ total: inout EventCounts
  ) throws -> String? {
    var source = TrueNorthRandomImage(seed: seed)
    let image = source.image(generator: generator)
    let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
    let reference = try ChipImage.trueNorth(image).makeFabric(engine: .reference, key: key)
    var model = TrueNorthModel(image: image, key: key)
    for tick in 0..<source.ticks {
      for spike in source.injections(image, tick: tick) {
        reference.inject(core: spike.core, axon: spike.axon)
        model.inject(core: spike.core, axon: spike.axon)
      }
      reference.step()
      model.step()
      if reference.spikes != model.spikes { return "tick \(tick): other spikes" }
      for (core, potentials) in model.potentials.enumerated() {
        for (neuron, potential) in potentials.enumerated()
        where reference.potential(core: core, neuron: neuron) != potential {
          return "tick \(tick), core \(core), neuron \(neuron): model \(potential)"
        }
      }
    }
    notes.merge(model.notes) { $0 + $1 }
    total += reference.events
    return nil
  }
}
