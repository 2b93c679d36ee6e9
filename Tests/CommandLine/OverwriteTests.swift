import Foundation
import TestSupport
import Testing

/// Commands never lose a file: not one that they read, not one that they write as something else, not one of the
/// user's in an output folder, and none of an earlier whole set.
@Suite struct OverwriteTests {
  private static let tea = ProjectFolder.root.appending(path: "Tests/Golden/RANC/tea-128").path(
    percentEncoded: false)
  private static let grid = "--grid 8x4 --output-core 0,3"
  private static let walk = [
    "walk.yaml":
      "problem:\n  chain: { file: walk.csv, start: 0, steps: 3 }\nwalkers: 10\nengines: [cpu]\n",
    "walk.csv": "from,to,probability\n0,1,1\n1,0,1\n",
  ]

  /// A folder with the tea network in net.h5, and one input spike in spikes.csv.
  private func withNetwork(_ body: (ToolFolder) throws -> Void) throws {
    try ToolFolder.with(["spikes.csv": "tick,core,axon\n4,0,7\n"]) { folder in
      #expect(try folder.tool("import ranc \(Self.tea) \(Self.grid) --output net.h5").exitCode == 0)
      try body(folder)
    }
  }

  /// All files below a folder, with what is in them.
  private func contents(_ folder: ToolFolder) throws -> [String: Data] {
    let path = folder.url.path(percentEncoded: false)
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, FileManager.default.contents(atPath: path + "/" + $0) ?? Data())
      }
    )
  }

  /// A command ends with 73 and this message, and changes nothing.
  private func refused(_ line: String, _ message: String, in folder: ToolFolder) throws {
    let before = try contents(folder)
    let result = try folder.tool(line)
    #expect(result.exitCode == 73, "\(line)")
    #expect(
      result.standardError.hasPrefix("spikewalk: error: \(message)"), "\(line): \(result.standardError)")
    #expect(try contents(folder) == before, "\(line)")
  }

  private let isRead = "is a file that this command reads, and would be lost"

  @Test func `emulate writes to no file that it reads, and to none twice`() throws {
    try withNetwork { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: "link.h5").path(percentEncoded: false),
        withDestinationPath: "net.h5")
      let emulate = "emulate net.h5 --ticks 3"
      for overwrite in ["", " --overwrite"] {
        try refused(
          "\(emulate) --input spikes.csv --output .\(overwrite)", "./spikes.csv: \(isRead)", in: folder)
        try refused("\(emulate) --output ./net.h5\(overwrite)", "./net.h5: \(isRead)", in: folder)
        try refused("\(emulate) --output link.h5\(overwrite)", "link.h5: \(isRead)", in: folder)
        try refused("\(emulate) --checkpoint net.h5\(overwrite)", "net.h5: \(isRead)", in: folder)
        for (output, checkpoint) in [("z.h5", "./z.h5"), ("z.h5", "z.html"), ("o", "o/spikes.csv")] {
          try refused(
            "\(emulate) --output \(output) --checkpoint \(checkpoint)\(overwrite)",
            "\(checkpoint): would be written twice, as ", in: folder)
        }
      }
      #expect(try folder.tool("\(emulate) --checkpoint c.h5").exitCode == 0)
      try refused("resume c.h5 --output c.h5 --overwrite", "c.h5: \(isRead)", in: folder)
      try refused("resume c.h5 --output net.h5 --overwrite", "net.h5: \(isRead)", in: folder)
      #expect(try folder.tool("resume c.h5 --output r.h5").exitCode == 0)
      try refused("report r.h5 --output r.h5", "r.h5: \(isRead)", in: folder)
    }
  }

  @Test func `Other commands write to no file that they read either`() throws {
    try ToolFolder.with(Self.walk) { folder in
      for place in ["walk.yaml", "walk.csv"] {
        try refused(
          "run walk.yaml --quiet --checkpoint \(place) --overwrite", "\(place): \(isRead)", in: folder)
      }
      try refused(
        "run walk.yaml --quiet --output o --checkpoint o/summary.json",
        "o/summary.json: would be written twice",
        in: folder)
      try refused("chain walk.yaml --output walk.csv", "walk.csv: \(isRead)", in: folder)
      #expect(try folder.tool("run walk.yaml --quiet --output o --checkpoint c").exitCode == 0)
      try refused("report o/result.h5 --output o/result.h5", "o/result.h5: \(isRead)", in: folder)
      #expect(try folder.tool("resume c --quiet --overwrite").exitCode == 0)
      try FileManager.default.copyItem(
        atPath: Self.tea, toPath: folder.url.appending(path: "tea").path(percentEncoded: false))
      let name = "tea/csram_001.mem"
      try refused(
        "import ranc tea \(Self.grid) --output \(name) --overwrite", "\(name): \(isRead)", in: folder)
    }
    try withNetwork { folder in
      try refused("import hdf5 net.h5 --output net.h5 --overwrite", "net.h5: \(isRead)", in: folder)
    }
  }

  @Test func `A run that is refused before it starts leaves no checkpoint`() throws {
    let file =
      "problem: { ring: { cells: 2000, steps: 4 } }\nwalkers: 10\nengines: [{ loihi: { chips: 1, replicas: 9000 } }]\n"
    try ToolFolder.with(["big.yaml": file]) { folder in
      let refused = try folder.tool("run big.yaml --quiet --checkpoint c")
      #expect(refused.exitCode == 65, "\(refused.standardError)")
      #expect(!folder.exists("c"))
    }
  }

  @Test func `Files of the user in an output folder stay`() throws {
    try withNetwork { folder in
      let emulate = "emulate net.h5 --ticks 3 --output ."
      try refused("\(emulate) --overwrite", "./spikes.csv: is no table of a recording", in: folder)
      #expect(try folder.tool("\(emulate)/o --probe-spikes all").exitCode == 0)
      #expect(folder.exists("o/spikes.csv"))
      #expect(try folder.tool("\(emulate)/o --overwrite").exitCode == 0)
      #expect(!folder.exists("o/spikes.csv") && folder.exists("o/cores.csv"))
    }
    try ToolFolder.with(Self.walk.merging(["report.html": "mine"]) { $1 }) { folder in
      try refused("run walk.yaml --quiet --output .", "./report.html: exists already", in: folder)
    }
  }

  @Test func `A set of files that the disk has no room for leaves the earlier set whole`() throws {
    try withNetwork { folder in
      let tool = builtProducts.appending(path: "spikewalk").path(percentEncoded: false)
      let options = "--seed 1 --probe-spikes all --ticks"
      for (output, ticks) in [("o", 600), ("r.h5", 600)] {
        #expect(try folder.tool("emulate net.h5 \(options) 20 --output \(output)").exitCode == 0)
        let before = try contents(folder)
        let line =
          "trap '' XFSZ; ulimit -f 60; '\(tool)' emulate net.h5 \(options) \(ticks) --output \(output)"
        let full = try run(URL(filePath: "/bin/sh"), ["-c", line + " --overwrite"], in: folder.url)
        #expect(full.exitCode == 73, "\(full.standardError)")
        #expect(try contents(folder) == before)
      }
    }
  }

  @Test func `What killed processes left behind goes with the next success`() throws {
    try withNetwork { folder in
      var name = [CChar](repeating: 0, count: 65)
      gethostname(&name, name.count - 1)
      let host = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      // No process has the largest number that the type holds; ours is alive.
      let gone = [".net.h5.\(host).2147483647-3.partial"]
      let kept = [
        ".net.h5.\(host).\(getpid())-3.partial", ".net.h5.elsewhere.2147483647-3.partial",
        ".other.h5.\(host).2147483647-3.partial", ".net.h5.\(host).mine.partial",
      ]
      for name in gone + kept { try folder.write("", to: name) }
      let again = "import ranc \(Self.tea) \(Self.grid) --output net.h5"
      #expect(try folder.tool(again).exitCode == 73)
      #expect((gone + kept).allSatisfy(folder.exists))
      #expect(try folder.tool(again + " --overwrite").exitCode == 0)
      #expect(!gone.contains(where: folder.exists) && kept.allSatisfy(folder.exists))
    }
  }

  @Test func `A run that cannot begin leaves no folder behind`() throws {
    try withNetwork { folder in
      let checkpoint = "--checkpoint gone/c"
      try refused("emulate net.h5 --ticks 3 --output a/b \(checkpoint)", "gone/c: cannot be ", in: folder)
    }
    try ToolFolder.with(Self.walk) { folder in
      try refused("run walk.yaml --quiet --checkpoint gone/c", "gone/c: cannot be ", in: folder)
    }
  }

  @Test func `A pipe that nobody writes to and a device without end are refused`() throws {
    try withNetwork { folder in
      let copy = folder.url.appending(path: "tea").path(percentEncoded: false)
      try FileManager.default.copyItem(atPath: Self.tea, toPath: copy)
      try FileManager.default.removeItem(atPath: copy + "/csram_001.mem")
      #expect(mkfifo(copy + "/csram_001.mem", 0o666) == 0)
      for (line, file) in [
        ("verify ranc tea \(Self.grid)", "tea/csram_001.mem"),
        ("emulate tea/csram_001.mem --ticks 3", "tea/csram_001.mem"),
        ("emulate net.h5 --ticks 3 --input /dev/zero", "/dev/zero"),
        ("run /dev/zero", "/dev/zero"),
      ] {
        let result = try folder.tool(line)
        #expect(result.exitCode == 74, "\(line)")
        #expect(
          result.standardError == "spikewalk: error: \(file): is no regular file; save it to the disk first\n"
        )
      }
    }
  }
}
