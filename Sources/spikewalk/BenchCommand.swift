import ArgumentParser
import Experiments
import Foundation

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the engines on fixed workloads.",
    discussion: """
      w1: the walk on a ring of 100 nodes, 1,000 walkers on one node, 100 steps, one thread, on each chip and by
      each method of the computer. Times are medians of the walk alone.

      Example: spikewalk bench w1 --json
      """)

  @Argument(help: "The workload: w1.")
  var workload = "w1"

  @Option(parsing: .unconditional, help: "How often each row is timed.")
  var repeats = 7

  @Flag(help: "Print JSON: a list of objects.")
  var json = false

  func validate() throws {
    guard workload == "w1" else { throw ValidationError("there is no workload \(workload); there is w1") }
    guard (1...1000).contains(repeats) else {
      throw ValidationError("--repeats is \(repeats); allowed: 1 to 1000")
    }
  }

  func run() throws {
    try ExitStatus.guarding {
      var benchmark = RingBenchmark()
      benchmark.repeats = repeats
      let rows = try benchmark.run()
      if json { return print(JSONValue.array(rows.map(\.json)).text()) }
      for row in rows {
        let name = "\(row.name) \(row.chip ?? "cpu") \(row.method)"
        print(
          name.padding(toLength: 40, withPad: " ", startingAt: 0)
            + "\((row.walkerStepsPerSecond / 1e4).rounded() / 100) million walker-steps/s")
      }
    }
  }
}
