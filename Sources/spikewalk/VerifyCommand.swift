import ArgumentParser
import Experiments
import FileFormats
import NeuroFabric

/// Networks of other programs, held against what those say they do.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a network of another program and compare with the output that came with it.",
    subcommands: [VerifyRANC.self])
}

struct VerifyRANC: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ranc",
    abstract: "Run a RANC network on the inputs of its test bench and compare every packet.",
    discussion: """
      The offset is the number of ticks by which the test bench lags; the best of 0 to 16 is taken, none if nothing \
      matches. Ends with 0 if every expected packet came and no other, and with 3 if not.

      Example: spikewalk verify ranc tea-128 --grid 8x4 --output-core 0,3 --json
      """)

  @OptionGroup var network: RANCArguments

  @Option(help: "Engine: fast or reference.")
  var engine: FabricEngine = .fast

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try ExitStatus.guarding {
      let network = try network.read()
      guard let expected = network.expected else {
        throw FormatError(
          .missing, file: self.network.folder + "/tb_correct.txt",
          message: "no such file; without the expected packets there is nothing to verify")
      }
      guard expected.contains(where: { !$0.isEmpty }) else {
        throw FormatError(
          file: self.network.folder + "/tb_correct.txt",
          message: "holds no packets; without the expected packets there is nothing to verify")
      }
      let comparison = try PacketComparison(network, expected: expected, engine: engine)
      let rows: [(String, Int?)] = [
        ("expected", comparison.expected), ("matched", comparison.matched), ("missing", comparison.missing),
        ("unexpected", comparison.unexpected), ("offset", comparison.offset),
      ]
      if json {
        let members = rows.map { JSONValue.Member($0.0, $0.1.map(JSONValue.integer) ?? .null) }
        print(JSONValue.object(members).text(), terminator: "")
      } else {
        print(rows.map { "\($0.0): \($0.1.map(String.init) ?? "none")" }.joined(separator: "\n"))
      }
      if comparison.offset == nil {
        StandardError.write("warning", "no packet matches at any offset; check --output-core and --grid")
      }
      if !comparison.isGood { throw ExitCode(ExitStatus.verdictBad) }
    }
  }
}
