import ConventionalSolver
import HostMeters
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

  public init() {}

  /// One row per chip and per method of the computer, on one thread.
  public func run() throws -> [BenchmarkRow] {
    let workload = try self.workload()
    let start = StartAllocation(start: workload.problem.start, walkers: walkers, batches: 1).counts[0]
    let chips = try ChipProfile.all.map { try row(on: $0, workload, start: start) }
    return chips + ConventionalMethod.allCases.map { row(by: $0, workload, start: start) }
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
    let seconds = medianSeconds(repeats: repeats) {
      fabric.reset(key: chip.walk.key(seed: seed, batch: 0))
      batch = chip.walk.walk(on: fabric, start: start)
    }
    precondition(batch.status == .completed, "the benchmark's walk ended with \(batch.note)")
    return BenchmarkRow(
      name: "w1", chip: profile.name, method: settings.method, threads: 1, seconds: seconds,
      ticks: Int(batch.ticks), tickPeriod: profile.family == .trueNorth ? 1e-3 : nil,
      walkerSteps: batch.tally.walkerSteps, synapticEvents: batch.events[.synapticEvent],
      spikes: batch.events[.spike], peakMemory: ProcessUse.now.peakMemory,
      machine: Machine.current().description)
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
    let seconds = medianSeconds(repeats: repeats) { walkerSteps = walk() }
    return BenchmarkRow(
      name: "w1", chip: nil, method: method.rawValue, threads: 1, seconds: seconds, ticks: nil,
      tickPeriod: nil, walkerSteps: walkerSteps, synapticEvents: nil, spikes: nil,
      peakMemory: ProcessUse.now.peakMemory, machine: Machine.current().description)
  }
}
