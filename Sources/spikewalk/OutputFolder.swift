import Experiments
import FileFormats
import Foundation
import Reports

/// The folder that a run writes into. It is made and tried before the run, so that nothing computed is lost.
struct OutputFolder {
  private static let names = ["result.h5", "summary.json", "report.html"]

  private let folder: String
  private let made: MadeFolder

  /// - Throws: `FormatError` (73) if the folder cannot be written to, or holds results and `overwrite` is off.
  init(_ folder: String, overwrite: Bool) throws {
    self.folder = folder
    made = try MadeFolder(folder)
    let files = Self.names.map(path)
    try OutputFiles.claim(files, overwrite: overwrite)
    try OutputFiles.tryOut(files)
  }

  /// results/NAME for an experiment NAME.yaml.
  static func standard(for experiment: String) -> String {
    "results/" + URL(fileURLWithPath: experiment).deletingPathExtension().lastPathComponent
  }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes all files, or none.
  func write(_ result: ExperimentResult) throws {
    let files = FileSet()
    try ResultFile.write(result, to: path("result.h5"), in: files)
    try TextOutput.write(summaryJSON(result) + "\n", to: path("summary.json"), in: files)
    try TextOutput.write(HTMLReport(result: result).page(), to: path("report.html"), in: files)
    try files.commit()
  }
}

enum TextOutput {
  /// - Parameter set: files with which this one appears.
  /// - Throws: `FormatError` (73).
  static func write(_ text: String, to path: String, in set: FileSet? = nil) throws {
    let file = try AtomicFile(path: path, in: set)
    try file.write(Array(text.utf8))
    try file.commit()
  }
}
