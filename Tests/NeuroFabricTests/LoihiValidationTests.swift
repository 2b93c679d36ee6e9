import NeuroFabric
import RandomStreams
import Testing

@Suite("Loihi: images that no chip could hold are refused")
struct LoihiValidationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var message: String
    var spoil: @Sendable (inout LoihiImage) -> Void
    var testDescription: String { message }

    init(_ message: String, _ spoil: @escaping @Sendable (inout LoihiImage) -> Void) {
      self.message = message
      self.spoil = spoil
    }
  }

  static let cases: [Case] = [
    Case("image: delay slots is 12, allowed are 8, 16, 32, 64") { $0.delaySlots = 12 },
    Case("image: number of output ports is -1, allowed are 0...2147483645") { $0.outputPorts = -1 },
    Case("type 0: current decay is 4096, allowed are 0...4095") { $0.types[0].currentDecay = 4096 },
    Case("type 0: voltage decay is 4097, allowed are 0...4096") { $0.types[0].voltageDecay = 4097 },
    Case("type 0: bias mantissa is 4096, allowed are -4096...4095") {
      $0.types[0].biasMantissa = 4096
    },
    Case("type 0: bias exponent is 8, allowed are 0...7") { $0.types[0].biasExponent = 8 },
    Case("type 0: threshold mantissa is 131072, allowed are 0...131071") {
      $0.types[0].thresholdMantissa = 131_072
    },
    Case("type 0: refractory delay is 0, allowed are 1...63") { $0.types[0].refractoryDelay = 0 },
    Case("core 0: noise exponent is 32, allowed are 0...31") { $0.cores[0].noise.exponent = 32 },
    Case("core 0: noise mantissa offset is 128, allowed are -128...127") {
      $0.cores[0].noise.mantissaOffset = 128
    },
    Case("core 0: largest noise magnitude is 16777216, allowed are 0...8388608") {
      $0.cores[0].noise.exponent = 24
    },
    Case("core 0: tile x is -1, allowed are 0...32767") { $0.cores[0].tile.x = -1 },
    Case("core 0: tile y is 40000, allowed are 0...32767") { $0.cores[0].tile.y = 40_000 },
    Case("core 0: index in tile is 4, allowed are 0...3") { $0.cores[0].indexInTile = 4 },
    Case("core 0 and core 1 stand at the same place of the mesh; every core needs its own") {
      $0.cores.append(.init(tile: MeshPoint(x: 0, y: 0), indexInTile: 0))
    },
    Case("core 0: number of compartments is 1025, allowed are 0...1024") {
      $0.cores[0].compartments = Array(repeating: $0.cores[0].compartments[0], count: 1025)
    },
    Case("core 0: number of compartments is 129, allowed are 0...128") {
      $0.delaySlots = 64
      $0.cores[0].compartments = Array(repeating: $0.cores[0].compartments[0], count: 129)
    },
    Case("core 0: number of axon lists is 4097, allowed are 0...4096") {
      $0.cores[0].axonLists = Array(repeating: $0.cores[0].axonLists[0], count: 4097)
    },
    Case("core 0: number of output axons is 4097, allowed are 0...4096") {
      $0.cores[0].compartments[0].outputs = Array(repeating: .init(core: 0, axonList: 0), count: 4097)
    },
    // 70 synapses of 21 bits: a block of 64 takes 1354 bits or 22 words, one of 6 takes 136 bits or 3 words.
    Case("core 0: synapse memory in words is 17500, allowed are 0...16384") {
      let synapse = $0.cores[0].axonLists[0].synapses[0]
      $0.cores[0].axonLists[0].synapses = Array(repeating: synapse, count: 70)
      $0.cores[0].axonLists = Array(repeating: $0.cores[0].axonLists[0], count: 700)
    },
    Case("core 0, compartment 0: type is 1, allowed are 0...0") {
      $0.cores[0].compartments[0].type = 1
    },
    Case("core 0, compartment 0: initial voltage is -8388608, allowed are -8388607...8388607") {
      $0.cores[0].compartments[0].initialVoltage = -8_388_608
    },
    Case("core 0, compartment 0: identity is 9223372036854775807, allowed are 0...281474976710655") {
      $0.cores[0].compartments[0].identity = .max
    },
    Case("core 0, compartment 0: output port is 1, allowed are 0...0") {
      $0.cores[0].compartments[0].port = 1
    },
    Case("core 0, compartment 0: target core is 2, allowed are 0...0") {
      $0.cores[0].compartments[0].outputs = [.init(core: 2, axonList: 0)]
    },
    Case("core 0, compartment 0: target axon list is -1, allowed are 0...0") {
      $0.cores[0].compartments[0].outputs = [.init(core: 0, axonList: -1)]
    },
    Case("core 0, axon list 0: weight bits is 10, allowed are 1...9") {
      $0.cores[0].axonLists[0].format.weightBits = 10
    },
    Case("core 0, axon list 0: weight exponent is 8, allowed are -8...7") {
      $0.cores[0].axonLists[0].format.weightExponent = 8
    },
    Case("core 0, axon list 0: delay bits is 7, allowed are 0...6") {
      $0.cores[0].axonLists[0].format.delayBits = 7
    },
    Case("core 0, axon list 0: target compartment is 1, allowed are 0...0") {
      $0.cores[0].axonLists[0].synapses[0].target = 1
    },
    Case("core 0, axon list 0: delay is 7, allowed are 0...6") {
      $0.cores[0].axonLists[0].synapses[0].delay = 7
    },
    Case("core 0, axon list 0: delay is 2, allowed are 0...1") {
      $0.cores[0].axonLists[0].format.delayBits = 1
      $0.cores[0].axonLists[0].synapses[0].delay = 2
    },
    Case("core 0, axon list 0: weight is 255, allowed are -256...254") {
      $0.cores[0].axonLists[0].synapses[0].weight = 255
    },
    Case("core 0, axon list 0: weight is -1, allowed are 0...255") {
      $0.cores[0].axonLists[0].format.signMode = .excitatory
      $0.cores[0].axonLists[0].synapses[0].weight = -1
    },
    Case("core 0, axon list 0: weight is 1, allowed are -256...0") {
      $0.cores[0].axonLists[0].format.signMode = .inhibitory
    },
  ]

  @Test("the message names the place, the field, the value and the limit", arguments: cases)
  func refused(spoiled: Case) {
    var image = oneCompartment(LoihiCompartment())
    #expect(throws: Never.self) { try image.validate() }
    spoiled.spoil(&image)
    let error = #expect(throws: FabricError.self) { try image.validate() }
    #expect(error?.description == spoiled.message)
    #expect(throws: FabricError.self) { _ = try LoihiFast(image: image, key: loihiKey()) }
    #expect(throws: FabricError.self) { _ = try LoihiReference(image: image, key: loihiKey()) }
  }

  @Test(
    "synapse memory is rounded up block by block",
    arguments: [
      (0, 0), (1, 1), (2, 1), (3, 2), (63, 21), (64, 22), (65, 23), (128, 44),
    ])
  func words(count: Int, words: Int) {
    // 21 bits a synapse: 8 weight, 3 delay, 10 index; 10 bits a block.
    var image = oneCompartment(LoihiCompartment())
    let synapse = image.cores[0].axonLists[0].synapses[0]
    image.cores[0].axonLists[0].synapses = Array(repeating: synapse, count: count)
    #expect(image.cores[0].synapseWords == words)
  }

  @Test("an image without cores runs")
  func empty() throws {
    let fabric = try LoihiFast(image: LoihiImage(), key: loihiKey())
    fabric.step()
    #expect(fabric.tick == 1 && fabric.outputs.isEmpty && fabric.coreLoads.isEmpty)
  }
}
