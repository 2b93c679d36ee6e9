import ArgumentParser
import Experiments
import FileFormats
import Foundation
import OptionPricing
import Reports

struct Price: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Price an option, a strip of options or a table of them, with error budgets.",
    discussion: """
      Prints the closed form (or transform) where there is one, the exact price of the chain that a chip would walk, \
      and where the difference comes from. With --walkers or --tolerance the price is sampled too. \
      An experiment file with the problem "option" says the same in YAML; run it with spikewalk run.

      Examples:
        spikewalk price --model BS --spot 100 --rate 0.05 --volatility 0.2 --option-type call \\
          --strike 90,100,110 --maturity 1 --greeks
        spikewalk price --model Merton --spot 100 --rate 0.05 --volatility 0.2 --intensity 1 \\
          --jump-mean -0.1 --jump-deviation 0.15 --option-type call --strike 100 --maturity 1 \\
          --tolerance "5 bp" --engine truenorth --engine cpu
        spikewalk price --table book.csv --output priced.csv
      """)

  @OptionGroup(title: "The option") var option: OptionArguments
  @OptionGroup(title: "The lattice") var lattice: LatticeArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup var data: ModelArguments

  @Option(help: "Price every row of this CSV file.", completion: .file(extensions: ["csv"]))
  var table: String?

  @Option(help: "With --table: the file to write the rows back to.", completion: .file(extensions: ["csv"]))
  var output: String?

  @Flag(help: "Replace the output file.")
  var overwrite = false

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @Option(help: "Write the option as an experiment file for spikewalk run.")
  var save: String?

  func validate() throws {
    guard let table else {
      if output != nil { throw ValidationError("--output goes with --table; a single price is printed") }
      if overwrite, save == nil {
        throw ValidationError("--overwrite goes with --table or --save; leave it out")
      }
      return
    }
    guard output != nil else {
      throw ValidationError("--table \(table) needs a file to write the rows back to; name it with --output")
    }
    if let key = option.values.keys.map(\.flag).min() {
      throw ValidationError("\(key) is given, but with --table every row has its own; leave it out")
    }
    if sampling.isAsked || save != nil || json {
      throw ValidationError("--table gives exact prices; leave out --walkers, --tolerance, --save and --json")
    }
  }

  func run() throws {
    try ExitStatus.guarding {
      if let table, let output { return try priceTable(table, output) }
      let strip = try option.strip()
      let experiment = OptionExperiment(
        option: option.values, lattice: lattice.settings, sampling: sampling.settings)
      if let save {
        try OutputFiles.claim(
          [save], overwrite: overwrite,
          advice: "replace it with --overwrite or choose another place with --save")
        let file = try AtomicFile(path: save)
        try file.write(Array(experiment.text.utf8))
        try file.commit()
      }
      guard sampling.isAsked else {
        let prices = try exactPrices(strip)
        return print(json ? prices.json : OptionPriceReport(prices: prices).text(), terminator: "")
      }
      try sample(experiment)
    }
  }

  /// - Throws: `FlagError` where a flag's value is the reason.
  private func exactPrices(_ strip: OptionStrip) throws -> OptionPrices {
    do { return try OptionPrices(strip, lattice.settings) } catch {
      guard let parameter = BadParameter(error) else { throw error }
      if ["states", "discretization"].contains(parameter.key) {
        throw FlagError(
          inText: "problem.option.\(parameter.key): is \(parameter.value); allowed: \(parameter.allowed)")
      }
      throw (error as? OptionError).map { FlagError(inText: "\(option.fields.named($0))") } ?? error
    }
  }

  private func sample(_ experiment: OptionExperiment) throws {
    let settings = try settings(of: experiment)
    var options = RunOptions()
    options.threads = sampling.threads
    options.costTables = try CostTableFolder.read(data.shared.costFolder())
    options.willStart = { Interrupt.watch() }
    options.shouldStop = { Interrupt.isRequested }
    options.date = ISO8601DateFormatter().string(from: Date())
    let result = try ExperimentRunner(settings, options: options).run()
    print(json ? summaryJSON(result) : TextReport(result: result).text(), terminator: "")
    throw ExitStatus.of(result, wasStopped: Interrupt.isRequested)
  }

  /// The experiment that the flags stand for; its errors name the flags and not places in a text that nobody sees.
  private func settings(of experiment: OptionExperiment) throws -> ExperimentSettings {
    do {
      return try ExperimentSettings.parse(text: experiment.text, file: "the command line")
    } catch let error as FormatError {
      throw FlagError(inText: error.message)
    }
  }

  private func priceTable(_ table: String, _ output: String) throws {
    try OutputFiles.claim([output], overwrite: overwrite)
    Interrupt.watch()
    let book = try OptionBook.read(path: table, settings: lattice.settings) { Interrupt.isRequested }
    try book.write(to: output)
    print(OptionBookReport(book: book).text(), terminator: "")
    if book.isInterrupted { throw ExitCode(ExitStatus.interrupted) }
  }
}
