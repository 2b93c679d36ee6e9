import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

// The fast Loihi engine held against the reference, tick by tick.

func injectSome(_ draw: inout NetworkDraw, _ image: LoihiImage, _ fabrics: any Fabric...) {
  guard draw.chance(50) else { return }
  let core = draw.int(0...(image.cores.count - 1))
  let list = draw.int(0...(image.cores[core].axonLists.count - 1))
  for fabric in fabrics { fabric.inject(core: core, axon: list) }
}

func compare(
  _ reference: LoihiReference, _ fast: LoihiFast, ticks: Int, network: UInt64, replay: Int = 0
) throws {
  var draw = NetworkDraw(network: network + 1_000_000)
  for _ in 0..<replay {
    injectSome(&draw, reference.image, reference)
    reference.step()
  }
  try compareState(reference, fast, network: network)
  for _ in 0..<ticks {
    injectSome(&draw, reference.image, reference, fast)
    reference.step()
    fast.step()
    try compareState(reference, fast, network: network)
  }
  #expect(reference.events == fast.events, "network \(network)")
  #expect(reference.coreLoads == fast.coreLoads, "network \(network)")
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
