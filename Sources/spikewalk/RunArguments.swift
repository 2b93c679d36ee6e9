import ArgumentParser
import Experiments
import Foundation

/// What `run`, `validate` and `compile` have in common.
struct ExperimentArguments: ParsableArguments {
  @Argument(help: "The experiment file (YAML).", completion: .file(extensions: ["yaml", "yml", "json"]))
  var experiment: String

  @Option(parsing: .unconditional, help: "Seed, 0 to 2^64 - 1; overrides the file's.")
  var seed: UInt64?

  @Option(parsing: .unconditional, help: "Number of walkers; overrides the file's.")
  var walkers: Int?

  @Option(help: "Run this engine only; may be given several times.")
  var engine: [String] = []

  func validate() throws {
    if let walkers, !(1...ExperimentSettings.walkerLimit).contains(walkers) {
      throw ValidationError("--walkers is \(walkers); allowed: 1 to \(ExperimentSettings.walkerLimit)")
    }
  }

  func settings() throws -> ExperimentSettings {
    try .read(path: experiment, overrides: overrides)
  }

  var overrides: ExperimentSettings.Overrides {
    ExperimentSettings.Overrides(seed: seed, walkers: walkers, engines: engine)
  }
}

/// Where the tool's own data lies.
struct ModelArguments: ParsableArguments {
  @Option(help: "Folder of model data (with Costs/), instead of the one that came with the tool.")
  var models: String?

  var shared: SharedFiles { SharedFiles(models: models) }
}
