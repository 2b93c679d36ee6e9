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

  /// The SHA-256 of the files, in hexadecimal digits.
  func hashes() throws -> (network: String, input: String?) {
    (try Self.hash(ofFile: network), try input.map(Self.hash))
  }

  private static func hash(ofFile path: String) throws -> String {
    var hash = SHA256()
    try FileReading.pieces(ofFile: path) { hash.update($0) }
    return hash.digest()
  }

  /// The same files, found from any folder.
  var absolute: EmulationSource {
    var source = self
    source.network = URL(fileURLWithPath: network).path
    source.input = input.map { URL(fileURLWithPath: $0).path }
    return source
  }
}
