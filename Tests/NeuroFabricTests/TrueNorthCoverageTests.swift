import NeuroFabric
import RandomStreams
import Testing

/// The reference loop against the model, and the model's notes: the drawn networks do visit what they are
/// meant to visit.
@Suite struct TrueNorthCoverageTests {
  /// These are the first of the networks on which the engines are compared.
  static let networks: UInt64 = 200

  @Test(arguments: TrueNorthGenerator.allCases)
  func modelAgreesAndEveryFeatureIsVisited(generator: TrueNorthGenerator) throws {
    var notes: [TrueNorthFeature: Int] = [:]
    for seed in 0..<Self.networks {
      let (found, fault) = try Self.run(seed: seed, generator: generator)
      #expect(fault == nil, "\(generator.rawValue), seed \(seed): \(fault ?? "")")
      if fault != nil { return }
      notes.merge(found) { $0 + $1 }
    }
    for feature in TrueNorthFeature.all {
      #expect(notes[feature, default: 0] >= 5, "\(feature) under \(generator.rawValue)")
    }
  }

  private static func run(
    seed: UInt64, generator: TrueNorthGenerator
  ) throws -> (notes: [TrueNorthFeature: Int], fault: String?) {
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
      if reference.spikes != model.spikes { return (model.notes, "tick \(tick): other spikes") }
      for (core, potentials) in model.potentials.enumerated() {
        for (neuron, potential) in potentials.enumerated()
        where reference.potential(core: core, neuron: neuron) != potential {
          return (model.notes, "tick \(tick), core \(core), neuron \(neuron): model \(potential)")
        }
      }
    }
    return (model.notes, nil)
  }
}
