import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run an experiment on all its engines and write results and report.",
    discussion: """
      Writes result.h5, summary.json and report.html into the output folder and prints a table.
      Ctrl-C stops the run, keeps and reports what was computed.

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

  func validate() throws {
    try Threads.check(threads)
    if let watts = assumeWattsPerCore, !(watts > 0 && watts <= 1000) {
      throw ValidationError("--assume-watts-per-core is \(watts); allowed: above 0, at most 1000")
    }
  }

  func run() throws {
    try ExitStatus.guarding {
      let settings = try arguments.settings()
      let folder = try OutputFolder(
        output ?? OutputFolder.standard(for: arguments.experiment), overwrite: overwrite)
      let runner = ExperimentRunner(settings, options: try options())
      let result = try runner.run()
      try folder.write(result)
      print(json ? summaryJSON(result) : TextReport(result: result).text(), terminator: json ? "\n" : "")
      if !json { print("\nReport:  \(folder.path("report.html"))\nResult:  \(folder.path("result.h5"))") }
      throw ExitStatus.of(result, wasStopped: Interrupt.isRequested)
    }
  }

  private func options() throws -> RunOptions {
    let line = ProgressLine(isQuiet: quiet)
    var options = RunOptions()
    options.threads = threads
    options.costTables = try CostTableFolder.read(data.shared.costFolder())
    options.assumedWattsPerCore = assumeWattsPerCore
    // While chips are compiled nothing is there to be kept: Ctrl-C ends the process.
    options.willStart = { Interrupt.watch() }
    options.shouldStop = { Interrupt.isRequested }
    options.progress = { line.show($0, $1, $2) }
    options.date = ISO8601DateFormatter().string(from: Date())
    return options
  }
}
