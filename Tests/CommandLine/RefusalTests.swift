import Foundation
import TestSupport
import Testing

/// What is wrong with an experiment is said in one line, with its place, the value, the limit and what to do.
@Suite struct RefusalTests {
  /// Files that experiments in these tests name.
  private static let chains = [
    "walk.csv": "from,to,probability\n0,0,0.5\n0,1,0.5\n",
    "named.csv": "from,to,probability\nhall,hall,0.5\nhall,cellar,0.5\n",
    "cut.mtx": "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 0.5\n1 2 0.5\n",
    "off.csv": "from,to,probability\n0,0,0.5\n0,1,0.25\n1,1,1\n",
    "negative.csv": "from,to,probability\n0,0,1.5\n0,1,-0.5\n1,1,1\n",
  ]

  private func check(_ refusal: Refusal) throws {
    try ToolFolder.with(Self.chains) { folder in
      try folder.write(refusal.text, to: "x.yaml")
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: "folder.csv"), withIntermediateDirectories: false)
      let result = try folder.tool("validate x.yaml")
      #expect(result.standardError == "spikewalk: error: \(refusal.message)\n")
      #expect(result.exitCode == refusal.code)
      #expect(result.standardOutput == "")
    }
  }

  @Test(arguments: Refusal.valueRefusals) func `Values and files`(refusal: Refusal) throws {
    try check(refusal)
  }

  @Test(arguments: Refusal.problemRefusals) func `Problems`(refusal: Refusal) throws {
    try check(refusal)
  }

  @Test(arguments: Refusal.engineRefusals) func `Engines`(refusal: Refusal) throws {
    try check(refusal)
  }

  @Test func `The experiment that the others are made from is good`() throws {
    try ToolFolder.with(["x.yaml": Refusal.base()]) { folder in
      let good = try folder.tool("validate x.yaml")
      #expect(good.exitCode == 0)
    }
  }

  @Test func `run refuses with the same words, and writes nothing`() throws {
    let refusal = Refusal.valueRefusals[0]
    try ToolFolder.with(["x.yaml": refusal.text]) { folder in
      let result = try folder.tool("run x.yaml")
      #expect(result.standardError == "spikewalk: error: \(refusal.message)\n")
      #expect(result.exitCode == 65)
      #expect(!folder.exists("results"))
    }
  }

  @Test func `Bytes that are no text`() throws {
    try ToolFolder.with { folder in
      try Data(0...255).write(to: folder.url.appending(path: "x.yaml"))
      let result = try folder.tool("validate x.yaml")
      #expect(
        result.standardError == "spikewalk: error: x.yaml: is not UTF-8 text; save the file as UTF-8\n")
      #expect(result.exitCode == 65)
    }
  }
}
