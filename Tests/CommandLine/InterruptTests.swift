import Foundation
import TestSupport
import Testing

/// Ctrl-C and limits: what was computed is kept.
@Suite struct InterruptTests {
  /// So many walkers that no machine ends them while a test waits, and so few steps that the exact answer is quick.
  private func long(engine: String, walkers: Int) -> [String: String] {
    [
      "long.yaml": """
      problem:
        ring: { cells: 100, stay: 0.5, steps: 20000 }
      walkers: \(walkers)
      batches: 1
      engines: [\(engine)]
      """
    ]
  }

  @Test(arguments: [
    ("loihi: {}", 30_000, SIGINT), ("truenorth: {}", 30_000, SIGTERM),
  ])
  func `One batch that is interrupted is kept as far as it came`(
    engine: String, walkers: Int, signal: Int32
  ) throws {
    try ToolFolder.with(long(engine: engine, walkers: walkers)) { folder in
      let stopped = try folder.tool("run long.yaml --quiet --threads 1", interruptAfter: 2, signal: signal)
      #expect(stopped.exitCode == 130, "\(stopped.standardError)")
      let read = try folder.tool("report results/long/result.h5 --json")
      #expect(read.exitCode == 0)
      let summary = try JSON(read.standardOutput)
      let result = summary["engines"][0]
      #expect(result["status"].string == "interrupted")
      #expect(result["completed_batches"].number == 0)
      #expect(result["advice"].string == "0 of 1 batches were completed; what they found is kept")
      #expect(result["walkers"].number == Double(walkers))
      #expect(result["walker_steps"].number! > 0)
      #expect(result["verdict"]["good"].bool == false)
      #expect(stopped.standardOutput.contains("BAD  "))
    }
  }

  @Test func `Walkers that are interrupted one by one have no common law: nothing of their batch is kept`()
    throws
  {
    let files = long(engine: "cpu: { method: walkers }", walkers: 1_000_000_000)
    try ToolFolder.with(files) { folder in
      let stopped = try folder.tool("run long.yaml --quiet --threads 1", interruptAfter: 2)
      #expect(stopped.exitCode == 130, "\(stopped.standardError)")
      let result = try JSON(folder.tool("report results/long/result.h5 --json").standardOutput)["engines"][0]
      #expect(result["status"].string == "interrupted")
      #expect(result["walkers"].number == 0)
      #expect(
        result["verdict"]["checks"][0]["text"].string == "no batch was completed: there is nothing to judge")
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `Completed batches are kept and reported`(signal: Int32) throws {
    let file = """
      problem:
        ring: { cells: 100, steps: 2000 }
      walkers: 1000000
      batches: 50000
      engines: [{ cpu: { method: counts } }, loihi]
      """
    try ToolFolder.with(["many.yaml": file]) { folder in
      let stopped = try folder.tool("run many.yaml --quiet --threads 1", interruptAfter: 2, signal: signal)
      #expect(stopped.exitCode == 130, "\(stopped.standardError)")
      let engines = try JSON(folder.tool("report results/many/result.h5 --json").standardOutput)["engines"]
      let done = engines[0]["completed_batches"].number ?? 0
      #expect(done > 0 && done < 50_000)
      #expect(engines[0]["walkers"].number == 20 * done)
      #expect(engines[0]["walker_steps"].number == 2000 * 20 * done)
      #expect(
        engines[0]["advice"].string
          == "\(Int(done)) of 50000 batches were completed; what they found is kept")
      #expect(engines.list.count == 1, "an engine that never started has no result")
    }
  }

  @Test func `A run that is stopped before anything started says so`() throws {
    let file = """
      problem:
        wire: { cells: 50000, start: 0, limit: 100000000 }
      walkers: 2
      engines: [cpu]
      """
    try ToolFolder.with(["slow.yaml": file]) { folder in
      let stopped = try folder.tool("run slow.yaml --quiet", interruptAfter: 1)
      #expect(stopped.exitCode == 130)
      #expect(
        stopped.standardError
          == "spikewalk: error: interrupted before the first engine started; nothing was computed\n")
    }
  }

  @Test func `A step limit that comes too early ends with 75, with results and advice`() throws {
    let file = """
      problem:
        chain: { file: walk.csv, until_absorbed: 2 }
      walkers: 1000
      engines: [cpu, loihi]
      """
    let chain = "from,to,probability\n0,0,0.5\n0,1,0.5\n"
    try ToolFolder.with(["early.yaml": file, "walk.csv": chain]) { folder in
      let stopped = try folder.tool("run early.yaml --quiet")
      #expect(stopped.exitCode == 75, "\(stopped.standardError)")
      #expect(stopped.standardOutput.contains("BAD  cpu-counts"))
      let engines = try JSON(folder.text("results/early/summary.json"))["engines"].list
      for engine in engines {
        #expect(engine["status"].string == "limit reached")
        #expect(engine["advice"].string == "walkers were left when the step limit came; raise the limit")
        #expect(engine["markov_steps"].number == 2)
        #expect(engine["walkers"].number == 1000)
      }
      #expect(engines.count == 2)
    }
  }
}
