import FileFormats
import Foundation
import NeuroFabric
import TestSupport
import Testing

/// Fabric programs without a seal, and what the library that reads them may do.
@Suite struct ImportTests {
  /// Cores of 256 neurons that spike in every tick, with empty crossbars.
  static func program(cores: Int, probes: Probes = Probes()) -> FabricProgram {
    var image = TrueNorthImage()
    var type = TrueNorthNeuron()
    (type.leak, type.threshold) = (1, 1)
    image.types = [type]
    image.cores = (0..<cores).map { index in
      var core = TrueNorthImage.Core(position: MeshPoint(x: index % 256, y: index / 256))
      core.axonTypes = [UInt8](repeating: 0, count: 256)
      core.neurons = (0..<256).map { .init(type: 0, identity: UInt64(index * 256 + $0), target: .none) }
      core.crossbar = Crossbar(axons: 256, neurons: 256)
      return core
    }
    return FabricProgram(image: .trueNorth(image), probes: probes)
  }

  /// Writes net.h5 and gives its bytes, the last 32 of which are the seal.
  private static func write(_ program: FabricProgram, _ folder: ToolFolder) throws -> Data {
    let file = folder.url.appending(path: "net.h5")
    try ProgramFile.write(program, to: file.path(percentEncoded: false))
    return try Data(contentsOf: file)
  }

  @Test func `A small file of a large network has the time that it unfolds to, and no more`() throws {
    try ToolFolder.with { folder in
      let whole = try Self.write(Self.program(cores: 16_384), folder)
      #expect(whole.count < 4 << 20)
      try whole.dropLast(32).write(to: folder.url.appending(path: "open.h5"))
      let sealed = try folder.tool("import hdf5 open.h5 --output sealed.h5")
      #expect(sealed.exitCode == 0, "\(sealed.standardError)")
      #expect(try Data(contentsOf: folder.url.appending(path: "sealed.h5")) == whole)
      let tool = builtProducts.appending(path: "spikewalk").path(percentEncoded: false)
      for (limit, words) in [
        ("-S", "open.h5: ran out of its time: reading it took more processor time than its size explains; "),
        ("", "open.h5: was given up: the system ended the import (signal 9), "),
      ] {
        let late = try run(
          URL(filePath: "/bin/sh"),
          ["-c", "ulimit \(limit) -t 1; exec '\(tool)' import hdf5 open.h5 --output late.h5"], in: folder.url)
        #expect(late.exitCode == 65)
        #expect(late.standardError.hasPrefix("spikewalk: error: \(words)"), "\(late.standardError)")
        #expect(!folder.exists("late.h5"))
      }
    }
  }

  @Test func `A program without a seal is sealed by import`() throws {
    try ToolFolder.with { folder in
      let whole = try Self.write(Self.program(cores: 1), folder)
      try whole.dropLast(32).write(to: folder.url.appending(path: "open.h5"))
      let open = try folder.tool("emulate open.h5 --ticks 1")
      #expect(open.exitCode == 65)
      #expect(
        open.standardError
          == "spikewalk: error: open.h5: does not end with the seal of this program; what another program wrote is "
          + "sealed by spikewalk import hdf5 FILE --output SEALED.h5\n")
      let sealed = try folder.tool("import hdf5 open.h5 --output sealed.h5")
      #expect(sealed.standardOutput == "sealed.h5: 1 core, 256 neurons, 0 input spikes\n")
      #expect(try Data(contentsOf: folder.url.appending(path: "sealed.h5")) == whole)
    }
  }

  @Test func `Damage to a file without a seal never ends the tool`() throws {
    try ToolFolder.with { folder in
      let open = try Self.write(Self.program(cores: 31), folder).dropLast(32)
      var random = testStream(seed: 17)
      var codes: Set<Int32> = []
      for _ in 0..<20 {
        var damaged = open
        // Where the library keeps its own books, mostly at the start and the end.
        let place = Int.random(in: 0..<6000, using: &random)
        let index = Bool.random(using: &random) ? place : damaged.count - 1 - place
        damaged[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        try damaged.write(to: folder.url.appending(path: "d.h5"))
        let result = try folder.tool("import hdf5 d.h5 --output s.h5 --overwrite")
        #expect(result.exitCode == 0 || result.exitCode == 65, "byte \(index): \(result.standardError)")
        if result.exitCode != 0 { #expect(result.standardError.hasPrefix("spikewalk: error: d.h5: ")) }
        codes.insert(result.exitCode)
      }
      #expect(codes == [0, 65])
    }
  }
}
