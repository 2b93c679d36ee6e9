import EnergyModels
import Experiments
import Instrumentation
import MarkovChains

/// Results that no engine computed: every shape of result that files must keep and reports must draw.
/// Numbers are arithmetic on indices, so that they are the same everywhere.
public enum MadeUpResult {
  public static let spaces: [StateSpace] = [
    .interval(count: 31, origin: -1.5, spacing: 0.1), .rectangle(columns: 12, rows: 7, spacing: 1),
    .torus(columns: 16, rows: 16, spacing: 0.0625),
    .product(cells: 20, origin: -0.95, spacing: 0.1, directions: 6),
    .graph(count: 9), .graph(count: 1), .interval(count: 1, origin: 0, spacing: 1),
  ]

  /// A complete result with two chips and a computer.
  public static func result(
    space: StateSpace = spaces[0], walkers: Int = 6400, recordedSteps: [Int] = [0, 5, 10, 20, 40, 60, 80],
    statuses: [RunStatus] = [.completed, .completed, .completed]
  ) -> ExperimentResult {
    let ideal = MadeUpWalk(space: space, leave: 0.5)
    let labels = (0..<space.count).map { "node \($0)" } + ["escape"]
    let entries = Array(stride(from: 0, to: labels.count, by: max(1, labels.count / 16)))
    let last = ideal.law(after: recordedSteps.last ?? 0)
    let engines = zip(statuses.indices, statuses).map { index, status in
      engine(
        index, status: status, space: space, walkers: walkers, recordedSteps: recordedSteps, entries: entries)
    }
    return ExperimentResult(
      title: "Heat on a wire <made up> & \"quoted\"",
      experimentText:
        "title: made up\nproblem: {kind: wire, cells: 31}  # a < b && c > d\nseed: 18446744073709551615\n",
      seed: .max, codeVersion: "0.1.0", walkers: walkers, batches: 64, space: space, labels: labels,
      absorbing: labels.map { $0 == "escape" }, stepTime: 0.01, timeUnit: "s", recordedSteps: recordedSteps,
      idealLaw: recordedSteps.map(ideal.law), estimateName: "share of walkers at the end",
      estimateLabels: entries.map { labels[$0] }, idealEstimate: entries.map { last[$0] },
      reference: .init(name: "transport equation", values: entries.map { last[$0] * 1.04 }),
      budget: .init(
        unit: "hundredths", unitSize: 0.01,
        entries: entries.map { BiasBudget(mesh: -last[$0] / 50, timeStep: last[$0] / 40, probability: 1e-5) },
        scheme: "A made-up walk of second order <because> it is \"short\"."),
      engines: engines,
      machine: "made-up computer, 2 cores", date: "2020-02-29T12:00:00Z")
  }

  /// A result with as little in it as a result can have.
  public static var empty: ExperimentResult {
    ExperimentResult(
      title: "", experimentText: "", seed: 0, codeVersion: "", walkers: 0, batches: 0,
      space: .graph(count: 0),
      labels: [], absorbing: [], stepTime: 1, timeUnit: "step", recordedSteps: [], idealLaw: [],
      estimateName: "",
      estimateLabels: [], idealEstimate: [], reference: nil, engines: [], machine: "", date: "")
  }

  /// A number between -1 and 1 that looks random and is not.
  static func wobble(_ index: Int, _ salt: Int) -> Double {
    let mixed = (UInt64(bitPattern: Int64(index &* 31 &+ salt)) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    return Double(mixed >> 11) / Double(1 << 52) - 1
  }
}
