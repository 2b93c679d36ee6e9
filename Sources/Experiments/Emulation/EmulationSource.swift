import FileFormats
import Foundation
import NeuroFabric

/// Where the program of an emulation comes from: files, and the probes that were asked for.
public struct EmulationSource: Hashable, Sendable {
  /// The fabric program.
  public var network: String
  /// Input spikes in place of the network's own.
  public var input: String?
  /// Probes in words, all of them in place of all of the network's own; see `ProbeText`.
  public var probeSpikes: [String]
  public var probePotentials: [String]

  public init(
    network: String, input: String? = nil, probeSpikes: [String] = [], probePotentials: [String] = []
  ) {
    self.network = network
    self.input = input
    self.probeSpikes = probeSpikes
    self.probePotentials = probePotentials
  }

  /// Reads the program.
  ///
  /// - Parameter isRecorded: whether the run writes a recording; without one, nothing is probed.
  /// - Throws: `FormatError`, `ProbeError`.
  public func program(isRecorded: Bool) throws -> FabricProgram {
    var program = try ProgramFile.read(network)
    if let input { program.inputs = try InputSpikeFile.read(input, for: program.image) }
    if !isRecorded {
      program.probes = Probes()
    } else if !probeSpikes.isEmpty || !probePotentials.isEmpty {
      program.probes = Probes(
        spikes: try ProbeText(program.image, option: "--probe-spikes").spikes(probeSpikes),
        potentials: try ProbeText(program.image, option: "--probe-potentials").neurons(probePotentials))
    }
    return program
  }

  /// The files by name and hash.
  ///
  /// - Parameter forResuming: the files are to be read again some day. Without it, input spikes that came through a
  ///   pipe have a name alone.
  /// - Throws: `FormatError` if they cannot be read once more.
  public func files(forResuming: Bool = false) throws -> EmulationFiles {
    let input = try input.map { path in
      forResuming || Self.isRegular(path) ? try Self.file(path) : .init(name: Self.name(path), hash: "")
    }
    return EmulationFiles(network: try Self.file(network), input: input)
  }

  private static func file(_ path: String) throws -> EmulationFiles.File {
    var hash = SHA256()
    try FileReading.pieces(ofFile: path) { hash.update($0) }
    return .init(name: name(path), hash: hash.digest())
  }

  private static func name(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }

  private static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The same files, found from any folder.
  var absolute: EmulationSource {
    var source = self
    source.network = URL(fileURLWithPath: network).path
    source.input = input.map { URL(fileURLWithPath: $0).path }
    return source
  }
}
