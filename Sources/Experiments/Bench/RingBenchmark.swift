import ConventionalSolver
import Instrumentation
import MarkovChains
import NeuroFabric

/// W1: the density-method walk on a ring of 100 nodes, left 1/2, right 1/2, 1,000 walkers on one node, 100 steps.
public struct RingBenchmark: Sendable {
  public var nodes = 100
  public var walkers = 1_000
  public var steps = 100
  public var repeats = 7
  public var seed: UInt64 = 1

  /// Which rows to run: chips by name, and `cpu`; nil runs all.
  public var only: String?

  public init() {}

  /// One row per chip and per method of the computer, on one thread.
  public func run() throws -> [BenchmarkRow] {
    let workload = try self.workload()
    let start = StartAllocation(start: workload.problem.start, walkers: walkers, batches: 1).counts[0]
    let profiles = ChipProfile.all.filter { only == nil || only == $0.name }
    let chips = try profiles.map { try row(on: $0, workload, start: start) }
    let methods = only == nil || only == "cpu" ? ConventionalMethod.allCases : []
    return chips + methods.map { row(by: $0, workload, start: start) }
  }

  private func workload() throws -> Workload {
    let problem = try RingWalk(cells: nodes).problem(steps: steps)
    return Workload(
      problem: problem, recordedSteps: [0, steps],
      estimate: .density(record: 1, chain: problem.chain, name: "density"))
  }

  private func row(
    on profile: ChipProfile, _ workload: Workload, start: [Int]
  ) throws -> BenchmarkRow {
    let settings = EngineSettings.ChipSettings(profile: profile)
    let chip = try CompiledChip(workload, settings: settings, batches: 1)
    let fabric = try chip.walk.load(start: start, seed: seed, batch: 0, replica: 0)
    var batch = chip.walk.walk(on: fabric, start: start)
    let time = MedianTime(repeats: repeats) {
      fabric.reset(key: chip.walk.key(seed: seed, batch: 0))
      batch = chip.walk.walk(on: fabric, start: start)
    }
    precondition(batch.status == .completed, "the benchmark's walk ended with \(batch.note)")
    var row = BenchmarkRow(name: "w1", method: settings.method, threads: 1, time: time)
    row.chip = profile.name
    row.ticks = Int(batch.ticks)
    row.tickPeriod = profile.family == .trueNorth ? 1e-3 : nil
    row.walkerSteps = batch.tally.walkerSteps
    row.synapticEvents = batch.events[.synapticEvent]
    row.spikes = batch.events[.spike]
    return row
  }

  private func row(
    by method: ConventionalMethod, _ workload: Workload, start: [Int]
  ) -> BenchmarkRow {
    let solver = ConventionalSolver(problem: workload.problem, recordedSteps: workload.recordedSteps)
    func walk() -> UInt64 {
      solver.run(
        method: method, start: start, seed: seed, batch: 0, threads: 1, shouldStop: { false }
      ).tally.walkerSteps
    }
    var walkerSteps = walk()
    let time = MedianTime(repeats: repeats) { walkerSteps = walk() }
    var row = BenchmarkRow(name: "w1", method: method.rawValue, threads: 1, time: time)
    row.walkerSteps = walkerSteps
    return row
  }
}
