import Experiments
import FileFormats
import Foundation
import ResultSamples
import Testing

@Suite struct ResultFileTests {
  /// A path in the system's folder for temporary files, removed with the value.
  final class TemporaryFile {
    let path = NSTemporaryDirectory() + "result-\(UUID().uuidString).h5"
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test(arguments: MadeUpResult.spaces.indices)
  func everySpaceComesBackEqual(index: Int) throws {
    try roundTrip(MadeUpResult.result(space: MadeUpResult.spaces[index]))
  }

  @Test(arguments: RunStatus.allCases)
  func everyStatusComesBackEqual(status: RunStatus) throws {
    try roundTrip(MadeUpResult.result(statuses: [status, status]))
  }

  @Test func emptyAndUnusualResultsComeBackEqual() throws {
    try roundTrip(MadeUpResult.empty)
    try roundTrip(MadeUpResult.result(recordedSteps: []))
    var result = MadeUpResult.result()
    result.reference = nil
    result.title = "naïve — ∑ 漢字\n\ttabs"
    result.engines[0].estimates = []
    result.engines[0].chip?.ticksPerStep = []
    result.engines[0].chip?.coreLoads = []
    result.engines[0].chip?.ticks = .max
    result.engines[0].verdict.isGood = false
    result.engines[1].energies = []
    result.engines[1].fits = []
    result.engines[1].relativeBias = .infinity
    try roundTrip(result)
  }

  private func roundTrip(_ result: ExperimentResult) throws {
    let file = TemporaryFile()
    try ResultFile.write(result, to: file.path)
    #expect(try ResultFile.read(file.path) == result)
  }

  @Test func equalResultsGiveEqualBytes() throws {
    let (one, two) = (TemporaryFile(), TemporaryFile())
    try ResultFile.write(MadeUpResult.result(), to: one.path)
    try ResultFile.write(MadeUpResult.result(), to: two.path)
    #expect(
      try Data(contentsOf: .init(fileURLWithPath: one.path))
        == Data(contentsOf: .init(fileURLWithPath: two.path)))
  }

  @Test func anotherVersionIsRefusedByName() throws {
    let file = TemporaryFile()
    let writer = try HDF5Writer(path: file.path)
    try writer.attribute("format", "spikewalk-result")
    try writer.attribute("format_version", Int64(7))
    try writer.finish()
    let error = #expect(throws: FormatError.self) { try ResultFile.read(file.path) }
    #expect(error?.message.contains("format version 7; this build reads version 1") == true)
  }

  @Test func foreignFilesAreRefused() throws {
    let file = TemporaryFile()
    let writer = try HDF5Writer(path: file.path)
    try writer.attribute("format", "something else")
    try writer.finish()
    #expect(throws: FormatError.self) { try ResultFile.read(file.path) }
    try Data("not HDF5 at all".utf8).write(to: .init(fileURLWithPath: file.path))
    #expect(throws: FormatError.self) { try ResultFile.read(file.path) }
    #expect(throws: FormatError.self) { try ResultFile.read(file.path + "-missing") }
  }

  @Test func truncationsAndFlippedBitsAreErrors() throws {
    let file = TemporaryFile()
    try ResultFile.write(MadeUpResult.result(statuses: [.completed]), to: file.path)
    let whole = try Data(contentsOf: .init(fileURLWithPath: file.path))
    for part in 0..<40 {
      let damaged = whole.prefix(whole.count * part / 40)
      try damaged.write(to: .init(fileURLWithPath: file.path))
      #expect(throws: FormatError.self, "cut after \(damaged.count) bytes") { try ResultFile.read(file.path) }
      var flipped = whole
      flipped[(whole.count - 1) * part / 39] ^= 1 << (part % 8)
      try flipped.write(to: .init(fileURLWithPath: file.path))
      #expect(throws: FormatError.self, "flip in part \(part)") { try ResultFile.read(file.path) }
    }
  }

  @Test func partsThatDoNotFitAreErrors() throws {
    let changes: [(inout ExperimentResult) -> Void] = [
      { $0.absorbing.removeLast() }, { $0.idealEstimate.append(1) },
      { $0.engines[0].tally.visits.removeLast() },
      { $0.engines[0].exactLaw.removeLast() }, { $0.space = .interval(count: 1000, origin: 0, spacing: 1) },
      { $0.space = .rectangle(columns: 1 << 40, rows: 1 << 40, spacing: 1) }, { $0.reference?.values = [] },
      { $0.batches = -1 },
    ]
    for (index, change) in changes.enumerated() {
      let file = TemporaryFile()
      var result = MadeUpResult.result()
      change(&result)
      try ResultFile.write(result, to: file.path)
      #expect(throws: FormatError.self, "change \(index)") { try ResultFile.read(file.path) }
    }
  }

  @Test func raggedTablesAndUnwritablePlacesAreRefused() {
    var result = MadeUpResult.result()
    result.idealLaw[2].removeLast()
    let file = TemporaryFile()
    #expect(throws: FormatError.self) { try ResultFile.write(result, to: file.path) }
    #expect(!FileManager.default.fileExists(atPath: file.path))
    #expect(throws: FormatError.self) { try ResultFile.write(MadeUpResult.empty, to: "/nowhere/result.h5") }
  }
}
