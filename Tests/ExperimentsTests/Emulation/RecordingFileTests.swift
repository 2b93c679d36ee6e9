import Experiments
import FileFormats
import Foundation
import NeuroFabric
import TestSupport
import Testing

@Suite struct RecordingFileTests {
  private static let some = [NeuronAddress(core: 4, neuron: 2), NeuronAddress(core: 1, neuron: 7)]

  private func record(_ probes: Probes, limit: Int) throws -> EmulationRecord {
    var program = EmulationTests.program()
    program.probes = probes
    var emulation = try Emulation(
      program, settings: EmulationSettings(ticks: 60, seed: .max, probeLimit: limit))
    emulation.run()
    return emulation.record
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
      try RecordingFile.write(written, to: path, codeVersion: "1")
      #expect(RecordingFile.isRecording(path))
      let read = try RecordingFile.read(path)
      #expect(read.family == written.family && read.engine == written.engine && read.seed == .max)
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

  @Test func `Entries that name nothing are refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "r.h5").path(percentEncoded: false)
      var wrong = try record(Probes(spikes: .all), limit: 1000)
      wrong.ticks = 3
      try RecordingFile.write(wrong, to: path, codeVersion: "1")
      #expect { try RecordingFile.read(path) } throws: {
        "\($0)".hasPrefix("\(path): spikes/tick[") && "\($0)".hasSuffix("is 3, but there are only 3")
      }
      wrong.ticks = 60
      wrong.neurons[0] = 1
      try RecordingFile.write(wrong, to: path, codeVersion: "1")
      #expect { try RecordingFile.read(path) } throws: { "\($0)".contains("spikes/neuron[") }
    }
  }
}
