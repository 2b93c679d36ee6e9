import FileFormats
import NeuroFabric
import TestSupport
import Testing

@Suite struct ProgramFileTests {
  @Test func `Drawn programs come back equal, and equal programs give equal bytes`() throws {
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    var families: Set<ChipProfile.Family> = []
    for seed in 0..<60 as Range<UInt64> {
      var drawn = DrawnPrograms(seed)
      let program = try drawn.program()
      try ProgramFile.write(program, to: path)
      let back = try ProgramFile.read(path)
      #expect(back == program, "seed \(seed)")
      if case .loihi = back.image { families.insert(.loihi) } else { families.insert(.trueNorth) }
      try ProgramFile.write(back, to: folder.path + "/again.h5")
      #expect(
        try FileReading.bytes(ofFile: path, limit: 1 << 30)
          == FileReading.bytes(ofFile: folder.path + "/again.h5", limit: 1 << 30))
    }
    #expect(families.count == 2)
  }

  @Test func `Arrays longer than a slab come back`() throws {
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    let image = Self.chip(cores: 300, density: 0.05)
    let inputs = (0..<2_500_000).map {
      InputSpike(tick: $0 / 7, core: UInt32($0 % 300), axon: UInt32($0 % 256))
    }
    let program = FabricProgram(image: .trueNorth(image), inputs: inputs)
    try ProgramFile.write(program, to: path)
    #expect(try ProgramFile.read(path) == program)
  }

  @Test(.enabled(if: LongTests.areOn)) func `A full dense chip takes a few seconds`() throws {
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    let clock = ContinuousClock()
    for density in [0.5, 0.01] {
      let program = FabricProgram(image: .trueNorth(Self.chip(cores: 4096, density: density)))
      let writing = try clock.measure { try ProgramFile.write(program, to: path) }
      var back: FabricProgram?
      let reading = try clock.measure { back = try ProgramFile.read(path) }
      let size = try FileReading.bytes(ofFile: path, limit: 1 << 30).count
      print("full chip, density \(density): written in \(writing), read in \(reading), \(size) bytes")
      #expect(back == program)
      #expect(writing < .seconds(20) && reading < .seconds(20))
    }
  }

  @Test func `An image that no chip could hold is not written`() throws {
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    var image = Self.chip(cores: 2, density: 0.5)
    image.cores[1].neurons[7].target = .axon(core: 0, axon: 0, delay: 16)
    let program = FabricProgram(image: .trueNorth(image))
    #expect(
      failure { try ProgramFile.write(program, to: path) }
        == path + ": core 1, neuron 7: delay is 16, allowed are 1...15")
    #expect(folder.names == [])
  }

  @Test func `Inputs and probes must name what is there`() throws {
    let image = ChipImage.trueNorth(Self.chip(cores: 2, density: 0.5))
    func refused(_ message: String, _ change: (inout FabricProgram) -> Void) {
      var program = FabricProgram(image: image)
      change(&program)
      #expect(failure { try program.validate(file: "f") } == "f: " + message)
    }
    refused("inputs, spike 0: tick is -1, allowed are 0...281474976710655") {
      $0.inputs = [InputSpike(tick: -1, core: 0, axon: 0)]
    }
    refused("inputs, spike 1: core is 2, allowed are 0...1") {
      $0.inputs = [InputSpike(tick: 0, core: 0, axon: 0), InputSpike(tick: 0, core: 2, axon: 0)]
    }
    refused("inputs, spike 0: axon is 256, allowed on core 1 are 0...255") {
      $0.inputs = [InputSpike(tick: 0, core: 1, axon: 256)]
    }
    refused("probes, spike probe 0: neuron is 256, allowed on core 0 are 0...255") {
      $0.probes.spikes = .some([NeuronAddress(core: 0, neuron: 256)])
    }
    refused("probes, potential probe 0: core is -1, allowed are 0...1") {
      $0.probes.potentials = [NeuronAddress(core: -1, neuron: 0)]
    }
  }

  /// A row of full cores with random connections and every neuron sending to the next core.
  static func chip(cores: Int, density: Double) -> TrueNorthImage {
    var stream = testStream(99)
    var image = TrueNorthImage()
    image.types = [TrueNorthNeuron()]
    for index in 0..<cores {
      var core = TrueNorthImage.Core(position: MeshPoint(x: index % 64, y: index / 64))
      core.axonTypes = (0..<256).map { UInt8($0 % 4) }
      core.neurons = (0..<256).map {
        TrueNorthImage.Neuron(
          type: 0, identity: UInt64(index * 256 + $0),
          target: .axon(core: (index + 1) % cores, axon: $0, delay: 1 + $0 % 15))
      }
      // Half of the bits of a word, or a quarter of those of half, and so on.
      let passes = density > 0.25 ? 1 : 6
      core.crossbar = Crossbar(
        axons: 256, neurons: 256,
        words: (0..<1024).map { _ in (0..<passes).reduce(UInt64.max) { word, _ in word & stream.next() } })
      image.cores.append(core)
    }
    return image
  }
}
