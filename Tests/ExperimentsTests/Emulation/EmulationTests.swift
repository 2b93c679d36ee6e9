import Experiments
import FileFormats
import Instrumentation
import NeuroFabric
import RandomStreams
import TestSupport
import Testing

@Suite struct EmulationTests {
  static let files = EmulationFiles(
    network: .init(name: "net.h5", hash: "ab12"), input: .init(name: "in.csv", hash: "cd34"))

  /// A ring of cores whose neurons relay with drawn connections; neuron 0 of each also reports at a port.
  static func program(cores: Int = 6) -> FabricProgram {
    var stream = testStream(seed: 31)
    var image = TrueNorthImage()
    var relay = TrueNorthNeuron()
    relay.strengths = SIMD4(2, 1, -1, 1)
    relay.threshold = 2
    relay.thresholdMaskBits = 1
    relay.negativeThreshold = 9
    image.types = [relay]
    image.outputPorts = cores
    for index in 0..<cores {
      var core = TrueNorthImage.Core(position: MeshPoint(x: index % 3, y: index / 3))
      core.axonTypes = (0..<10).map { UInt8($0 % 4) }
      core.neurons = (0..<10).map { neuron in
        TrueNorthImage.Neuron(
          type: 0, identity: UInt64(index * 10 + neuron),
          target: neuron == 0
            ? .output(port: index) : .axon(core: (index + 1) % cores, axon: neuron, delay: 1 + neuron))
      }
      core.crossbar = Crossbar(
        axons: 10, neurons: 10, words: (0..<10).map { _ in stream.next() & stream.next() })
      image.cores.append(core)
    }
    let inputs = (0..<400).map { InputSpike(tick: $0 / 4, core: UInt32($0 % cores), axon: UInt32($0 % 10)) }
    return FabricProgram(
      image: .trueNorth(image), inputs: inputs,
      probes: Probes(spikes: .all, potentials: [.init(core: 5, neuron: 3), .init(core: 0, neuron: 9)]))
  }

  @Test(arguments: FabricEngine.allCases)
  func `A recording is what the fabric said, tick by tick`(engine: FabricEngine) throws {
    let program = Self.program()
    var emulation = try Emulation(
      program, settings: EmulationSettings(ticks: 150, engine: engine, seed: 5))
    emulation.run()
    let fabric = try program.image.makeFabric(
      engine: .reference, key: StreamKey(seed: 5, purpose: .neuron, batch: 0))
    var (spikes, outputs, potentials) = ([FabricRecording.Spike](), [FabricRecording.Output](), [Int32]())
    for tick in 0..<150 {
      for input in program.inputs where input.tick == tick {
        fabric.inject(core: Int(input.core), axon: Int(input.axon))
      }
      fabric.step()
      spikes += fabric.spikes.map { .init(tick: tick, core: UInt32($0.core), neuron: UInt32($0.neuron)) }
      outputs += fabric.outputs.map { .init(tick: tick, port: UInt32($0)) }
      potentials += program.probes.potentials.map {
        Int32(fabric.potential(core: $0.core, neuron: $0.neuron))
      }
    }
    let record = emulation.record(of: Self.files)
    #expect(record.recording.spikes == spikes && spikes.count > 500)
    #expect(record.recording.outputs == outputs && outputs.count > 50)
    #expect(record.recording.potentials == potentials && Set(potentials).count > 3)
    #expect(record.recording.potentialTicks == Array(0..<150))
    #expect(record.recording.dropped.all == 0)
    #expect(record.events == fabric.events)
    #expect(record.cores.map(\.load) == fabric.coreLoads)
    let hops = record.links.reduce(0) { $0 + $1.packets }
    #expect(hops == fabric.events[.hopEastWest] + fabric.events[.hopNorthSouth] && hops > 500)
  }

