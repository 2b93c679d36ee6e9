import Experiments
import MarkovChains
import TestSupport
import Testing

/// An example of the project cut down to seconds: fewer walkers, a fixed number of steps.
struct ShortExample: Sendable, CustomTestStringConvertible {
  /// The file in Examples/, without its ending.
  var name: String
  var walkers: Int
  var batches: Int
  var steps: Int

  var testDescription: String { name }

  static let all = [
    ShortExample(name: "heat-on-a-wire", walkers: 2_000, batches: 4, steps: 120),
    ShortExample(name: "slab-fluence", walkers: 12_600, batches: 2, steps: 4),
    ShortExample(name: "two-direction-flux", walkers: 8_000, batches: 8, steps: 60),
    ShortExample(name: "torus-diffusion", walkers: 6_000, batches: 3, steps: 20),
    ShortExample(name: "torus-diffusion-1000", walkers: 1_000, batches: 1, steps: 40),
    ShortExample(name: "ornstein-uhlenbeck", walkers: 6_000, batches: 4, steps: 60),
    ShortExample(name: "heat-on-a-sphere", walkers: 8_000, batches: 4, steps: 12),
    ShortExample(name: "heat-on-a-barbell", walkers: 8_000, batches: 4, steps: 48),
    ShortExample(name: "rat-in-a-maze", walkers: 8_000, batches: 4, steps: 24),
    ShortExample(name: "option-merton-call", walkers: 8_000, batches: 4, steps: 30),
    ShortExample(name: "option-kou-call", walkers: 8_000, batches: 4, steps: 30),
    ShortExample(name: "option-down-and-out", walkers: 8_000, batches: 4, steps: 60),
    ShortExample(name: "option-american-put", walkers: 8_000, batches: 4, steps: 60),
    ShortExample(name: "option-bates-call", walkers: 8_000, batches: 4, steps: 20),
  ]

  /// Far smaller still, for the slow reference engines.
  static let tiny = all.map { example in
    var tiny = example
    tiny.walkers = example.name == "slab-fluence" ? 840 : 60
    tiny.batches = 2
    tiny.steps = example.name == "slab-fluence" ? 2 : 6
    return tiny
  }

  static func path(_ name: String) -> String {
    ProjectFolder.root.appending(path: "Examples/\(name).yaml").path(percentEncoded: false)
  }

  /// The experiment, with only the engines that `keep` names.
  func settings(
    engines keep: (EngineSettings) -> Bool = { _ in true },
    adjust: (inout EngineSettings.ChipSettings) -> Void = { _ in }
  ) throws -> ExperimentSettings {
    var settings = try ExperimentSettings.read(path: Self.path(name))
    (settings.walkers, settings.batches) = (walkers, batches)
    let records = Set([0, steps / 3, 2 * steps / 3, steps]).sorted()
    settings.workload.problem.horizon = .steps(steps)
    settings.workload.recordedSteps = records
    settings.workload.reference = nil
    settings.workload.budget = nil
    settings.workload.judgedEntries = nil
    settings.workload.estimate = LinearEstimate(
      name: "density",
      entries: (0..<settings.workload.problem.stateCount).map {
        .init(label: "\($0)", terms: [.init(.density(record: records.count - 1, state: $0))])
      })
    settings.engines = settings.engines.filter(keep)
    for index in settings.engines.indices {
      guard case .chip(var chip) = settings.engines[index].choice else { continue }
      adjust(&chip)
      settings.engines[index].choice = .chip(chip)
    }
    return settings
  }

  /// An experiment on a workload that no file names; `engines` as a file would list them.
  static func settings(
    _ workload: Workload, walkers: Int, batches: Int, seed: UInt64, engines: String
  ) throws -> ExperimentSettings {
    let text = """
      problem: { ring: { } }
      walkers: \(walkers)
      batches: \(batches)
      seed: \(seed)
      engines: \(engines)
      """
    var settings = try ExperimentSettings.parse(text: text, file: "trial")
    settings.workload = workload
    return settings
  }

  /// Runs the experiment on `threads` threads.
  static func run(_ settings: ExperimentSettings, threads: Int = 2) throws -> ExperimentResult {
    var options = RunOptions()
    options.threads = threads
    return try ExperimentRunner(settings, options: options).run()
  }
}

extension EngineSettings {
  var chip: ChipSettings? {
    guard case .chip(let settings) = choice else { return nil }
    return settings
  }
}
