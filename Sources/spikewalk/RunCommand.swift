import ArgumentParser
import Experiments
import Foundation

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run an experiment on all its engines and write results and report.",
    discussion: """
      Writes result.h5, summary.json and report.html into the output folder and prints a table. \
      Ctrl-C stops the run, keeps and reports what was computed; with --checkpoint it can be gone on with.

      Example: spikewalk run torus-diffusion.yaml --threads 2 --output results/torus
      """)

  @OptionGroup var arguments: ExperimentArguments
  @OptionGroup var data: ModelArguments

  @Option(parsing: .unconditional, help: "Threads; the result does not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Output folder (default: results/NAME).", completion: .directory)
  var output: String?

  @Flag(help: "Replace results that are in the output folder.")
  var overwrite = false

  @Flag(help: "Print the summary as JSON instead of a table.")
  var json = false

  @Flag(help: "No progress.")
  var quiet = false

  @Option(
    parsing: .unconditional,
    help: "Add a row with this assumed power of a busy core, in watts, for the computer.")
  var assumeWattsPerCore: Double?

  @OptionGroup var checkpoints: TimedCheckpointArguments

  func validate() throws {
    try Threads.check(threads)
    try ExperimentRun.check(watts: assumeWattsPerCore)
  }

  func run() throws {
    try ExitStatus.guarding {
      let settings = try arguments.settings()
      let output = output ?? OutputFolder.standard(for: arguments.experiment)
      let folder = try OutputFolder(output, overwrite: overwrite)
      var run = ExperimentRun(settings, folder: folder, json: json)
      try run.setOptions(threads: threads, models: data, watts: assumeWattsPerCore, quiet: quiet)
      if let keeper = try checkpoints.keeper(overwrite: overwrite) {
        let checkpoint = ExperimentCheckpoint(
          settings, file: arguments.experiment, overrides: arguments.overrides, output: output)
        try keeper.writeFirst { try checkpoint.write(.init(), to: $0) }
        run.keep(checkpoint, in: keeper, interval: checkpoints.checkpointEvery)
      }
      try run.finish()
    }
  }
}
