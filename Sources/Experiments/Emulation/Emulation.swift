import FileFormats
import NeuroFabric
import RandomStreams

/// A fabric program that runs: the fabric, the inputs that are still to come, and the recording so far.
///
/// The whole state is here: `fabric`, `nextInput` and `recording`. Two emulations of equal state go on equally.
public struct Emulation {
  public let program: FabricProgram
  public let settings: EmulationSettings
  public let fabric: any Fabric
  /// Index of the first input spike that is not in the fabric yet.
  public private(set) var nextInput = 0
  public private(set) var recording: FabricRecording

  /// - Throws: `FabricError` if the image does not fit its chip.
  public init(_ program: FabricProgram, settings: EmulationSettings) throws {
    self.program = program
    self.settings = settings
    recording = FabricRecording(probes: program.probes, limit: settings.probeLimit)
    fabric = try program.image.makeFabric(
      engine: settings.engine, key: StreamKey(seed: settings.seed, purpose: .neuron, batch: 0),
      threads: settings.threads)
  }

  /// Goes on from a state of the fabric and what had been recorded before it.
  ///
  /// - Throws: `FabricError` if the state does not fit the program.
  init(
    _ program: FabricProgram, settings: EmulationSettings, from state: FabricState, recording: FabricRecording
  ) throws {
    try self.init(program, settings: settings)
    try fabric.restore(state)
    self.recording = recording
    nextInput = program.inputs.firstIndex { $0.tick >= state.tick } ?? program.inputs.count
  }

  /// Ticks that ran.
  public var tick: Int { fabric.tick }

  /// Runs one tick: its inputs, the tick, what it left behind.
  public mutating func step() {
    while nextInput < program.inputs.count, program.inputs[nextInput].tick <= fabric.tick {
      let input = program.inputs[nextInput]
      if input.tick == fabric.tick { fabric.inject(core: Int(input.core), axon: Int(input.axon)) }
      nextInput += 1
    }
    fabric.step()
    recording.record(fabric)
  }

  /// Runs until `settings.ticks` ticks have run or `shouldStop`, which is asked before every tick, says so.
  ///
  /// - Parameter afterTick: called with the emulation after every tick but the last.
  public mutating func run(
    shouldStop: () -> Bool = { false }, afterTick: (borrowing Emulation) -> Void = { _ in }
  ) {
    while tick < settings.ticks, !shouldStop() {
      step()
      if tick < settings.ticks { afterTick(self) }
    }
  }

  /// What the run found so far.
  ///
  /// - Parameter files: what it read.
  public func record(of files: EmulationFiles) -> EmulationRecord {
    let places: [MeshPoint]
    let family: ChipProfile.Family
    switch program.image {
    case .trueNorth(let image): (family, places) = (.trueNorth, image.cores.map(\.position))
    case .loihi(let image): (family, places) = (.loihi, image.cores.map(\.tile))
    }
    return EmulationRecord(
      files: files, codeVersion: Version.code, family: family, engine: settings.engine, seed: settings.seed,
      ticks: tick, askedTicks: settings.ticks,
      inputs: (program.inputs.count, program.inputs.count - nextInput), recording: recording,
      events: fabric.events, cores: zip(places, fabric.coreLoads).map { ($0, $1) },
      neurons: places.indices.map(program.image.neuronCount(core:)),
      links: LinkTraffic(image: program.image, fabric: fabric).links)
  }
}

/// How a fabric program is run.
public struct EmulationSettings: Hashable, Sendable {
  /// Ticks that may be asked for: one less than the ticks that can be addressed.
  public static let tickRange = InputSpike.ticks
  public static let probeLimitRange = 1...1_000_000_000

  public var ticks: Int
  public var engine: FabricEngine
  public var seed: UInt64
  /// Threads that may share a tick of the fast TrueNorth engine; what is found does not depend on it.
  public var threads: Int
  /// Entries of each list of the recording; see `FabricRecording`.
  public var probeLimit: Int

  public init(
    ticks: Int, engine: FabricEngine = .fast, seed: UInt64 = 0, threads: Int = 1, probeLimit: Int = 10_000_000
  ) {
    self.ticks = ticks
    self.engine = engine
    self.seed = seed
    self.threads = threads
    self.probeLimit = probeLimit
  }
}
