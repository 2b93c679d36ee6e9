import FileFormats
import MarkovChains

/// Results as HDF5 files: one file per run, self-describing and versioned.
/// `Documentation/Formats/result-file.md` describes the layout.
public enum ResultFile {
  /// The root attribute `format` of every result file.
  static let format = "spikewalk-result"

  /// Writes a result; the file appears under its name, whole, at the end. Equal results give equal bytes.
  ///
  /// - Parameter set: files with which this one appears.
  /// - Throws: `FormatError` (`cannotWrite`) where the system refuses, where a text holds a NUL character, or
  /// where the   rows of a table differ in length.
  public static func write(_ result: ExperimentResult, to path: String, in set: FileSet? = nil) throws {
    try ResultFileWriter(file: HDF5Writer(path: path, in: set)).write(result)
  }

  /// Reads a result; what was written comes back equal.
  ///
  /// - Throws: `FormatError` for a file that is missing, truncated, damaged, foreign, of another format
  /// version, or   whose parts do not fit together.
  public static func read(_ path: String) throws -> ExperimentResult {
    let file = try HDF5Reader(path: path)
    try checkVersion(file)
    let result = try ResultFileReader(file: file).result()
    try ResultFileChecks(path: path).check(result)
    return result
  }

  private static func checkVersion(_ file: HDF5Reader) throws {
    let found = try? file.text("format")
    guard found == format else {
      throw FormatError(file: file.path, message: ResultFileWording.foreign(found))
    }
    let version: Int64 = try file.attribute("format_version")
    guard version == ExperimentResult.formatVersion else {
      throw FormatError(
        file: file.path,
        message: ResultFileWording.version(version, reads: ExperimentResult.formatVersion))
    }
  }
}
