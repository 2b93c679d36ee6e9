import NeuroFabric
import TestSupport
import Testing

@Suite("Loihi: the fast engine against the reference loop")
struct LoihiEquivalenceTests {
  static let timing = LoihiTiming(
    access: 6_000, update: 3_700, noiseUpdate: 4_900, spike: 30_000, messageOut: 5_100,
    messageIn: 16_000, synapse: 3_801, barrier: 600_000)

  static let networks: UInt64 = LongTests.areOn ? 60_000 : 1_000
  static let parts: UInt64 = 4

  /// Outputs, every potential, every count, every load, the time. What the networks visit is checked by
  /// `LoihiCoverageTests`.
  @Test("drawn networks agree tick by tick", arguments: 0..<parts)
  func drawnNetworks(part: UInt64) throws {
    for number in part * Self.networks / Self.parts..<(part + 1) * Self.networks / Self.parts {
      var network = LoihiRandomNetwork(network: number)
      let image = network.image()
      let reference = try LoihiReference(image: image, key: loihiKey(), timing: Self.timing)
      let fast = try LoihiFast(image: image, key: loihiKey(), timing: Self.timing)
      try compare(&network, number, reference, fast, ticks: network.ticks)
    }
  }

  @Test("after a reset with another key both start over", arguments: 1000..<1020)
  func reset(number: UInt64) throws {
    var network = LoihiRandomNetwork(network: number)
    let image = network.image()
    let reference = try LoihiReference(image: image, key: loihiKey(), timing: Self.timing)
    let fast = try LoihiFast(image: image, key: loihiKey(), timing: Self.timing)
    try compare(&network, number, reference, fast, ticks: 70)
    reference.reset(key: loihiKey(1))
    fast.reset(key: loihiKey(1))
    let fresh = try LoihiReference(image: image, key: loihiKey(1), timing: Self.timing)
    var again = network
    try compare(&network, number, reference, fast, ticks: 70)
    for tick in 0..<70 {
      for message in again.injections(image, tick: tick) {
        fresh.inject(core: message.core, axon: message.list)
      }
      fresh.step()
    }
    try compareState(fresh, fast, network: number)
    #expect(fresh.events == fast.events && fresh.coreLoads == fast.coreLoads, "network \(number)")
  }
}
