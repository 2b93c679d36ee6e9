import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

@Suite("Loihi: the fast engine against the reference loop")
struct LoihiEquivalenceTests {
  static let timing = LoihiTiming(
    access: 6_000, update: 3_700, noiseUpdate: 4_900, spike: 30_000, messageOut: 5_100,
    messageIn: 16_000, synapse: 3_801, barrier: 600_000)

  /// 400 random networks x 200 ticks: outputs, every potential, every count, every load, the time.
  @Test("random networks agree tick by tick", arguments: 0..<8)
  func randomNetworks(part: UInt64) throws {
    for network in (part * 50)..<(part * 50 + 50) {
      let image = randomImage(network: network)
      let reference = try LoihiReference(image: image, key: loihiKey(), timing: Self.timing)
      let fast = try LoihiFast(image: image, key: loihiKey(), timing: Self.timing)
      try compare(reference, fast, ticks: 200, network: network)
    }
  }

  @Test("after a reset with another key both start over", arguments: 1000..<1020)
  func reset(network: UInt64) throws {
    let image = randomImage(network: network)
    let reference = try LoihiReference(image: image, key: loihiKey(), timing: Self.timing)
    let fast = try LoihiFast(image: image, key: loihiKey(), timing: Self.timing)
    try compare(reference, fast, ticks: 70, network: network)
    reference.reset(key: loihiKey(1))
    fast.reset(key: loihiKey(1))
    let fresh = try LoihiReference(image: image, key: loihiKey(1), timing: Self.timing)
    try compare(reference, fast, ticks: 70, network: network)
    try compare(fresh, fast, ticks: 0, network: network, replay: 70)
  }

  @Test("the random networks reach what they should test")
  func coverage() throws {
    var total = EventCounts()
    var held = 0
    for network in 0..<400 as Range<UInt64> {
      let image = randomImage(network: network)
      let fabric = try LoihiFast(image: image, key: loihiKey(), timing: Self.timing)
      var draw = NetworkDraw(network: network + 1_000_000)
      for _ in 0..<200 {
        injectSome(&draw, image, fabric)
        fabric.step()
      }
      total += fabric.events
      held += fabric.busyPicoseconds > 0 ? 1 : 0
    }
    for event in [
      CountableEvent.synapticEvent, .neuronUpdate, .noiseDraw, .spike, .messageOut, .messageIn,
      .hopEastWest, .hopNorthSouth, .localDelivery, .chipCrossing, .outputSpike, .inputSpike,
      .clippedPotential,
    ] {
      #expect(total[event] > 1000, "\(event)")
    }
    #expect(total[.neuronUpdate] < total[.neuronAccess])
    #expect(held == 400)
  }
}
