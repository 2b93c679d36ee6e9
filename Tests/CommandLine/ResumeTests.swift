import Foundation
import TestSupport
import Testing

/// Runs that are broken off and gone on with: what they find is what the uninterrupted run finds, bit for bit.
@Suite struct ResumeTests {
  private static let tea = ProjectFolder.root.appending(path: "Tests/Golden/RANC/tea-128").path(
    percentEncoded: false)
  private static let files = ["outputs.csv", "spikes.csv", "potentials.csv", "cores.csv", "links.csv"]
  private static let probes = "--probe-spikes all --probe-potentials 3:0-4"

  private func withNetwork(_ body: (ToolFolder) throws -> Void) throws {
    try ToolFolder.with { folder in
      let made = try folder.tool("import ranc \(Self.tea) --grid 8x4 --output-core 0,3 --output net.h5")
      #expect(made.exitCode == 0, "\(made.standardError)")
      try body(folder)
    }
  }

  private func same(_ a: String, _ b: String, _ folder: ToolFolder) throws {
    for name in Self.files {
      #expect(try folder.text("\(a)/\(name)") == folder.text("\(b)/\(name)"), "\(name)")
    }
  }

  private func size(_ name: String, _ folder: ToolFolder) throws -> Int {
    try Data(contentsOf: folder.url.appending(path: name)).count
  }

  /// Runs a shell command line in which TOOL is the tool.
  private func shell(_ line: String, in folder: ToolFolder) throws -> CommandResult {
    let tool = builtProducts.appending(path: "spikewalk").path(percentEncoded: false)
    return try run(
      URL(filePath: "/bin/sh"), ["-c", line.replacing("TOOL", with: "'\(tool)'")], in: folder.url)
  }

  @Test func `Ctrl-C leaves a checkpoint, and resuming ends with the whole recording`() throws {
    try withNetwork { folder in
      let all = "emulate net.h5 --ticks 400000"
      let stopped = try folder.tool(
        "\(all) --output part --checkpoint c --checkpoint-every 1000", interruptAfter: 0.2)
      #expect(stopped.exitCode == 130, "\(stopped.standardError)")
      #expect(stopped.standardOutput.hasSuffix("Go on:   spikewalk resume c\n"))
      let refused = try folder.tool("resume c")
      #expect(refused.exitCode == 73)
      #expect(refused.standardError.contains("part/outputs.csv: exists already"))
      #expect(try folder.tool("resume c --overwrite").exitCode == 0)
      #expect(try folder.tool("\(all) --output whole").exitCode == 0)
      for name in ["outputs.csv", "cores.csv", "links.csv"] {
        #expect(try folder.text("part/\(name)") == folder.text("whole/\(name)"), "\(name)")
      }
    }
  }

  @Test(arguments: 0..<8)
  func `Killed at any moment the last checkpoint is whole`(number: Int) throws {
    try withNetwork { folder in
      let all = "emulate net.h5 --ticks 3000 \(Self.probes)"
      _ = try folder.tool(
        "\(all) --checkpoint c --checkpoint-every 1 --output part",
        interruptAfter: 0.02 + 0.03 * Double(number), signal: SIGKILL)
      // Killed before the first checkpoint there is none; one that is there is whole.
      guard folder.exists("c") else { return }
      let done = try folder.tool("resume c --overwrite --checkpoint-every 100000 --output done")
      #expect(done.exitCode == 0, "\(done.standardError)")
      #expect(try folder.tool("\(all) --output whole").exitCode == 0)
      try same("done", "whole", folder)
    }
  }

