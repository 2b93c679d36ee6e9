import Foundation
import TestSupport
import Testing

/// The README's worked example is what the tool prints, but for times and the machine's meter.
@Suite struct ReadmeTests {
  private static let begin = "<!-- example: begin -->"
  private static let end = "<!-- example: end -->"

  private static func block() throws -> [Substring] {
    let text = try ProjectFolder.text(of: "README.md")
    let start = try #require(text.range(of: begin)), stop = try #require(text.range(of: end))
    return text[start.upperBound..<stop.lowerBound].split(separator: "\n").filter { $0 != "```" }
  }

  /// Lines that are the same on any machine. What follows a "J of this computer" line belongs to it.
  private static func lasting(_ lines: some Sequence<Substring>) -> [Substring] {
    lines.filter { line in
      !["host time", "J of this computer", "measured, ", "    "].contains {
        line.contains($0) && !isTable(line)
      }
    }
  }

  private static func isTable(_ line: Substring) -> Bool {
    ["walker-steps ", "ticks per", "chip time", "worst", "p-values", "J per", "low "].contains {
      line.contains($0)
    }
  }

  @Test func `The worked example is what the tool prints`() throws {
    try ToolFolder.with { folder in
      let lines = try Self.block()
      #expect(lines[0] == "spikewalk run Examples/torus-diffusion.yaml")
      _ = try folder.tool("examples torus-diffusion --copy")
      let run = try folder.tool("run torus-diffusion.yaml --quiet")
      #expect(run.exitCode == 0)
      let printed = Self.lasting(run.standardOutput.split(separator: "\n"))
      #expect(Self.lasting(lines.dropFirst()) == printed)
      #expect(printed.count > 30)
    }
  }
}
