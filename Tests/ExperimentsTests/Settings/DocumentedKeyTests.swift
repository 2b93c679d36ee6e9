import Experiments
import FileFormats
import TestSupport
import Testing

/// The page on experiment files names every key that the reader takes, and no other.
@Suite struct DocumentedKeyTests {
  private static let page = "Documentation/Formats/experiment-file.md"
  private static let problems = WorkloadKind.all.map(\.name)

  /// The keys that the reader names when it meets one that it does not know.
  private func knownKeys(_ text: String) throws -> Set<String> {
    let error = #expect(throws: FormatError.self) {
      try ExperimentSettings.parse(text: text, file: "x.yaml")
    }
    let known = try #require(error?.message.components(after: "known keys: "))
    return Set(known)
  }

  /// The keys in the first cells of the table that follows a line which starts with `mark`.
  private func documentedKeys(after mark: String) throws -> Set<String> {
    let lines = try ProjectFolder.text(of: Self.page)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix(mark) }, "\(mark)")
    let table = lines[start...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    let cells = table.map { $0.split(separator: "|")[0] }
    return Set(
      cells.flatMap {
        $0.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
      })
  }

  @Test func `At the top level`() throws {
    #expect(try documentedKeys(after: "## Top level") == knownKeys("zzz: 1"))
  }

  @Test(arguments: problems) func `Of a problem`(name: String) throws {
    #expect(try documentedKeys(after: "`\(name)`: ") == knownKeys("problem: { \(name): { zzz: 1 } }"))
  }

  @Test(arguments: ["truenorth", "loihi", "cpu"]) func `Of an engine`(name: String) throws {
    let text = "{ problem: ring, walkers: 1, engines: [{ \(name): { zzz: 1 } }] }"
    var documented = try documentedKeys(after: name == "cpu" ? "`cpu`" : "`truenorth` and `loihi`")
    if name == "loihi" { documented.remove("generator") }
    #expect(documented == (try knownKeys(text)))
  }

  @Test func `The worked example of the page is read`() throws {
    let parts = try ProjectFolder.text(of: Self.page).split(separator: "```")
    let example = try #require(parts.first { $0.hasPrefix("yaml\n") })
    let settings = try ExperimentSettings.parse(text: String(example.dropFirst(5)), file: "x.yaml")
    #expect(settings.walkers == 32_000)
    #expect(settings.workload.recordedSteps == [0, 5, 20, 60])
    #expect(settings.engines.map(\.name) == ["truenorth", "loihi", "cpu-counts"])
  }
}

extension String {
  /// What follows `mark`, cut at commas.
  fileprivate func components(after mark: String) -> [String]? {
    guard let range = firstRange(of: mark) else { return nil }
    return self[range.upperBound...].split(separator: ", ").map(String.init)
  }
}