  @Test func `A full recording keeps what came first and counts what it drops`() throws {
    let program = Self.program()
    var whole = try Emulation(program, settings: EmulationSettings(ticks: 100))
    whole.run()
    var cut = try Emulation(program, settings: EmulationSettings(ticks: 100, probeLimit: 21))
    cut.run()
    let (all, kept) = (whole.recording, cut.recording)
    #expect(kept.spikes == Array(all.spikes.prefix(21)))
    #expect(kept.dropped.spikes == UInt64(all.spikes.count - 21))
    #expect(kept.outputs == Array(all.outputs.prefix(21)))
    #expect(kept.dropped.outputs == UInt64(all.outputs.count - 21))
    // Two neurons a tick: the last odd place stays empty.
    #expect(kept.potentials == Array(all.potentials.prefix(20)))
    #expect(kept.dropped.potentials == 180)
    #expect(
      EmulationSummary(cut.record(of: Self.files), files: []).warning!
        .hasPrefix("the recording was full at 21 entries: dropped were "))
    #expect(EmulationSummary(whole.record(of: Self.files), files: []).warning == nil)
  }

  @Test func `Only what is probed is recorded`() throws {
    var program = Self.program()
    var all = try Emulation(program, settings: EmulationSettings(ticks: 80))
    all.run()
    program.probes = Probes(spikes: .some([.init(core: 2, neuron: 4), .init(core: 3, neuron: 1)]))
    var some = try Emulation(program, settings: EmulationSettings(ticks: 80))
    some.run()
    let expected = all.recording.spikes.filter {
      ($0.core, $0.neuron) == (2, 4) || ($0.core, $0.neuron) == (3, 1)
    }
    #expect(some.recording.spikes == expected && !expected.isEmpty)
    #expect(some.recording.potentials.isEmpty && some.recording.outputs == all.recording.outputs)
    program.probes = Probes()
    var none = try Emulation(program, settings: EmulationSettings(ticks: 80))
    none.run()
    #expect(none.recording.spikes.isEmpty && none.recording.dropped.all == 0)
  }

  @Test func `A run that is stopped goes on where it was`() throws {
    var whole = try Emulation(Self.program(), settings: EmulationSettings(ticks: 90))
    whole.run()
    var stopped = try Emulation(Self.program(), settings: EmulationSettings(ticks: 90))
    var asked = 0
    stopped.run {
      asked += 1
      return asked > 37
    }
    #expect(stopped.tick == 37)
    stopped.run()
    #expect(stopped.tick == 90 && stopped.recording == whole.recording)
    #expect(stopped.fabric.events == whole.fabric.events)
  }

  @Test func `Probes in words`() throws {
    let image = Self.program().image
    let text = ProbeText(image, option: "--probe")
    #expect(try text.spikes(["all"]) == .all)
    #expect(
      try text.neurons(["2:0-2,9", "0:5"])
        == [(2, 0), (2, 1), (2, 2), (2, 9), (0, 5)].map { NeuronAddress(core: $0.0, neuron: $0.1) })
    #expect(try text.neurons(["5:all"]).count == 10)
    for wrong in [
      "", "1", "1:", "1:a", ":1", "1:2:3", "-1:0", "1:0-", "1:0,,2", "9999999999:0", "all",
    ] {
      #expect(throws: ProbeError(option: "--probe", text: wrong, fault: .form)) { try text.neurons([wrong]) }
    }
    for (wrong, message) in [
      ("x", "--probe x is not of the form CORE:NEURONS, as in 3:all or 3:0-15,200"),
      ("1:5-2", "--probe 1:5-2: the range 5-2 is reversed; write 2-5"),
      ("6:0", "--probe 6:0: core is 6, allowed are 0...5"),
      ("1:8-10", "--probe 1:8-10: neuron is 10, allowed on core 1 are 0...9"),
    ] {
      let error = #expect(throws: ProbeError.self) { try text.neurons([wrong]) }
      #expect(error?.description == message)
    }
  }
}
