import Experiments
import FileFormats
import Foundation
import Reports

/// Where a recording goes. It is tried before the run, so that nothing computed is lost.
struct RecordingPlace {
  let path: String
  /// The page of pictures.
  let report: String
  private let isFile: Bool

  /// - Throws: `FormatError` (73).
  init(_ path: String, overwrite: Bool) throws {
    self.path = path
    isFile = path.hasSuffix(".h5")
    report = Self.report(of: path)
    if isFile {
      _ = try AtomicFile(path: path)
    } else {
      try OutputFolder.make(path)
      _ = try AtomicFile(path: path + "/.trial")
    }
    let made = (isFile ? [path] : RecordingTables.names.map { path + "/" + $0 }) + [report]
    if !overwrite, let taken = made.first(where: FileManager.default.fileExists(atPath:)) {
      throw FormatError(
        .cannotWrite, file: taken,
        message: "exists already; replace it with --overwrite or choose another place with --output")
    }
  }

  /// report.html in a folder, NAME.html beside a file NAME.h5.
  static func report(of path: String) -> String {
    path.hasSuffix(".h5") ? path.dropLast(3) + ".html" : path + "/report.html"
  }

  /// Writes the record and its report, and takes away tables of an earlier run that this one does not have.
  /// - Returns: the files written.
  func write(_ record: EmulationRecord) throws -> [String] {
    let written: [String]
    if isFile {
      try RecordingFile.write(record, to: path)
      written = [path]
    } else {
      let tables = try RecordingTables.write(record, toFolder: path)
      for name in RecordingTables.names where !tables.contains(name) { unlink(path + "/" + name) }
      written = tables.map { path + "/" + $0 }
    }
    try TextOutput.write(EmulationReport(record).page(), to: report)
    return written + [report]
  }
}
