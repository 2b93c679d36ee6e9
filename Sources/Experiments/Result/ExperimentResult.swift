import EnergyModels
import Instrumentation
import MarkovChains

/// Everything that one run of an experiment found: what the file keeps and what reports are drawn from.
public struct ExperimentResult: Hashable, Sendable {
  /// Version of the result's layout; a reader refuses any other.
  public static let formatVersion = 1

  public var title: String
  /// The experiment's text, word for word.
  public var experimentText: String
  public var seed: UInt64
  public var codeVersion: String
  public var walkers: Int
  public var batches: Int
  public var space: StateSpace
  /// A label for every state.
  public var labels: [String]
  public var absorbing: [Bool]
  /// Time of one Markov step in the problem's unit, and the unit ("step" where the problem has none).
  public var stepTime: Double
  public var timeUnit: String
  public var recordedSteps: [Int]
  /// The ideal chain's exact law of one walker at every recorded step: `[record][state]`.
  public var idealLaw: [[Double]]
  public var estimateName: String
  /// Names of the estimate's entries (a state, a cell, an absorbing state).
  public var estimateLabels: [String]
  /// The ideal chain's exact answer for every entry.
  public var idealEstimate: [Double]
  /// A reference beyond the chain (the process's own law, the transport equation) where there is one.
  public var reference: Reference?
  /// Why the sampled chain's exact answers differ from the reference, where that is known.
  public var budget: Budget?
  public var engines: [EngineResult]
  public var machine: String
  /// When the run ended, ISO 8601; not part of the content hash.
  public var date: String

  public init(
    title: String, experimentText: String, seed: UInt64, codeVersion: String, walkers: Int, batches: Int,
    space: StateSpace, labels: [String], absorbing: [Bool], stepTime: Double, timeUnit: String,
    recordedSteps: [Int], idealLaw: [[Double]], estimateName: String, estimateLabels: [String],
    idealEstimate: [Double], reference: Reference?, budget: Budget? = nil, engines: [EngineResult],
    machine: String, date: String
  ) {
    self.title = title
    self.experimentText = experimentText
    self.seed = seed
    self.codeVersion = codeVersion
    self.walkers = walkers
    self.batches = batches
    self.space = space
    self.labels = labels
    self.absorbing = absorbing
    self.stepTime = stepTime
    self.timeUnit = timeUnit
    self.recordedSteps = recordedSteps
    self.idealLaw = idealLaw
    self.estimateName = estimateName
    self.estimateLabels = estimateLabels
    self.idealEstimate = idealEstimate
    self.reference = reference
    self.budget = budget
    self.engines = engines
    self.machine = machine
    self.date = date
  }

  public struct Reference: Hashable, Sendable {
    public var name: String
    public var values: [Double]

    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }
}

extension ExperimentResult {
  /// The bias of every entry of the estimate.
  public struct Budget: Hashable, Sendable {
    /// The unit in which biases are told, and its size in the estimate's own unit.
    public var unit: String
    public var unitSize: Double
    /// One for every entry; parts that are not known are not numbers.
    public var entries: [BiasBudget]
    /// Which discretisation was taken, and why.
    public var scheme: String

    public init(unit: String, unitSize: Double, entries: [BiasBudget], scheme: String) {
      self.unit = unit
      self.unitSize = unitSize
      self.entries = entries
      self.scheme = scheme
    }
  }
}

/// How a run ended.
public enum RunStatus: String, Hashable, Sendable, CaseIterable {
  case completed = "completed"
  /// The step limit came before the last walker was absorbed.
  case limitReached = "limit reached"
  /// A signal stopped it; what was computed is kept.
  case interrupted = "interrupted"
  /// A potential touched a clamp, or spikes merged that must not: the count of walkers is no longer certain.
  case walkersLost = "walkers lost"
}

