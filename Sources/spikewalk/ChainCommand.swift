import ArgumentParser
import Experiments
import FileFormats

struct Chain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write an experiment's chain as CSV (.csv) or Matrix Market (.mtx).",
    discussion: """
      With --quantized ENGINE the chain as that chip draws it, gates rounded.

      Example: spikewalk chain two-direction-flux.yaml --quantized loihi --output flux-loihi.csv
      """)

  @OptionGroup var arguments: ExperimentArguments

  @Option(
    help: "The file to write; its ending tells the format.", completion: .file(extensions: ["csv", "mtx"]))
  var output: String

  @Option(help: "Write the chain that this chip engine of the experiment samples.")
  var quantized: String?

  func run() throws {
    try ExitStatus.guarding {
      let settings = try arguments.settings()
      try OutputFiles.claim([output], overwrite: true)
      guard let quantized else {
        return try ChainFile.write(settings.workload.problem.chain, path: output)
      }
      let chips = try ExperimentRunner(settings, options: RunOptions()).compile()
      guard let chip = chips.first(where: { $0.name == quantized })?.chip else {
        let names = chips.map(\.name).joined(separator: ", ")
        throw FormatError(
          file: arguments.experiment,
          message:
            "there is no chip engine called \(quantized); the experiment has \(names.isEmpty ? "none" : names)"
        )
      }
      try ChainFile.write(chip.chain.quantized, path: output)
    }
  }
}
