import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports
import Synchronization

/// A run of an experiment, from its start or from a checkpoint, and what is written of it.
struct ExperimentRun {
  private let settings: ExperimentSettings
  private let folder: OutputFolder
  private let json: Bool
  private var options = RunOptions()
  private var keeper: CheckpointKeeper?

  init(_ settings: ExperimentSettings, folder: OutputFolder, json: Bool) {
    self.settings = settings
    self.folder = folder
    self.json = json
  }

  static func check(watts: Double?) throws {
    if let watts, !(watts > 0 && watts <= 1000) {
      throw ValidationError("--assume-watts-per-core is \(watts); allowed: above 0, at most 1000")
    }
  }

  mutating func setOptions(threads: Int, models: ModelArguments, watts: Double?, quiet: Bool) throws {
    let line = ProgressLine(isQuiet: quiet)
    options.threads = threads
    options.costTables = try CostTableFolder.read(models.shared.costFolder())
    options.assumedWattsPerCore = watts
    // While chips are compiled nothing is there to be kept: Ctrl-C ends the process.
    options.willStart = { Interrupt.watch() }
    options.shouldStop = { Interrupt.isRequested }
    options.progress = { line.show($0, $1, $2) }
    options.date = ISO8601DateFormatter().string(from: Date())
  }

  /// Writes checkpoints, and goes on from `content`.
  ///
  /// - Parameter interval: seconds; nil for a minute.
  mutating func keep(
    _ checkpoint: ExperimentCheckpoint, _ content: ExperimentCheckpoint.Content = .init(),
    in keeper: CheckpointKeeper, interval: Double?
  ) {
    self.keeper = keeper
    options.ledger = checkpoint.ledger(
      content, interval: interval ?? 60, attempt: { write in keeper.write { _ in try write() } },
      path: keeper.path)
  }

  /// The result of the run; one that is refused before it starts leaves no checkpoint.
  private func computed() throws -> ExperimentResult {
    let hasStarted = Mutex(false)
    var options = options
    options.willStart = { [willStart = options.willStart] in
      hasStarted.withLock { $0 = true }
      willStart?()
    }
    do { return try ExperimentRunner(settings, options: options).run() } catch {
      if !hasStarted.withLock({ $0 }) { keeper?.discardFirst() }
      throw error
    }
  }

  /// Runs, writes and prints.
  func finish() throws {
    let result = try computed()
    // The last checkpoint comes before the result: where there is no room for that, nothing is lost.
    options.ledger?.writeNow()
    try folder.write(result)
    print(json ? summaryJSON(result) : TextReport(result: result).text(), terminator: json ? "\n" : "")
    if !json { print("\nReport:  \(folder.path("report.html"))\nResult:  \(folder.path("result.h5"))") }
    let code = ExitStatus.of(result, wasStopped: Interrupt.isRequested)
    try keeper?.end(isDone: code != ExitCode(ExitStatus.interrupted), quiet: json)
    throw code
  }
}
