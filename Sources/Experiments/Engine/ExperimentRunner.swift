import ConventionalSolver
import EnergyModels
import FabricCompiler
import HostMeters
import Instrumentation
import MarkovChains

/// Runs an experiment on all its engines and puts the result together.
public struct ExperimentRunner: Sendable {
  public let settings: ExperimentSettings
  public let options: RunOptions
  private let allocation: StartAllocation
  /// The start that the engines have: the weights as whole walkers, in the weights' units.
  private let wholeStart: [Double]

  /// Allocates the walkers.
  public init(_ settings: ExperimentSettings, options: RunOptions) {
    self.settings = settings
    self.options = options
    allocation = StartAllocation(
      start: settings.workload.problem.start, walkers: settings.walkers, batches: settings.batches)
    let strength = settings.workload.problem.sourceStrength
    wholeStart = allocation.total.map { Double($0) * strength / Double(settings.walkers) }
  }

  /// Compiles the chips of the experiment without running them.
  ///
  /// - Throws: `EngineError` with the engine's name and what does not fit, with the numbers.
  public func compile() throws -> [(name: String, chip: CompiledChip)] {
    try checkPaths()
    return try settings.engines.compactMap { engine in
      guard case .chip(let chip) = engine.choice else { return nil }
      return try EngineError.naming(engine.name) {
        let compiled = try CompiledChip(settings.workload, settings: chip, batches: settings.batches)
        try compiled.checkPiles(allocation)
        return (engine.name, compiled)
      }
    }
  }

  /// - Throws: `ExperimentError` for path scores with more walkers than their sums hold, or on an engine that counts
  ///   walkers on states.
  private func checkPaths() throws {
    let problem = settings.workload.problem
    guard let limit = problem.pathScores?.walkerLimit(stateCount: problem.stateCount) else { return }
    guard settings.walkers <= limit else {
      throw ExperimentError.tooManyPaths(walkers: settings.walkers, limit: limit)
    }
    for engine in settings.engines where engine.choice == .computer(.counts) {
      throw EngineError(engine: engine.name, cause: ExperimentError.pathsOnEngine(engine.name, isChip: false))
    }
  }

  /// Runs all engines, the chips compiled first so that nothing runs if one of them does not fit.
  ///
  /// A stopped run keeps the engines that were finished and the batches of the one that was running.
  ///
  /// - Throws: `ExperimentError.interrupted` if it was stopped before any engine started.
  public func run() throws -> ExperimentResult {
    let compiled = Dictionary(uniqueKeysWithValues: try compile().map { ($0.name, $0.chip) })
    options.willStart?()
    guard let ideal = exactTally(of: settings.workload.problem) else { throw ExperimentError.interrupted }
    // Most starts are whole already: then the second answer is the first.
    let isWhole = wholeStart == settings.workload.problem.start
    guard let unrounded = isWhole ? ideal : exactTally(ofWholeWalkers: settings.workload.problem) else {
      throw ExperimentError.interrupted
    }
    var results: [EngineResult] = []
    for engine in settings.engines where !options.shouldStop() {
      let result = try EngineError.naming(engine.name) {
        switch engine.choice {
        case .chip: try run(engine.name, on: compiled[engine.name]!, unrounded: unrounded)
        case .computer(let method): try run(engine.name, by: method, unrounded: unrounded)
        }
      }
      if let result { results.append(result) }
    }
    guard !results.isEmpty else { throw ExperimentError.interrupted }
    return result(of: results, ideal: ideal)
  }

  /// The exact means of a tally; nil if the run was stopped meanwhile.
  private func exactTally(of problem: WalkProblem) -> ExpectedTally? {
    let tally = ExpectedTally(
      of: problem, recordedSteps: settings.workload.recordedSteps, shouldStop: options.shouldStop)
    return tally.wasStopped ? nil : tally
  }

  /// What an engine that samples `problem` is held against. Its walkers start in whole numbers, so the weights may be
  /// off by one walker a state: small, but where all batches start alike it is far more than their spread.
  private func exactTally(ofWholeWalkers problem: WalkProblem) -> ExpectedTally? {
    var problem = problem
    problem.start = wholeStart
    return exactTally(of: problem)
  }

