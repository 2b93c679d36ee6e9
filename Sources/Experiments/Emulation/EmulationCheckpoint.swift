import FileFormats
import Foundation
import NeuroFabric

/// An emulation on disk, between two ticks: what it runs, by name and hash, how, and how far it came.
///
/// See Documentation/Formats/checkpoint.md.
public struct EmulationCheckpoint: Sendable {
  public private(set) var source: EmulationSource
  /// Where the run was told to write its recording; empty where it was not.
  public let output: String
  /// The files of `source`.
  public let files: EmulationFiles

  /// For the checkpoints of a run that is about to start.
  ///
  /// - Parameter files: those of `source`.
  public init(of source: EmulationSource, _ files: EmulationFiles, output: String?) {
    self.source = source.absolute
    self.files = files
    self.output = output.map { URL(fileURLWithPath: $0).path } ?? ""
  }

  /// Writes a checkpoint: it takes the place of the one before when it is whole.
  ///
  /// - Throws: `FormatError` of kind `cannotWrite`; the checkpoint before is then as it was.
  public func write(_ emulation: Emulation, to path: String) throws {
    let file = try CheckpointFormat.begin(.emulation, path: path, codeVersion: Version.code)
    try file.group(Self.group)
    for (name, text) in [
      ("network", source.network), ("network_sha256", files.network.hash), ("input", source.input ?? ""),
      ("input_sha256", files.input?.hash ?? ""), ("output", output),
      ("engine", emulation.settings.engine.rawValue),
    ] { try file.attribute(name, text, on: Self.group) }
    try file.attribute("ticks", UInt64(emulation.settings.ticks), on: Self.group)
    try file.attribute("seed", emulation.settings.seed, on: Self.group)
    try file.attribute("probe_limit", UInt64(emulation.settings.probeLimit), on: Self.group)
    try file.dataset(Self.group + "/probe_spikes", strings: source.probeSpikes)
    try file.dataset(Self.group + "/probe_potentials", strings: source.probePotentials)
    try RecordingColumns.write(emulation.recording, to: file, group: "recording")
    try FabricStateColumns.write(emulation.fabric.state, to: file, group: "fabric")
    try file.finish()
  }

  private static let group = "emulation"

  /// Reads what a checkpoint says of its run, and the emulation at its tick.
  ///
  /// - Parameters:
  ///   - network: where the fabric program is now, if it was moved; so `input`.
  ///   - threads: see `ChipImage.makeFabric`.
  /// - Throws: `FormatError` for a damaged checkpoint, and for a network or input file that is not, byte for byte, the
  ///   one that the run began with.
  public static func resume(
    _ path: String, network: String? = nil, input: String? = nil, threads: Int = 1
  ) throws -> (checkpoint: EmulationCheckpoint, emulation: Emulation) {
    let (file, kind) = try CheckpointFormat.open(path)
    guard kind == .emulation else {
      throw FormatError(file: path, message: "is no checkpoint of an emulation")
    }
    let checkpoint = try EmulationCheckpoint(file, network: network, input: input)
    let settings = try settings(file, threads: threads)
    let program = try checkpoint.source.program(isRecorded: !checkpoint.output.isEmpty)
    let state = try FabricStateColumns.read(file, group: "fabric")
    let recording = try RecordingColumns.read(
      file, group: "recording", probes: program.probes, limit: settings.probeLimit, ticks: state.tick)
    do {
      let emulation = try Emulation(
        program, settings: settings, from: state, recording: recording)
      return (checkpoint, emulation)
    } catch let error as FabricError {
      throw FormatError(file: path, message: "does not fit its network: \(error)")
    }
  }

  private init(_ file: HDF5Reader, network: String?, input: String?) throws {
    func text(_ name: String) throws -> String { try file.text(name, of: Self.group) }
    let stored = try text("input")
    source = EmulationSource(
      network: try network ?? text("network"), input: stored.isEmpty ? nil : input ?? stored,
      probeSpikes: try file.strings(Self.group + "/probe_spikes"),
      probePotentials: try file.strings(Self.group + "/probe_potentials"))
    output = try text("output")
    if stored.isEmpty, let input {
      throw FormatError(
        file: input, message: "is not of the checkpoint \(file.path): its run read no such file")
    }
    files = try source.files(forResuming: true)
    let (networkHash, inputHash) = (try text("network_sha256"), try text("input_sha256"))
    guard files.network.hash == networkHash else {
      throw changed("network", source.network, files.network.hash, networkHash, file.path)
    }
    guard files.input?.hash ?? "" == inputHash else {
      throw changed("input file", source.input ?? "", files.input?.hash ?? "none", inputHash, file.path)
    }
    source = source.absolute
  }

  private func changed(
    _ what: String, _ file: String, _ found: String, _ stored: String, _ checkpoint: String
  ) -> FormatError {
    FormatError(
      file: file, message: CheckpointWording.changed(what, is: found, was: stored, by: checkpoint))
  }

  private static func settings(_ file: HDF5Reader, threads: Int) throws -> EmulationSettings {
    let word = try file.text("engine", of: group)
    guard let engine = FabricEngine(rawValue: word) else {
      throw FormatError(file: file.path, message: "has no engine \(word)")
    }
    return EmulationSettings(
      ticks: try file.number("ticks", of: group, in: EmulationSettings.tickRange), engine: engine,
      seed: try file.attribute("seed", of: group), threads: threads,
      probeLimit: try file.number("probe_limit", of: group, in: EmulationSettings.probeLimitRange))
  }
}
