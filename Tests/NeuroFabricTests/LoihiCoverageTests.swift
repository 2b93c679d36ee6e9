import Instrumentation
import NeuroFabric
import Testing

/// The reference loop against the model, and the model's notes: the drawn networks do visit what they are
/// meant to visit.
@Suite("Loihi: the reference loop against a model, and what the drawn networks visit")
struct LoihiCoverageTests {
  /// These are the first of the networks on which the engines are compared.
  static let networks: UInt64 = 200

  @Test("the model agrees and every feature is visited")
  func coverage() throws {
    var notes: [LoihiFeature: Int] = [:]
    var total = EventCounts()
    for number in 0..<Self.networks {
      var network = LoihiRandomNetwork(network: number)
      let reference = try LoihiReference(image: network.image(), key: loihiKey())
      var model = LoihiModel(image: reference.image, key: loihiKey())
      try run(&network, reference, &model, number)
      notes.merge(model.notes) { $0 + $1 }
      total += reference.events
    }
    for feature in LoihiFeature.all { #expect(notes[feature, default: 0] >= 3, "\(feature)") }
    for event in [
      CountableEvent.neuronUpdate, .noiseDraw, .messageOut, .messageIn, .hopEastWest, .hopNorthSouth,
      .localDelivery, .chipCrossing, .outputSpike, .inputSpike,
    ] {
      #expect(total[event] > 1000, "\(event)")
    }
    #expect(total[.neuronUpdate] < total[.neuronAccess])
  }

  private func run(
    _ network: inout LoihiRandomNetwork, _ reference: LoihiReference, _ model: inout LoihiModel,
    _ number: UInt64
  ) throws {
    for tick in 0..<network.ticks {
      for message in network.injections(reference.image, tick: tick) {
        reference.inject(core: message.core, axon: message.list)
        model.inject(core: message.core, list: message.list)
      }
      reference.step()
      model.step()
      let place = "network \(number), tick \(tick)"
      try #require(reference.spikes == model.spikes, "\(place)")
      for (core, readings) in model.readings.enumerated() {
        let found = readings.indices.map { reference.potential(core: core, neuron: $0) }
        try #require(found == readings, "\(place), core \(core)")
      }
    }
  }
}
