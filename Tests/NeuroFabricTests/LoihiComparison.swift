import NeuroFabric
import Testing

// The fast Loihi engine held against the reference, tick by tick.

/// Draws which axon lists of an image the host activates.
protocol LoihiInjections {
  /// (core, axon list) pairs to inject before a tick.
  mutating func injections(_ image: LoihiImage, tick: Int) -> [(core: Int, list: Int)]
}

extension LoihiRandomNetwork: LoihiInjections {}

func compare(
  _ network: inout some LoihiInjections, _ number: UInt64, _ reference: LoihiReference, _ fast: LoihiFast,
  ticks: Int
) throws {
  try compareState(reference, fast, network: number)
  for tick in 0..<ticks {
    for message in network.injections(reference.image, tick: tick) {
      reference.inject(core: message.core, axon: message.list)
      fast.inject(core: message.core, axon: message.list)
    }
    reference.step()
    fast.step()
    try compareState(reference, fast, network: number)
  }
  #expect(reference.events == fast.events, "network \(number)")
  #expect(reference.coreLoads == fast.coreLoads, "network \(number)")
}

func compareState(
  _ reference: LoihiReference, _ fast: LoihiFast, network: UInt64
) throws {
  let place = "network \(network), tick \(fast.tick)"
  try #require(reference.tick == fast.tick)
  try #require(reference.outputs == fast.outputs, "\(place)")
  try #require(reference.spikes == fast.spikes, "\(place)")
  try #require(reference.busyPicoseconds == fast.busyPicoseconds, "\(place)")
  for (core, program) in reference.image.cores.enumerated() {
    for neuron in program.compartments.indices {
      let expected = reference.potential(core: core, neuron: neuron)
      let actual = fast.potential(core: core, neuron: neuron)
      if expected != actual {
        try #require(
          expected == actual, "\(place), core \(core), \(program.compartments[neuron])")
      }
    }
  }
}
