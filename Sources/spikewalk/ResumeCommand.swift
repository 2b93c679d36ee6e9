import ArgumentParser
import Experiments
import FileFormats
import Foundation

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with a run from its checkpoint.",
    discussion: """
      For checkpoints of run and of emulate. Writes what the uninterrupted run would have written, bit for bit, \
      whatever the number of threads, and goes on writing checkpoints to the same file. Files that the run reads \
      must be those that it began with.

      Example: spikewalk resume long.checkpoint --overwrite
      """)

  @Argument(help: "The checkpoint.", completion: .file())
  var checkpoint: String

  @Option(parsing: .unconditional, help: "Threads; the result does not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Where to write (default: where the run was told to).")
  var output: String?

  @Flag(help: "Replace what is there, such as the part that an interrupted run wrote.")
  var overwrite = false

  @Option(
    parsing: .unconditional,
    help: "Write a checkpoint every so many ticks (emulate) or seconds (run); default: every minute.")
  var checkpointEvery: Double?

  @Option(help: "The network of emulate, if it is not where it was.", completion: .file(extensions: ["h5"]))
  var network: String?

  @Option(
    help: "The input spikes of emulate, if they are not where they were.",
    completion: .file(extensions: ["csv"]))
  var input: String?

  @OptionGroup var data: ModelArguments

  @Option(
    parsing: .unconditional,
    help: "Add a row with this assumed power of a busy core, in watts, for the computer.")
  var assumeWattsPerCore: Double?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Flag(help: "No progress.")
  var quiet = false

  func validate() throws {
    try Threads.check(threads)
    try ExperimentRun.check(watts: assumeWattsPerCore)
    if let checkpointEvery { try TimedCheckpointArguments.check(seconds: checkpointEvery) }
  }

  func run() throws {
    try ExitStatus.guarding {
      switch try CheckpointFormat.open(checkpoint).kind {
      case .emulation: try emulate()
      case .experiment: try runExperiment()
      }
    }
  }

  private func emulate() throws {
    let ticks = try checkpointEvery.map { every in
      guard let ticks = Int(exactly: every), ticks > 0 else {
        throw ValidationError("--checkpoint-every is \(every); allowed are whole ticks, 1 or more")
      }
      return CheckpointKeeper.Interval.ticks(ticks)
    }
    let (stored, emulation) = try EmulationCheckpoint.resume(
      checkpoint, network: network, input: input, threads: threads)
    let target = output ?? (stored.output.isEmpty ? nil : stored.output)
    let place = try target.map { try RecordingPlace($0, overwrite: overwrite) }
    var run = EmulationRun(emulation, of: stored.files, place: place, json: json, quiet: quiet)
    run.checkpoints = (try CheckpointKeeper(resumed: checkpoint, interval: ticks), stored)
    try run.finish()
  }

  private func runExperiment() throws {
    guard network == nil, input == nil else {
      throw ValidationError("--network and --input are for checkpoints of emulate; this is one of run")
    }
    let (stored, settings, content) = try ExperimentCheckpoint.read(checkpoint)
    let folder = try OutputFolder(output ?? stored.output, overwrite: overwrite)
    var run = ExperimentRun(settings, folder: folder, json: json)
    try run.setOptions(threads: threads, models: data, watts: assumeWattsPerCore, quiet: quiet)
    let keeper = try CheckpointKeeper(resumed: checkpoint, interval: nil)
    run.keep(stored, content, in: keeper, interval: checkpointEvery)
    try run.finish()
  }
}
