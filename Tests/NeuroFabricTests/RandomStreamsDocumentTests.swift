import Foundation
import NeuroFabric
import RandomStreams
import TestSupport
import Testing

/// The worked values of Documentation/RandomStreams.md are those of the code, and of what running networks draw.
@Suite struct RandomStreamsDocumentTests {
  private static let key = StreamKey(seed: 1, purpose: .neuron, batch: 0)

  /// The values of the page by what they are.
  private func quoted() throws -> [String: String] {
    let text = try ProjectFolder.text(of: "Documentation/RandomStreams.md")
    let table = try #require(text.components(separatedBy: "## Worked values").last)
    let rows = table.split(separator: "\n").map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return Dictionary(uniqueKeysWithValues: rows.filter { $0.count == 2 }.map { ($0[0], $0[1]) })
  }

  private func number(_ what: String) throws -> Int {
    let text = try quoted()[what] ?? "nothing"
    return try #require(Int(text), "\(what): \(text)")
  }

  private func hex(_ words: [UInt32]) -> String {
    let texts = words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }
    return "`" + texts.joined(separator: " ") + "`"
  }

  private func hex(_ block: PhiloxBlock) -> String { hex([block.x, block.y, block.z, block.w]) }

  @Test func `Key and blocks`() throws {
    let quoted = try quoted()
    #expect(quoted["key"] == hex([Self.key.words.x, Self.key.words.y]))
    #expect(quoted["block 0 of identity 5, tick 3"] == hex(Self.key.block(identity: 5, tick: 3)))
    #expect(
      quoted["block 0 of identity 123456789abc, tick fedcba987654 (hexadecimal)"]
        == hex(Self.key.block(identity: 0x1234_5678_9abc, tick: 0xfedc_ba98_7654)))
  }

  @Test func `Noise of Loihi`() throws {
    for (law, what) in [
      (LoihiNoise.Law.uniform256, "Loihi noise of identity 5, tick 3, 256 values"),
      (.uniform255, "the same, 255 values"),
    ] {
      var noise = LoihiNoise()
      (noise.law, noise.exponent) = (law, 7)
      #expect(try number(what) == noise.value(key: Self.key, identity: 5, tick: 3))
    }
  }

  /// What a neuron's potential of 300,000 becomes, with thresholds of 18 bits, where each of the bytes given is just
  /// reached and where it is just missed.
  private func potentials(
    _ engine: FabricEngine, _ generator: TrueNorthGenerator, tick: Int, leak: Int, synapse: Int?
  ) throws -> [Int] {
    try [0, 1].map { missed in
      var builder = TrueNorthBuilder(cores: (0..<3).map { MeshPoint(x: $0, y: 0) })
      builder.image.generator = generator
      builder.image.cores[2].registerSeed = 7
      let axons = (0..<40).map { _ in builder.axon(core: 2) }
      let type = TrueNorthNeuron {
        ($0.leak, $0.stochasticLeak) = (Int16(leak - missed), true)
        ($0.threshold, $0.thresholdMaskBits, $0.resetMode) = (0, 18, .linear)
        $0.strengths[0] = Int16((synapse ?? 0) - missed)
        $0.stochasticSynapses = synapse == nil ? 0 : 1
      }
      let neuron = builder.neuron(core: 2, type, potential: 300_000, from: axons)
      builder.image.cores[2].neurons[neuron].identity = 5
      let fabric = try ChipImage.trueNorth(builder.image).makeFabric(engine: engine, key: Self.key)
      guard case .trueNorth(var state) = fabric.state else { return 0 }
      state.tick = tick
      try fabric.restore(.trueNorth(state))
      if synapse != nil { fabric.inject(core: 2, axon: 37) }
      fabric.step()
      return fabric.potential(core: 2, neuron: neuron)
    }
  }

  @Test(arguments: FabricEngine.allCases)
  func `Draws of TrueNorth by the counter`(engine: FabricEngine) throws {
    let eta = try number("its threshold draw of 18 bits")
    let found = try potentials(
      engine, .counterBased, tick: 3, leak: number("its leak byte"),
      synapse: number("byte of axon 37, in block 3 of identity 5, tick 3"))
    #expect(found == [300_002 - eta, 300_000 - eta])
  }

  @Test(
    arguments: FabricEngine.allCases, [TrueNorthGenerator.shiftRegister, .serialShiftRegister])
  func `Draws of TrueNorth from a register`(engine: FabricEngine, generator: TrueNorthGenerator) throws {
    let what = "its first two draws under `\(generator.rawValue)`: a leak byte, then 18 bits"
    let draws = try #require(quoted()[what]).components(separatedBy: ", ").compactMap(Int.init)
    try #require(draws.count == 2)
    let found = try potentials(engine, generator, tick: 0, leak: draws[0], synapse: nil)
    #expect(found == [300_001 - draws[1], 300_000 - draws[1]])
  }

  @Test func `The register at load`() throws {
    var builder = TrueNorthBuilder(cores: (0..<3).map { MeshPoint(x: $0, y: 0) })
    builder.image.generator = .shiftRegister
    builder.image.cores[2].registerSeed = 7
    _ = builder.neuron(core: 2, TrueNorthNeuron { $0.thresholdMaskBits = 1 })
    let fabric = try ChipImage.trueNorth(builder.image).makeFabric(engine: .fast, key: Self.key)
    guard case .trueNorth(let state) = fabric.state else { return }
    #expect(try quoted()["register of core 2 with seed 7, at load"] == hex([state.registers[2]]))
  }
}