  private func result(of engines: [EngineResult], ideal: ExpectedTally) -> ExperimentResult {
    let workload = settings.workload
    let chain = workload.problem.chain
    let strength = workload.problem.sourceStrength
    return ExperimentResult(
      title: settings.title, experimentText: settings.text, seed: settings.seed,
      codeVersion: Version.code, walkers: settings.walkers, batches: settings.batches,
      space: chain.space, labels: (0..<chain.stateCount).map(chain.label(of:)),
      absorbing: (0..<chain.stateCount).map(chain.isAbsorbing), stepTime: workload.stepTime,
      timeUnit: workload.timeUnit, recordedSteps: workload.recordedSteps,
      idealLaw: ideal.densities.map { $0.map { $0 / strength } },
      estimateName: workload.estimate.name, estimateLabels: workload.estimate.entries.map(\.label),
      idealEstimate: workload.estimate.exact(ideal), reference: workload.reference, budget: workload.budget,
      engines: engines, machine: Machine.current().description, date: options.date)
  }

  // MARK: The computer

  private func run(
    _ name: String, by method: ConventionalMethod, unrounded: ExpectedTally
  ) throws -> EngineResult {
    let solver = ConventionalSolver(
      problem: settings.workload.problem, recordedSteps: settings.workload.recordedSteps)
    let innerThreads = max(1, options.threads / settings.batches)
    let stop = options.shouldStop
    var gathered = GatheredRun(settings)
    let timed = try measured(name) { meter in
      try schedule(name, meter) { batch in
        let run = solver.run(
          method: method, start: allocation.counts[batch], seed: settings.seed,
          batch: UInt32(batch), threads: innerThreads, shouldStop: stop)
        // Walkers stopped in mid-walk stand at different steps: no fair sample of anything.
        if run.interrupted, method == .walkers { return nil }
        return BatchOutcome(tally: run.tally, events: run.events, status: status(of: run))
      } consume: {
        gathered.add($1)
      }
    }
    let busyThreads = min(options.threads, settings.batches) * innerThreads
    let busyCores = min(busyThreads, Machine.current().cores)
    let assumed = options.assumedWattsPerCore.map {
      EnergyEstimate(assumedWattsPerCore: $0, busyCores: busyCores, seconds: timed.seconds)
    }
    return engineResult(
      name, kind: .computer, method: method.rawValue, gathered: gathered, sampled: unrounded,
      unrounded: unrounded, chip: nil, energies: assumed.map { [$0] } ?? [], timed: timed)
  }

  private func status(of run: ConventionalRun) -> RunStatus {
    if run.interrupted { return .interrupted }
    guard case .absorption = settings.workload.problem.horizon else { return .completed }
    return run.tally.arrivals.reduce(0, +) < run.tally.walkers ? .limitReached : .completed
  }

  // MARK: A chip

  /// - Returns: nil if the run was stopped before the chip started.
  private func run(
    _ name: String, on chip: CompiledChip, unrounded: ExpectedTally
  ) throws -> EngineResult? {
    guard let sampled = exactTally(ofWholeWalkers: chip.sampledProblem(settings.workload)) else {
      return nil
    }
    var walk = chip.walk
    walk.timing = ChipPricing.timing(of: chip, tables: options.costTables)
    let (ready, stop, ledger) = (walk, options.shouldStop, options.ledger)
    var gathered = GatheredRun(settings)
    var clock = ChipClock(replicas: walk.program.replicas)
    let timed = try measured(name) { meter in
      try schedule(name, meter) { number in
        let progress = ledger?.progress(name, batch: number)
        if let progress, !ready.fits(progress) { throw ExperimentError.foreignProgress(batch: number) }
        let batch = try ready.run(
          start: allocation.counts[number], seed: settings.seed, batch: UInt32(number),
          replica: number % ready.program.replicas, from: progress,
          keeper: ledger?.keeper(name, batch: number), shouldStop: stop)
        return BatchOutcome(
          tally: batch.tally, events: batch.events, status: batch.status, note: batch.note, chip: batch)
      } consume: { number, outcome in
        gathered.add(outcome)
        clock.add(outcome.chip!, replica: number % ready.program.replicas)
      }
    }
    let pricing = ChipPricing(chip: chip, clock: clock, tables: options.costTables)
    return engineResult(
      name, kind: .chip, method: chip.settings.method, gathered: gathered, sampled: sampled,
      unrounded: unrounded, chip: pricing.chipRun(), energies: try pricing.estimates(gathered.events),
      timed: timed)
  }

