import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the report of a result file again.",
    discussion: "Example: spikewalk report results/torus-diffusion/result.h5 --output torus.html")

  @Argument(help: "A result file.", completion: .file(extensions: ["h5"]))
  var result: String

  @Option(help: "The page to write (default: report.html beside the result).")
  var output: String?

  @Flag(help: "Print the summary as JSON; write no page unless --output is given.")
  var json = false

  func run() throws {
    try ExitStatus.guarding {
      let value = try ResultFile.read(result)
      if json { print(summaryJSON(value)) }
      guard output != nil || !json else { return }
      let beside = URL(fileURLWithPath: result).deletingLastPathComponent()
        .appendingPathComponent("report.html").path
      try TextOutput.write(HTMLReport(result: value).page(), to: output ?? beside)
      if !json { print(TextReport(result: value).text() + "\nReport:  \(output ?? beside)") }
    }
  }
}
