import Experiments
import FileFormats
import Foundation
import Reports

/// The folder that a run writes into. It is made and tried before the run, so that nothing computed is lost.
struct OutputFolder {
  private let folder: String

  /// - Throws: `FormatError` (73) if the folder cannot be written to, or holds results and `overwrite` is off.
  init(_ folder: String, overwrite: Bool) throws {
    self.folder = folder
    try Self.make(folder)
    // A file that is begun in the folder and dropped tells whether it can be written to.
    _ = try AtomicFile(path: path(".trial"))
    guard overwrite || !FileManager.default.fileExists(atPath: path("result.h5")) else {
      throw FormatError(
        .cannotWrite, file: path("result.h5"),
        message:
          "there is a result already; replace it with --overwrite or choose another folder with --output")
    }
  }

  static func make(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      // Foundation keeps the system's reason to itself; asking again gives it.
      let reason = mkdir(folder, 0o777) == 0 ? "\(error)" : String(cString: strerror(errno))
      throw FormatError(
        .cannotWrite, file: folder,
        message: "cannot make the output folder (\(reason)); choose another with --output")
    }
  }

  /// results/NAME for an experiment NAME.yaml.
  static func standard(for experiment: String) -> String {
    "results/" + URL(fileURLWithPath: experiment).deletingPathExtension().lastPathComponent
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ result: ExperimentResult) throws {
    try ResultFile.write(result, to: path("result.h5"))
    try TextOutput.write(summaryJSON(result) + "\n", to: path("summary.json"))
    try TextOutput.write(HTMLReport(result: result).page(), to: path("report.html"))
  }
}

enum TextOutput {
  /// - Throws: `FormatError` (73).
  static func write(_ text: String, to path: String) throws {
    let file = try AtomicFile(path: path)
    try file.write(Array(text.utf8))
    try file.commit()
  }
}
