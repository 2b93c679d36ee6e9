import Experiments
import FileFormats
import Foundation
import NeuroFabric
import TestSupport
import Testing

@Suite struct RecordingFileTests {
  private static let some = [NeuronAddress(core: 4, neuron: 2), NeuronAddress(core: 1, neuron: 7)]

  private func record(
    _ probes: Probes, limit: Int, of files: EmulationFiles = EmulationTests.files
  ) throws -> EmulationRecord {
    var program = EmulationTests.program()
    program.probes = probes
    var emulation = try Emulation(
      program, settings: EmulationSettings(ticks: 60, seed: .max, probeLimit: limit))
    emulation.run()
    return emulation.record(of: files)
  }

  @Test(
    arguments: [
      Probes(spikes: .all, potentials: some), Probes(spikes: .some(some)), Probes(), Probes(potentials: some),
    ], [15, 100_000])
  func `A recording comes back as it was written`(probes: Probes, limit: Int) throws {
    let written = try record(probes, limit: limit)
    #expect((written.recording.dropped.all > 0) == (limit == 15))
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "r.h5").path(percentEncoded: false)
      try RecordingFile.write(written, to: path)
      #expect(RecordingFile.isRecording(path))
      let read = try RecordingFile.read(path)
      #expect(read.family == written.family && read.engine == written.engine && read.seed == .max)
      #expect(read.files == written.files && read.codeVersion == Version.code)
      #expect(read.askedTicks == 60 && read.inputs == (400, 160) && read.status == .completed)
      #expect(read.ticks == 60 && read.events == written.events && read.neurons == written.neurons)
      #expect(read.cores.map(\.place) == written.cores.map(\.place))
      #expect(read.cores.map(\.load) == written.cores.map(\.load))
      #expect(read.links.map(\.link) == written.links.map(\.link) && !read.links.isEmpty)
      #expect(read.links.map(\.packets) == written.links.map(\.packets))
      let (a, b) = (read.recording, written.recording)
      #expect(a.probes == b.probes && a.dropped == b.dropped)
      #expect(a.spikes == b.spikes && a.outputs == b.outputs)
      #expect(a.potentials == b.potentials && a.potentialTicks == b.potentialTicks)
    }
  }

  @Test func `A recording says what was recorded, and whether it is all of it`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "r.h5").path(percentEncoded: false)
      var files = EmulationTests.files
      files.input = nil
      var stopped = try record(Probes(), limit: 10, of: files)
      stopped.askedTicks = 100
      try RecordingFile.write(stopped, to: path)
      let file = try HDF5Reader(path: path)
      for (name, text) in [
        ("network", "net.h5"), ("network_sha256", "ab12"), ("input", ""), ("input_sha256", ""),
        ("status", "interrupted"), ("code_version", Version.code),
      ] { #expect(try file.text(name) == text) }
      let asked: UInt64 = try file.attribute("ticks_asked")
      #expect(asked == 100)
      let read = try RecordingFile.read(path)
      #expect(read.files == files && read.status == .interrupted)
      #expect(
        EmulationSummary(read, files: []).text.hasPrefix("net.h5: interrupted at tick 60 of 100 on the "))
      #expect(EmulationSummary(read, files: []).json == EmulationSummary(stopped, files: []).json)
    }
  }

  @Test func `Entries that name nothing are refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "r.h5").path(percentEncoded: false)
      var wrong = try record(Probes(spikes: .all), limit: 1000)
      wrong.ticks = 3
      try RecordingFile.write(wrong, to: path)
      #expect { try RecordingFile.read(path) } throws: {
        "\($0)".hasPrefix("\(path): spikes/tick[") && "\($0)".hasSuffix("is 3, but there are only 3")
      }
      wrong.ticks = 60
      wrong.neurons[0] = 1
      try RecordingFile.write(wrong, to: path)
      #expect { try RecordingFile.read(path) } throws: { "\($0)".contains("spikes/neuron[") }
    }
  }
}
