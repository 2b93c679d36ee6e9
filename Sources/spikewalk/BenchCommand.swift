import ArgumentParser
import Experiments
import Foundation

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the engines on fixed workloads.",
    discussion: """
      w1: the walk on a ring of 100 nodes, 1,000 walkers on one node, 100 steps, one thread, on each chip and by \
      each method of the computer.

      w2: 64 TrueNorth cores with half-full crossbars at 20 spikes per neuron and second, 1,000 ticks.

      chip: the same on all 4,096 cores of a chip.

      ns16e4: 64 chips, 262,144 cores with half-full crossbars, of which 2,601 carry the traffic of w2, 500 ticks; \
      then, in a row called quiet, as many neurons and as full crossbars without any traffic, 10,000 ticks. Takes \
      6 GB of memory.

      normals: a million walkers, 100 normal increments each. black-scholes and merton: a call, in 1 and in 100 steps. \
      lattice: ten million walkers on the integers, 100 steps, each known. density: the walk of w1 by counts per node, \
      1,000 and 10,000 walkers. These are the computer's own samplers.

      Times are medians of the walk or the ticks alone; drawing and loading a network are told apart.

      Example: spikewalk bench chip --threads 2 --json
      """)

  enum Workload: String, CaseIterable, ExpressibleByArgument {
    case w1, w2, chip, ns16e4, normals, merton, lattice, density
    case blackScholes = "black-scholes"
  }

  @Argument(
    help: "The workload: w1, w2, chip, ns16e4, normals, black-scholes, merton, lattice or density.")
  var workload = Workload.w1

  @Option(
    parsing: .unconditional, help: "Threads of the fabric or the sampler; w1 and density always run on one.")
  var threads = 1

  @Option(parsing: .unconditional, help: "How often each row is timed.")
  var repeats = 5

  @Option(help: "w1 alone: only this row of truenorth, loihi, cpu.")
  var only: String?

  @Flag(help: "Print JSON: a list of objects.")
  var json = false

  func validate() throws {
    guard (1...1000).contains(repeats) else {
      throw ValidationError("--repeats is \(repeats); allowed: 1 to 1000")
    }
    try Threads.check(threads)
    if let only, !["truenorth", "loihi", "cpu"].contains(only) || workload != .w1 {
      throw ValidationError("--only is \(only); allowed, with w1: truenorth, loihi, cpu")
    }
  }

  func run() throws {
    try ExitStatus.guarding {
      let rows = try self.rows()
      if json { return print(JSONValue.array(rows.map(\.json)).text()) }
      for row in rows { print(Self.line(row)) }
    }
  }

  private func rows() throws -> [BenchmarkRow] {
    switch workload {
    case .w1:
      var benchmark = RingBenchmark()
      benchmark.repeats = repeats
      benchmark.only = only
      return try benchmark.run()
    case .w2: return [try crossbars(.w2)]
    case .chip: return [try crossbars(.chip)]
    case .ns16e4: return [try crossbars(.ns16e4), try crossbars(.quiet)]
    case .normals, .merton, .lattice, .density, .blackScholes:
      return try PathBenchmark(rawValue: workload.rawValue)!.run(threads: threads, repeats: repeats)
    }
  }

  private func crossbars(_ benchmark: CrossbarBenchmark) throws -> BenchmarkRow {
    var benchmark = benchmark
    benchmark.threads = threads
    benchmark.repeats = repeats
    return try benchmark.run()
  }

  private static func line(_ row: BenchmarkRow) -> String {
    var parts = [
      "\(row.name) \(row.chip ?? "cpu") \(row.method)".padding(toLength: 32, withPad: " ", startingAt: 0)
    ]
    func add(_ value: Double?, _ unit: String) {
      guard let value else { return }
      parts.append("\(String(format: value < 100 ? "%.2f" : "%.0f", value)) \(unit)")
    }
    add(row.walkerStepsPerSecond.map { $0 / 1e6 }, "million walker-steps/s")
    add(row.pathsPerSecond.map { $0 / 1e6 }, "million paths/s")
    add(row.processorSecondsToError, "processor-seconds to an error of 0.01")
    if row.walkerSteps == nil { add(row.ticksPerSecond, "ticks/s") }
    add(row.synapticEventsPerSecond.map { $0 / 1e6 }, "million synaptic events/s")
    add(row.eventsPerWalkerStep, "events per walker-step")
    if row.walkerSteps == nil {
      add(row.realTimeFactor, "x real time")
      add(row.spikes.map { Double($0) }, "spikes")
      add(row.memoryPerNeuron, "bytes per neuron")
      add(row.drawSeconds, "s to draw")
      add(row.loadSeconds, "s to load")
    }
    return parts.joined(separator: "  ")
  }
}
