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
  private let folder: MadeFolder?

  /// - Throws: `FormatError` (73).
  init(_ path: String, overwrite: Bool) throws {
    self.path = path
    isFile = path.hasSuffix(".h5")
    report = Self.report(of: path)
    folder = isFile ? nil : try MadeFolder(path)
    let files = (isFile ? [path] : RecordingTables.names.map { path + "/" + $0 }) + [report]
    try OutputFiles.claim(files, overwrite: overwrite)
    try OutputFiles.tryOut(files)
    if !isFile { try checkTables() }
  }

  /// The names of tables are short: a folder may well have files of the user's under them.
  private func checkTables() throws {
    let foreign = RecordingTables.names.first { name in
      FileManager.default.fileExists(atPath: path + "/" + name)
        && !RecordingTables.isTable(name, inFolder: path)
    }
    if let foreign {
      throw FormatError(
        .cannotWrite, file: path + "/" + foreign,
        message: "is no table of a recording, which alone --overwrite replaces in a folder; move it away, or "
          + "choose another place with --output")
    }
  }

  /// report.html in a folder, NAME.html beside a file NAME.h5.
  static func report(of path: String) -> String {
    path.hasSuffix(".h5") ? path.dropLast(3) + ".html" : path + "/report.html"
  }

  /// Writes the record and its report, all files or none, and takes away tables of an earlier recording that this
  /// one does not have.
  /// - Returns: the files written.
  func write(_ record: EmulationRecord) throws -> [String] {
    let files = FileSet()
    var tables: [String] = []
    if isFile {
      try RecordingFile.write(record, to: path, in: files)
    } else {
      tables = try RecordingTables.write(record, toFolder: path, in: files)
    }
    try TextOutput.write(EmulationReport(record).page(), to: report, in: files)
    try files.commit()
    if !isFile {
      for name in RecordingTables.names where !tables.contains(name) {
        if RecordingTables.isTable(name, inFolder: path) { unlink(path + "/" + name) }
      }
    }
    return (isFile ? [path] : tables.map { path + "/" + $0 }) + [report]
  }
}