/// What one engine did on the problem.
public struct EngineResult: Hashable, Sendable {
  /// Unique in the result: "truenorth", "loihi", "cpu-walkers", ...
  public var name: String
  public var kind: Kind
  /// The circuit or algorithm: "latched-generator", "density-two-phase", "walkers", "counts".
  public var method: String
  public var status: RunStatus
  /// What to do about a status that is not `completed`; empty otherwise.
  public var advice: String
  /// Batches that were completed, in order from 0.
  public var completedBatches: Int
  /// Sum of the tallies of the completed batches.
  public var tally: WalkTally
  /// The exact law of the chain that this engine samples (quantised on chips): `[record][state]`.
  public var exactLaw: [[Double]]
  /// The estimate's entries: value, standard error, and the sampled chain's exact answer.
  public var estimates: [Estimate]
  /// The goodness-of-fit tests of the sampled law against `exactLaw`, one per tested recorded step.
  public var fits: [GoodnessOfFit]
  /// Largest |quantised - ideal| over the estimate's entries, relative to the largest entry.
  public var relativeBias: Double
  public var events: EventCounts
  /// Chip engines only.
  public var chip: ChipRun?
  public var energies: [EnergyEstimate]
  /// Wall-clock seconds of the engine on this computer (for a chip engine: of the emulation).
  public var hostSeconds: Double
  /// Measured joules of this computer during the engine's run, or why there are none.
  public var hostEnergy: HostEnergy
  public var verdict: Verdict

  public init(
    name: String, kind: Kind, method: String, status: RunStatus, advice: String, completedBatches: Int,
    tally: WalkTally, exactLaw: [[Double]], estimates: [Estimate], fits: [GoodnessOfFit],
    relativeBias:
      Double, events: EventCounts, chip: ChipRun?, energies: [EnergyEstimate], hostSeconds: Double,
    hostEnergy: HostEnergy, verdict: Verdict
  ) {
    self.name = name
    self.kind = kind
    self.method = method
    self.status = status
    self.advice = advice
    self.completedBatches = completedBatches
    self.tally = tally
    self.exactLaw = exactLaw
    self.estimates = estimates
    self.fits = fits
    self.relativeBias = relativeBias
    self.events = events
    self.chip = chip
    self.energies = energies
    self.hostSeconds = hostSeconds
    self.hostEnergy = hostEnergy
    self.verdict = verdict
  }

  public enum Kind: String, Hashable, Sendable { case chip, computer }
}

/// One entry of an estimate.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  /// Standard error from the spread of batches, or from the exact law where there is one batch.
  public var standardError: Double
  /// Half-width of the 95 % interval.
  public var halfWidth: Double
  /// The exact answer of the chain that was sampled.
  public var exact: Double

  public init(value: Double, standardError: Double, halfWidth: Double, exact: Double) {
    self.value = value
    self.standardError = standardError
    self.halfWidth = halfWidth
    self.exact = exact
  }
}

/// A G-test of counts against an exact law.
public struct GoodnessOfFit: Hashable, Sendable {
  public var step: Int
  public var statistic: Double
  public var degreesOfFreedom: Int
  public var pValue: Double
  /// The smallest relative shift of one typical cell (root mean square over cells) that the test would reject
  /// with 90 % power.
  public var detectableShift: Double

  public init(
    step: Int, statistic: Double, degreesOfFreedom: Int, pValue: Double, detectableShift: Double
  ) {
    self.step = step
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    self.pValue = pValue
    self.detectableShift = detectableShift
  }
}

/// Joules that this computer's counters measured, or the reason why there are none.
public enum HostEnergy: Hashable, Sendable {
  case measured(joules: Double, source: String)
  case notMeasured(reason: String)
}

/// Whether an engine's answer agrees with the exact one.
public struct Verdict: Hashable, Sendable {
  public var isGood: Bool
  /// Every check with its outcome, in words and numbers.
  public var checks: [Check]

  public struct Check: Hashable, Sendable {
    public var passed: Bool
    public var text: String

    public init(passed: Bool, text: String) {
      self.passed = passed
      self.text = text
    }
  }

  public init(checks: [Check]) {
    self.checks = checks
    isGood = checks.allSatisfy(\.passed)
  }
}