  @Test func `A disk that is full ends with 73; results are written and the checkpoint before is kept`()
    throws
  {
    try withNetwork { folder in
      let all = "emulate net.h5 --ticks 600"
      #expect(try folder.tool("emulate net.h5 --ticks 0 --checkpoint first").exitCode == 0)
      #expect(try folder.tool("\(all) --checkpoint last --output whole").exitCode == 0)
      let limit = (try size("first", folder) + size("last", folder)) / 2
      #expect(try size("first", folder) + 2048 < limit)
      // The first checkpoint fits, the last one does not.
      let full = try shell(
        "trap '' XFSZ; ulimit -f \(limit / 512); TOOL \(all) --checkpoint c --checkpoint-every 20 --json",
        in: folder)
      #expect(full.exitCode == 73, "\(full.standardError)")
      #expect(full.standardError.hasPrefix("spikewalk: warning: c: cannot be written: File too large; the "))
      #expect(
        full.standardError.contains("\nspikewalk: error: c: cannot be written: File too large; what was "))
      #expect(try JSON(full.standardOutput)["status"].string == "completed")
      #expect(try folder.tool("resume c --output done").exitCode == 0)
      for name in ["outputs.csv", "cores.csv", "links.csv"] {
        #expect(try folder.text("done/\(name)") == folder.text("whole/\(name)"), "\(name)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path(percentEncoded: false))
      #expect(names.allSatisfy { !$0.hasSuffix(".partial") })
    }
  }

  @Test func `A recording that the disk has no room for ends with 73 and no crash`() throws {
    try withNetwork { folder in
      let full = try shell(
        "trap '' XFSZ; ulimit -f 100; TOOL emulate net.h5 --ticks 600 --probe-spikes all --output part.h5",
        in: folder)
      #expect(full.exitCode == 73, "\(full.standardError)")
      #expect(!folder.exists("part.h5"))
    }
  }

