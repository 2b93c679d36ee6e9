import Instrumentation
import MarkovChains

/// What a batch hands on, whichever engine ran it.
struct BatchOutcome: Hashable, Sendable {
  var tally: WalkTally
  var events: EventCounts
  var status: RunStatus
  var note = ""
  var chip: ChipWalk.Batch?
}

/// The batches of one engine added up.
struct GatheredRun {
  private let settings: ExperimentSettings
  private(set) var tally: WalkTally
  private(set) var events = EventCounts()
  private(set) var completed = 0
  private var accumulator: EstimateAccumulator
  private var wasInterrupted = false
  private var worst = RunStatus.completed
  private var note = ""
  /// The first step that some batch did not reach.
  private var reached = Int.max

  init(_ settings: ExperimentSettings) {
    self.settings = settings
    let workload = settings.workload
    tally = WalkTally(
      recordCount: workload.recordedSteps.count, stateCount: workload.problem.stateCount,
      scoreCount: workload.problem.pathScores?.scores.count ?? 0)
    accumulator = EstimateAccumulator(
      estimate: workload.estimate, strength: workload.problem.sourceStrength)
  }

  mutating func add(_ outcome: BatchOutcome) {
    tally += outcome.tally
    events += outcome.events
    accumulator.add(outcome.tally)
    if outcome.status == .interrupted {
      wasInterrupted = true
      reached = min(reached, outcome.tally.steps)
    } else {
      completed += 1
    }
    if outcome.status == .walkersLost || worst == .completed { worst = outcome.status }
    if note.isEmpty { note = outcome.note }
  }

  /// How the run ended, and what to do about it.
  func status(batches: Int) -> (status: RunStatus, advice: String) {
    if worst == .walkersLost {
      return (.walkersLost, "\(note); the count of walkers is not certain, do not use this result")
    }
    if completed < batches {
      return (.interrupted, "\(completed) of \(batches) batches were completed; what they found is kept")
    }
    if worst == .limitReached {
      return (.limitReached, "walkers were left when the step limit came; raise the limit")
    }
    return (.completed, "")
  }

  /// Estimates, goodness of fit and the checks of the verdict.
  ///
  /// - Parameters:
  ///   - law: exact law of the sampled chain at every recorded step.
  ///   - exact: exact answers of the sampled chain, entry by entry.
  func judge(
    law: [[Double]], exact: [Double], status: (status: RunStatus, advice: String)
  ) -> (estimates: [Estimate], fits: [GoodnessOfFit], checks: [Verdict.Check]) {
    guard tally.walkers > 0 else {
      let check = Verdict.Check(passed: false, text: "no batch was completed: there is nothing to judge")
      return ([], [], [check])
    }
    // An interrupted batch has not come to the end that estimates speak of: it has none.
    let estimates = wasInterrupted ? [] : accumulator.estimates(exact: exact)
    let fits = goodnessOfFit(law)
    var checks = [VerdictRules.check(status: status.status, advice: status.advice)]
    if let check = VerdictRules.check(fits: fits) { checks.append(check) }
    if !estimates.isEmpty,
      let check = VerdictRules.check(
        estimates, degreesOfFreedom: accumulator.degreesOfFreedom,
        expectedCounts: expectedCounts(exact))
    {
      checks.append(check)
    }
    return (estimates, fits, checks)
  }

  private func goodnessOfFit(_ law: [[Double]]) -> [GoodnessOfFit] {
    let steps = settings.workload.recordedSteps
    let tested = steps.indices.filter { steps[$0] > 0 && steps[$0] <= reached }
    let level = VerdictRules.fitLevel / Double(max(tested.count, 1))
    return tested.compactMap {
      GoodnessOfFit.test(step: steps[$0], counts: tally.densities[$0], law: law[$0], level: level)
    }
  }

  /// About how many walkers (or visits) stand behind every entry; of a path score as many as could score a whole spot
  /// price.
  private func expectedCounts(_ exact: [Double]) -> [Double] {
    let perWalker = Double(tally.walkers) / settings.workload.problem.sourceStrength
    return zip(settings.workload.estimate.entries, exact).map { entry, value in
      let scale =
        entry.terms.map { term in
          if case .score = term.quantity {
            abs(term.coefficient) / PathScores.unit
          } else {
            abs(term.coefficient)
          }
        }.max() ?? 1
      return scale > 0 ? abs(value) / scale * perWalker : 0
    }
  }
}