  // MARK: Common to both

  private func schedule(
    _ name: String, _ meter: RunMeter, body: @escaping @Sendable (Int) throws -> BatchOutcome?,
    consume: @escaping (Int, BatchOutcome) -> Void
  ) throws {
    let scheduler = BatchScheduler(threads: options.threads, shouldStop: options.shouldStop)
    let (count, progress) = (settings.batches, options.progress)
    progress?(name, 0, count)
    var interrupted: [(Int, BatchOutcome)] = []
    var completed = 0
    let ledger = options.ledger
    let kept: @Sendable (Int) throws -> BatchOutcome? = { number in
      if let outcome = ledger?.outcome(name, batch: number) { return outcome }
      guard let outcome = try body(number) else { return nil }
      if outcome.status != .interrupted { ledger?.complete(name, batch: number, outcome) }
      return outcome
    }
    try scheduler.run(count: count, body: kept) { number, outcome in
      meter.sample()
      guard outcome.status != .interrupted else { return interrupted.append((number, outcome)) }
      completed += 1
      consume(number, outcome)
      progress?(name, completed, count)
    }
    // With no batch complete the first interrupted one is all there is: keep it.
    if completed == 0, let (number, outcome) = interrupted.first { consume(number, outcome) }
  }

  private func measured(
    _ name: String, _ body: (RunMeter) throws -> Void
  ) throws -> (seconds: Double, energy: HostEnergy) {
    let before = options.ledger?.begin(name) ?? 0
    defer { options.ledger?.end() }
    let meter = RunMeter()
    let start = MonotonicTime.now
    try body(meter)
    let energy = meter.stop()
    guard before > 0 else { return (start.secondsAgo, energy) }
    return (
      before + start.secondsAgo,
      .notMeasured(reason: "the run was resumed; its first part is not in the meter")
    )
  }

  private func engineResult(
    _ name: String, kind: EngineResult.Kind, method: String, gathered: GatheredRun,
    sampled: ExpectedTally, unrounded: ExpectedTally, chip: ChipRun?, energies: [EnergyEstimate],
    timed: (seconds: Double, energy: HostEnergy)
  ) -> EngineResult {
    let workload = settings.workload
    let strength = workload.problem.sourceStrength
    let law = sampled.densities.map { $0.map { $0 / strength } }
    let exact = workload.estimate.exact(sampled)
    let status = gathered.status(batches: settings.batches)
    let judged = gathered.judge(law: law, exact: exact, status: status)
    let bias = Self.relativeBias(exact, workload.estimate.exact(unrounded))
    let rounding = kind == .chip ? [VerdictRules.check(relativeBias: bias)] : []
    return EngineResult(
      name: name, kind: kind, method: method, status: status.status, advice: status.advice,
      completedBatches: gathered.completed, tally: gathered.tally, exactLaw: law,
      estimates: judged.estimates, fits: judged.fits,
      relativeBias: bias, events: gathered.events, chip: chip, energies: energies, hostSeconds: timed.seconds,
      hostEnergy: timed.energy, verdict: Verdict(checks: judged.checks + rounding))
  }

  private static func relativeBias(_ sampled: [Double], _ ideal: [Double]) -> Double {
    // Answers that are not known are not numbers.
    let scale = ideal.filter(\.isFinite).map(abs).max() ?? 0
    let worst = zip(sampled, ideal).map { abs($0 - $1) }.filter(\.isFinite).max() ?? 0
    return scale > 0 ? worst / scale : 0
  }
}