  @Test func `A place that cannot be written to is found before anything is computed`() throws {
    try withNetwork { folder in
      try folder.write("", to: "file")
      for (place, reason) in [("file/c", "Not a directory"), ("gone/c", "No such file or directory")] {
        let result = try folder.tool("emulate net.h5 --ticks 10 --checkpoint \(place)")
        #expect(result.exitCode == 73)
        #expect(
          result.standardError
            == "spikewalk: error: \(place): cannot be written: \(reason); nothing was computed: mend that, "
            + "or choose another place with --checkpoint\n")
      }
      try folder.write("mine", to: "taken")
      let taken = try folder.tool("emulate net.h5 --ticks 10 --checkpoint taken")
      #expect(taken.exitCode == 73)
      #expect(taken.standardError.contains("taken: exists already; go on from it with spikewalk resume"))
      #expect(try folder.text("taken") == "mine")
    }
  }

  @Test func `Another network and a damaged checkpoint are refused`() throws {
    try withNetwork { folder in
      try folder.write("tick,core,axon\n1,0,0\n", to: "in.csv")
      let begun = try folder.tool("emulate net.h5 --input in.csv --ticks 9 --checkpoint c")
      #expect(begun.exitCode == 0, "\(begun.standardError)")
      func refused(_ line: String, _ message: String) throws {
        let result = try folder.tool(line)
        #expect(result.exitCode == 65, "\(line)")
        #expect(result.standardError.contains(message), "\(result.standardError)")
      }
      try folder.write("tick,core,axon\n2,0,0\n", to: "in.csv")
      try refused("resume c", "in.csv: is not the input file of the checkpoint c: its SHA-256 is")
      try folder.write("tick,core,axon\n1,0,0\n", to: "in.csv")
      #expect(try folder.tool("resume c").exitCode == 0)
      try refused(
        "resume c --network in.csv", "in.csv: is not the network of the checkpoint c: its SHA-256 is")
      try refused("resume net.h5", "net.h5: is not a checkpoint: its format is \"spikewalk-program\"")
      try refused("resume in.csv", "in.csv: is not a checkpoint of this program, or was cut short")
      let url = folder.url.appending(path: "c")
      let whole = try Data(contentsOf: url)
      for position in [100, whole.count / 2, whole.count - 20] {
        var damaged = whole
        damaged[position] ^= 4
        try damaged.write(to: url)
        try refused("resume c", "error: c: ")
      }
      try whole.prefix(whole.count / 2).write(to: url)
      try refused("resume c", "c: is not a checkpoint of this program, or was cut short")
    }
  }

  private static let experiment = [
    "walk.yaml": """
    problem:
      chain: { file: walk.csv, start: 0, steps: 60 }
    walkers: 3000
    batches: 3
    record: [10, 60]
    engines: [truenorth, loihi, { cpu: { method: walkers } }]
    """,
    // Walkers that carry a mean: their scores are in the checkpoint.
    "average.yaml": """
    problem:
      option:
        model: BS
        spot: 100
        rate: 0.05
        volatility: 0.2
        payoff: asian_arithmetic_discrete
        option_type: call
        dates: 12
        strike: [90, 100]
        maturity: 1
        states: 51
    walkers: 300000
    batches: 30
    engines: [{ cpu: { method: walkers } }]
    """,
    "walk.csv": (0..<30).reduce("from,to,probability\n") { text, cell in
      text + "\(cell),\((cell + 1) % 30),0.5\n\(cell),\(cell),0.25\n\(cell),\((cell + 29) % 30),0.25\n"
    },
  ]

  /// All of a result but times, dates and meters.
  private func content(_ folder: ToolFolder, _ name: String) throws -> String {
    let text = try folder.tool("report \(name)/result.h5 --json").standardOutput
    let moving = ["\"date\"", "\"host_seconds\"", "\"not_measured\"", "\"host_joules\""]
    return text.split(separator: "\n").filter { line in !moving.contains { line.contains($0) } }
      .joined(separator: "\n")
  }

  @Test(arguments: ["walk.yaml", "average.yaml"], 0..<4)
  func `An experiment that is killed at any moment goes on to the same result`(file: String, number: Int)
    throws
  {
    try ToolFolder.with(Self.experiment) { folder in
      #expect(try folder.tool("run \(file) --quiet --output whole --seed 7").exitCode == 0)
      _ = try folder.tool(
        "run \(file) --quiet --seed 7 --output part --checkpoint c --checkpoint-every 0 --threads 2",
        interruptAfter: 0.04 + 0.07 * Double(number), signal: SIGKILL)
      guard folder.exists("c") else { return }
      let done = try folder.tool("resume c --quiet --overwrite --threads \(1 + number % 3)")
      #expect(done.exitCode == 0, "\(done.standardError)")
      #expect(try content(folder, "part") == content(folder, "whole"))
      // From its last checkpoint a run that is done writes the same once more.
      #expect(try folder.tool("resume c --quiet --output again").exitCode == 0)
      #expect(try content(folder, "again") == content(folder, "whole"))
    }
  }

  @Test func `A batch that Ctrl-C stops goes on from its last step`() throws {
    let file = """
      problem:
        ring: { cells: 50, stay: 0.5, steps: 12000 }
      walkers: 2000
      batches: 1
      record: [12000]
      engines: [ENGINE]
      """
    for engine in ["truenorth", "loihi"] {
      try ToolFolder.with(["long.yaml": file.replacing("ENGINE", with: engine)]) { folder in
        let stopped = try folder.tool(
          "run long.yaml --quiet --output part --checkpoint c", interruptAfter: 0.3)
        #expect(stopped.exitCode == 130, "\(stopped.standardError)")
        #expect(stopped.standardOutput.hasSuffix("Go on:   spikewalk resume c\n"))
        let half = try JSON(folder.tool("report part/result.h5 --json").standardOutput)["engines"][0]
        let steps = half["markov_steps"].number ?? 0
        #expect(steps > 0 && steps < 12000)
        #expect(try folder.tool("resume c --quiet --overwrite").exitCode == 0)
        #expect(try folder.tool("run long.yaml --quiet --output whole").exitCode == 0)
        #expect(try content(folder, "part") == content(folder, "whole"))
      }
    }
  }

  @Test func `A chain that was changed is refused, and so is a checkpoint of the other kind's options`()
    throws
  {
    try ToolFolder.with(Self.experiment) { folder in
      #expect(
        try folder.tool("run walk.yaml --quiet --output whole --checkpoint c --engine loihi").exitCode == 0)
      #expect(try folder.tool("resume c --network net.h5").exitCode == 64)
      let chain = try folder.text("walk.csv")
      try folder.write(chain.replacing("0,0,0.25", with: "0,2,0.25"), to: "walk.csv")
      let refused = try folder.tool("resume c --output other")
      #expect(refused.exitCode == 65)
      #expect(refused.standardError.contains("is not the problem of the checkpoint c: its SHA-256 is"))
      try folder.write(chain, to: "walk.csv")
      #expect(try folder.tool("resume c --quiet --output other").exitCode == 0)
      #expect(try content(folder, "other") == content(folder, "whole"))
    }
  }
}
