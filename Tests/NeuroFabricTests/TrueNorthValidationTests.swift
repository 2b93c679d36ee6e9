import NeuroFabric
import RandomStreams
import Testing

/// Every field of an image that can be wrong, with the sentence that says so.
@Suite struct TrueNorthValidationTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var text: String
    var spoil: @Sendable (inout TrueNorthImage) -> Void
    var testDescription: String { text }

    init(_ text: String, _ spoil: @escaping @Sendable (inout TrueNorthImage) -> Void) {
      self.text = text
      self.spoil = spoil
    }
  }

  static func soundImage() -> TrueNorthImage {
    var builder = TrueNorthBuilder(cores: [MeshPoint(x: 0, y: 0), MeshPoint(x: 1, y: 0)], ports: 2)
    let axon = builder.axon()
    _ = builder.axon(core: 1)
    for _ in 0..<2 {
      _ = builder.neuron(.relay, from: [axon], to: .axon(core: 1, axon: 0, delay: 1))
    }
    return builder.image
  }

  static let imageFaults = [
    Fault("image: axons per core is 0, allowed are 1...65536") { $0.axonsPerCore = 0 },
    Fault("image: neurons per core is 65537, allowed are 1...65536") { $0.neuronsPerCore = 65_537 },
    Fault("image: number of output ports is -1, allowed are 0...2147483645") { $0.outputPorts = -1 },
    Fault("core 0: position x is 1048577, allowed are -1048576...1048576") {
      $0.cores[0].position.x = (1 << 20) + 1
    },
    Fault("core 1: position y is \(Int.min), allowed are -1048576...1048576") {
      $0.cores[1].position.y = .min
      $0.cores[0].neurons = []
      $0.cores[0].crossbar = Crossbar(axons: 1)
    },
    Fault("core 0 and core 1 stand at the same place of the mesh; every core needs its own") {
      $0.cores[1].position.x = 0
    },
    Fault("core 0: number of axons is 257, allowed are 0...256") {
      $0.cores[0].axonTypes = Array(repeating: 0, count: 257)
    },
    Fault("core 0: number of neurons is 2, allowed are 0...1") { $0.neuronsPerCore = 1 },
    Fault("core 0: number of crossbar rows is 0, allowed are 1...1") {
      $0.cores[0].crossbar = Crossbar(neurons: 2)
    },
    Fault("core 0: number of crossbar columns is 3, allowed are 2...2") {
      $0.cores[0].crossbar = Crossbar(axons: 1, neurons: 3)
    },
    Fault("core 0, axon 0: axon type is 4, allowed are 0...3") { $0.cores[0].axonTypes[0] = 4 },
  ]

  static let neuronFaults = [
    Fault("core 0, neuron 1: neuron type is 9, allowed are 0...1") { $0.cores[0].neurons[1].type = 9 },
    Fault("core 0, neuron 1: initial potential is 393217, allowed are -393216...393216") {
      $0.cores[0].neurons[1].initialPotential = 393_217
    },
    Fault("core 0, neuron 0: identity is 281474976710656, allowed are 0...281474976710655") {
      $0.cores[0].neurons[0].identity = 1 << 48
    },
    Fault("core 0, neuron 0: output port is 2, allowed are 0...1") {
      $0.cores[0].neurons[0].target = .output(port: 2)
    },
    Fault("core 0, neuron 0: target core is 2, allowed are 0...1") {
      $0.cores[0].neurons[0].target = .axon(core: 2, axon: 0, delay: 1)
    },
    Fault("core 0, neuron 0: target axon of core 1 is 1, allowed are 0...0") {
      $0.cores[0].neurons[0].target = .axon(core: 1, axon: 1, delay: 1)
    },
    Fault("core 0, neuron 0: delay is 0, allowed are 1...15") {
      $0.cores[0].neurons[0].target = .axon(core: 1, axon: 0, delay: 0)
    },
    Fault("core 0, neuron 0: delay is 16, allowed are 1...15") {
      $0.cores[0].neurons[0].target = .axon(core: 1, axon: 0, delay: 16)
    },
    Fault("core 0, neuron 0: distance to the target in x is 256, allowed are -256...255") {
      $0.cores[1].position.x = 256
    },
    Fault("core 0, neuron 0: distance to the target in y is -257, allowed are -256...255") {
      $0.cores[1].position.y = -257
    },
  ]

  static let typeFaults = [
    Fault("neuron type 0: strength S2 is -256, allowed are -255...255") { $0.types[0].strengths[2] = -256 },
    Fault("neuron type 1: stochastic synapse bits is 16, allowed are 0...15") {
      $0.types[1].stochasticSynapses = 16
    },
    Fault("neuron type 0: leak is 256, allowed are -255...255") { $0.types[0].leak = 256 },
    Fault("neuron type 0: threshold is 262144, allowed are 0...262143") { $0.types[0].threshold = 262_144 },
    Fault("neuron type 0: negative threshold is -1, allowed are 0...262143") {
      $0.types[0].negativeThreshold = -1
    },
    Fault("neuron type 0: threshold mask bits is 19, allowed are 0...18") {
      $0.types[0].thresholdMaskBits = 19
    },
    Fault("neuron type 0: reset potential is 262144, allowed are -262143...262143") {
      $0.types[0].resetPotential = 262_144
    },
    Fault(
      "neuron type 0: reset potential is -4, but the chip can only hold zero or plus or minus 2^VR - 1"
    ) { $0.types[0].resetPotential = -4 },
  ]

  @Test(arguments: imageFaults + neuronFaults + typeFaults)
  func faultIsNamed(fault: Fault) throws {
    var image = Self.soundImage()
    try image.validate()
    fault.spoil(&image)
    let error = #expect(throws: FabricError.self) { try image.validate() }
    #expect(error?.description == fault.text)
    for engine in FabricEngine.allCases {
      #expect(throws: FabricError.self) {
        try ChipImage.trueNorth(image).makeFabric(engine: engine, key: TrueNorthBuilder.key(0))
      }
    }
  }

  @Test func widestValuesAreAccepted() throws {
    var image = Self.soundImage()
    image.types[0] = TrueNorthNeuron {
      ($0.strengths, $0.leak, $0.stochasticSynapses) = (SIMD4(255, -255, 0, 1), -255, 15)
      ($0.threshold, $0.negativeThreshold, $0.resetPotential) = (262_143, 262_143, -262_143)
      $0.thresholdMaskBits = 18
    }
    image.cores[0].neurons[0].initialPotential = -393_216
    image.cores[0].neurons[0].identity = 1 << 48 - 1
    image.cores[1].position = MeshPoint(x: 255, y: -256)
    try image.validate()
    try TrueNorthImage().validate()
  }
}
