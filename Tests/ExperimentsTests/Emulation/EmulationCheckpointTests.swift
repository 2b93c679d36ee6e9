import Experiments
import FileFormats
import Foundation
import NeuroFabric
import TestSupport
import Testing

@Suite struct EmulationCheckpointTests {
  /// A network of each family, with inputs to come and probes.
  private static func programs() throws -> [FabricProgram] {
    var loihi = LoihiImage()
    loihi.delaySlots = 16
    var type = LoihiCompartment()
    type.voltageDecay = 100
    type.currentDecay = 1000
    type.thresholdMantissa = 30
    type.noiseTarget = .voltage
    type.refractoryDelay = 3
    loihi.types = [type]
    loihi.outputPorts = 2
    for index in 0..<3 {
      var core = LoihiImage.Core(tile: MeshPoint(x: index, y: 0), indexInTile: 0)
      core.noise.exponent = 8
      core.compartments = (0..<20).map {
        .init(
          type: 0, identity: UInt64(index * 20 + $0),
          outputs: [.init(core: (index + 1) % 3, axonList: $0 % 4)],
          port: $0 < 2 ? $0 : nil)
      }
      core.axonLists = (0..<4).map { list in
        .init(
          format: .init(signMode: .mixed, weightExponent: 2),
          synapses: (0..<6).map { .init(target: UInt16(($0 * 3 + list) % 20), delay: UInt8($0), weight: 60) })
      }
      loihi.cores.append(core)
    }
    let inputs = (0..<40).map { InputSpike(tick: $0, core: UInt32($0 % 3), axon: UInt32($0 % 4)) }
    let probes = Probes(spikes: .all, potentials: [.init(core: 1, neuron: 4), .init(core: 2, neuron: 19)])
    return [EmulationTests.program(), FabricProgram(image: .loihi(loihi), inputs: inputs, probes: probes)]
  }

  @Test(arguments: FabricEngine.allCases, 0..<2)
  func `From the checkpoint of any tick a run comes to the same end`(engine: FabricEngine, number: Int) throws
  {
    try withTemporaryFolder { folder in
      let (network, path) = (folder.path + "/net.h5", folder.path + "/c")
      try ProgramFile.write(Self.programs()[number], to: network)
      let source = EmulationSource(network: network)
      let checkpoint = try EmulationCheckpoint(of: source, source.files(), output: "out")
      let settings = EmulationSettings(ticks: 40, engine: engine, seed: 5, probeLimit: 40)
      var whole = try Emulation(try source.program(isRecorded: true), settings: settings)
      var begun = whole.tick
      while whole.tick < 40 {
        try checkpoint.write(whole, to: path)
        var (_, resumed) = try EmulationCheckpoint.resume(path)
        #expect(resumed.tick == begun && resumed.recording == whole.recording)
        #expect(resumed.fabric.state == whole.fabric.state && resumed.nextInput == whole.nextInput)
        var uninterrupted = try Emulation(try source.program(isRecorded: true), settings: settings)
        uninterrupted.run()
        resumed.run()
        #expect(resumed.recording == uninterrupted.recording, "from tick \(begun)")
        #expect(resumed.fabric.state == uninterrupted.fabric.state)
        #expect(resumed.fabric.events == uninterrupted.fabric.events)
        #expect(uninterrupted.recording.dropped.all > 0, "the recording fills up, too")
        whole.step()
        begun += 1
      }
    }
  }

  @Test func `A state that does not fit its network is refused`() throws {
    let programs = try Self.programs()
    let fabrics = try programs.map {
      try $0.image.makeFabric(engine: .fast, key: .init(seed: 0, purpose: .neuron, batch: 0))
    }
    #expect(throws: FabricError.stateFamily) { try fabrics[0].restore(fabrics[1].state) }
    #expect(throws: FabricError.stateFamily) { try fabrics[1].restore(fabrics[0].state) }
    guard case .trueNorth(var state) = fabrics[0].state, case .loihi(var other) = fabrics[1].state else {
      return
    }
    state.potentials.removeLast()
    #expect(throws: FabricError.stateSize(field: "number of potentials", count: 59, needed: 60)) {
      try fabrics[0].restore(.trueNorth(state))
    }
    state.potentials.append(1 << 20)
    #expect(throws: FabricError.self) { try fabrics[0].restore(.trueNorth(state)) }
    other.pending = [.init(ticksAhead: 16, compartment: 0, input: 64)]
    #expect(throws: FabricError.self) { try fabrics[1].restore(.loihi(other)) }
    other.pending = [.init(ticksAhead: 3, compartment: 60, input: 64)]
    #expect(throws: FabricError.self) { try fabrics[1].restore(.loihi(other)) }
    other.pending = [.init(ticksAhead: 3, compartment: 1, input: 63)]
    #expect(throws: FabricError.self) { try fabrics[1].restore(.loihi(other)) }
    other.pending = [.init(ticksAhead: 3, compartment: 1, input: 1 << 60)]
    #expect(throws: FabricError.self) { try fabrics[1].restore(.loihi(other)) }
    other.pending = []
    other.tick = -1
    #expect(throws: FabricError.self) { try fabrics[1].restore(.loihi(other)) }
  }
}
