import TestSupport
import Testing

/// Rules that the text of the code can show to be kept.
@Suite struct CodeRuleTests {
  /// Chips compute with integers, so the emulator does too: that is what makes its results the same everywhere.
  @Test(arguments: ["Sources/NeuroFabric", "Sources/FixedPoint"])
  func `There is no floating point in the emulator`(folder: String) throws {
    // It turns probabilities, which are real numbers, into numerators of a grid, and lies on the border for that.
    let exception = "Sources/FixedPoint/ProbabilityGrid.swift"
    for path in ProjectFolder.files(under: folder, suffix: ".swift") where path != exception {
      #expect(try occurrences(of: Self.floatingPoint, in: path) == [], "\(path)")
    }
    #expect(
      try !occurrences(of: Self.floatingPoint, in: exception).isEmpty, "the rule has no exception any more")
  }

  @Test func `No random numbers but those of RandomStreams`() throws {
    for path in ProjectFolder.files(under: "Sources", suffix: ".swift") {
      #expect(try occurrences(of: Self.systemRandomness, in: path) == [], "\(path)")
    }
  }

  @Test func `Nothing is left for later`() throws {
    for folder in ["Sources", "Tests", "Documentation", "Examples", "Models"] {
      for path in ProjectFolder.files(under: folder, suffix: "") where isText(path) {
        let text = try ProjectFolder.text(of: path)
        #expect(!Self.leftovers.contains { text.contains($0) }, "\(path)")
      }
    }
  }

  @Test func `Tests never wait for luck: no retries, no disabled tests`() throws {
    for path in ProjectFolder.files(under: "Tests", suffix: ".swift") {
      #expect(try occurrences(of: Self.excuses, in: path) == [], "\(path)")
    }
  }

  /// Lines of code that match, as numbers from 1.
  private func occurrences(of pattern: Regex<Substring>, in path: String) throws -> [Int] {
    try SourceFile(path: path).code.enumerated()
      .filter { $0.element.contains(pattern) }.map { $0.offset + 1 }
  }

  private func isText(_ path: String) -> Bool {
    [".swift", ".md", ".yaml", ".yml", ".json", ".csv", ".h"].contains { path.hasSuffix($0) }
  }

  /// Written in two halves, so that this file does not hold them.
  private static let leftovers = ["TO" + "DO", "FIX" + "ME", "Place" + "holder.swift"]
  private nonisolated(unsafe) static let floatingPoint = /\b(?:Double|Float(?:16|32|64|80)?|CGFloat)\b/
  private nonisolated(unsafe) static let systemRandomness =
    /SystemRandomNumberGenerator|\barc4random|\.random\(in: [^,)]*\)|\bdrand48\b|\.shuffled\(\)|\.randomElement\(\)/
  private nonisolated(unsafe) static let excuses = /withKnown[I]ssue|\.dis[a]bled\(/
}
