import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

@Suite("Loihi: synapses, delays and messages")
struct LoihiSynapseTests {
  /// A second formula, bit by bit on the magnitude: the mantissa keeps its high bits, then 2^(6 + exponent)
  /// is applied in exact binary arithmetic and rounded down to a multiple of 64.
  private func weight(_ mantissa: Int, _ format: LoihiSynapseFormat) -> Int {
    let width = format.weightBits - (format.signMode == .mixed ? 1 : 0)
    let mask = width >= 8 ? ~0 : ~(1 << (8 - width) - 1)
    let magnitude = mantissa.magnitude & UInt(bitPattern: mask)
    let exact =
      Double(mantissa < 0 ? -Int(magnitude) : Int(magnitude))
      * Double(sign: .plus, exponent: format.weightExponent, significand: 1)
    return Int(max(min(exact.rounded(.down) * 64, 2_097_088), -2_097_088))
  }

  @Test("effective weights of every mantissa in every format", arguments: 1...9)
  func formats(bits: Int) {
    for mode in LoihiSynapseFormat.SignMode.allCases {
      for exponent in -8...7 {
        let format = LoihiSynapseFormat(
          signMode: mode, weightBits: bits, weightExponent: exponent)
        for mantissa in mode.mantissas
        where format.effectiveWeight(mantissa) != weight(mantissa, format) {
          Issue.record("\(mode), \(bits) bits, exponent \(exponent), mantissa \(mantissa)")
        }
      }
    }
  }

  @Test("landmarks of the weight formats")
  func landmarks() {
    let mixed = LoihiSynapseFormat(signMode: .mixed)
    #expect(mixed.effectiveWeight(5) == 4 * 64 && mixed.effectiveWeight(-5) == -4 * 64)
    #expect(LoihiSynapseFormat(signMode: .mixed, weightBits: 9).effectiveWeight(-5) == -5 * 64)
    #expect(LoihiSynapseFormat(signMode: .excitatory).effectiveWeight(255) == 255 * 64)
    let large = LoihiSynapseFormat(signMode: .inhibitory, weightExponent: 7)
    #expect(large.effectiveWeight(-256) == -(1 << 21) + 64)
    let single = LoihiSynapseFormat(signMode: .mixed, weightBits: 1)
    #expect(single.effectiveWeight(254) == 0 && single.effectiveWeight(-256) == -256 * 64)
    // The exponent's lost bits round down, unlike the mantissa's.
    let small = LoihiSynapseFormat(signMode: .mixed, weightExponent: -2)
    #expect(small.effectiveWeight(-2) == -64 && small.effectiveWeight(2) == 0)
  }

  @Test("a delay setting d acts d + 1 ticks after sending", arguments: [8, 16, 32, 64])
  func delays(slots: Int) throws {
    for delay in 0...(slots - 2) {
      var image = oneCompartment(
        LoihiCompartment(), format: .init(signMode: .excitatory, delayBits: 6), delay: UInt8(delay),
        slots: slots)
      // The second compartment starts the first: its spike is sent in tick 0 and acts in tick delay + 1.
      image.cores[0].compartments.append(
        .init(type: 0, initialVoltage: 1, identity: 2, outputs: [.init(core: 0, axonList: 0)]))
      for fabric in try [
        LoihiReference(image: image, key: loihiKey()) as any Fabric,
        LoihiFast(image: image, key: loihiKey()),
      ] {
        #expect(fabric.stepUntilOutput(limit: 200))
        #expect(fabric.tick - 1 == delay + 1)
        let start = fabric.tick
        // A spike put in before tick t acts in tick t + delay.
        fabric.inject(core: 0, axon: 0)
        #expect(fabric.stepUntilOutput(limit: 200))
        #expect(fabric.tick - 1 - start == delay)
        #expect(!fabric.stepUntilOutput(limit: 100))
      }
    }
  }

  /// Every pair of tiles in a part of the mesh that holds four chips.
  @Test("hops, local deliveries and chip crossings follow from the tiles")
  func hops() throws {
    let places = (0..<80).map { MeshPoint(x: $0 % 10 * 2, y: $0 / 10) }
    for (number, from) in places.enumerated() where number % 7 == 0 {
      var image = LoihiImage()
      image.types = [LoihiCompartment()]
      var source = LoihiImage.Core(tile: from, indexInTile: 0)
      source.compartments = [.init(type: 0, initialVoltage: 1, identity: 0)]
      image.cores = [source]
      for (index, place) in places.enumerated() {
        var core = LoihiImage.Core(tile: place, indexInTile: 1)
        core.axonLists = [.init(format: .init(signMode: .mixed), synapses: [])]
        image.cores.append(core)
        image.cores[0].compartments[0].outputs.append(.init(core: index + 1, axonList: 0))
      }
      let fabric = try LoihiFast(image: image, key: loihiKey())
      fabric.step()
      let east = places.reduce(0) { $0 + max($1.x, from.x) - min($1.x, from.x) }
      let south = places.reduce(0) { $0 + max($1.y, from.y) - min($1.y, from.y) }
      let crossings = places.reduce(0) { sum, place in
        let columns = (min(place.x, from.x) + 1)..<(max(place.x, from.x) + 1)
        let rows = (min(place.y, from.y) + 1)..<(max(place.y, from.y) + 1)
        return sum + columns.count { $0 % 8 == 0 } + rows.count { $0 % 4 == 0 }
      }
      let events = fabric.events
      #expect(events[.hopEastWest] == UInt64(east))
      #expect(events[.hopNorthSouth] == UInt64(south))
      #expect(events[.chipCrossing] == UInt64(crossings))
      #expect(events[.localDelivery] == 1)
      #expect(events[.messageOut] == 80 && events[.messageIn] == 80)
      #expect(events[.synapticEvent] == 0 && events[.spike] == 1)
    }
  }

  @Test("the busiest core sets the length of a tick")
  func time() throws {
    var image = oneCompartment(LoihiCompartment(), format: .init(signMode: .excitatory))
    var quiet = LoihiImage.Core(tile: MeshPoint(x: 1, y: 0), indexInTile: 0)
    quiet.compartments = (0..<5).map { .init(type: 0, initialVoltage: -1, identity: 10 + $0) }
    image.cores.append(quiet)
    let timing = LoihiTiming(
      access: 1, update: 10, noiseUpdate: 100, spike: 1_000, messageOut: 10_000,
      messageIn: 100_000, synapse: 1_000_000, barrier: 10_000_000)
    for fabric in [
      try LoihiReference(image: image, key: loihiKey(), timing: timing) as any Fabric,
      try LoihiFast(image: image, key: loihiKey(), timing: timing),
    ] {
      func time() -> UInt64? {
        (fabric as? LoihiReference)?.busyPicoseconds ?? (fabric as? LoihiFast)?.busyPicoseconds
      }
      fabric.step()
      // Five compartments read, all five holding a voltage.
      #expect(time() == 10_000_055)
      fabric.inject(core: 0, axon: 0)
      fabric.step()
      // One message and one synapse outweigh the spike that follows (1 + 10 + 1000).
      #expect(time() == 10_000_055 + 11_100_000)
      fabric.step()
      #expect(time() == 2 * 10_000_055 + 11_100_000)
    }
  }
}
