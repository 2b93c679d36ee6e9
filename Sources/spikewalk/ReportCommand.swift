import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the report of a result file or of a recording again.",
    discussion: """
      Results are what run writes, recordings what emulate writes into one file. Their summary is printed again, too.

      Example: spikewalk report results/torus-diffusion/result.h5 --output torus.html
      """)

  @Argument(help: "A result file or a recording (HDF5).", completion: .file(extensions: ["h5"]))
  var result: String

  @Option(
    help: "The page to write (default: report.html beside a result, NAME.html beside a recording NAME.h5).")
  var output: String?

  @Flag(help: "Print the summary as JSON; write no page unless --output is given.")
  var json = false

  func run() throws {
    try ExitStatus.guarding {
      if RecordingFile.isRecording(result) { return try reportRecording() }
      let value = try ResultFile.read(result)
      if json { print(summaryJSON(value)) }
      guard output != nil || !json else { return }
      let beside = URL(fileURLWithPath: result).deletingLastPathComponent()
        .appendingPathComponent("report.html").path
      try OutputFiles.claim([output ?? beside], overwrite: true)
      try TextOutput.write(HTMLReport(result: value).page(), to: output ?? beside)
      if !json { print(TextReport(result: value).text() + "\nReport:  \(output ?? beside)") }
    }
  }

  private func reportRecording() throws {
    let record = try RecordingFile.read(result)
    if json { print(EmulationSummary(record, files: output.map { [$0] } ?? []).json.text(), terminator: "") }
    guard output != nil || !json else { return }
    let page = output ?? RecordingPlace.report(of: result)
    try OutputFiles.claim([page], overwrite: true)
    try TextOutput.write(EmulationReport(record).page(), to: page)
    if !json { print(EmulationSummary(record, files: []).text + "\nReport:  \(page)") }
  }
}
