import ArgumentParser
import Experiments

struct Compile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compile an experiment for its chips and show how full they are and what quantising cost.",
    discussion: "Example: spikewalk compile slab-fluence.yaml --json")

  @OptionGroup var arguments: ExperimentArguments

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try ExitStatus.guarding {
      let runner = ExperimentRunner(try arguments.settings(), options: RunOptions())
      let chips = try runner.compile().map { CompileSummary(name: $0.name, chip: $0.chip) }
      print(json ? JSONValue.array(chips.map(\.json)).text() : chips.map(\.text).joined(separator: "\n"))
    }
  }
}
