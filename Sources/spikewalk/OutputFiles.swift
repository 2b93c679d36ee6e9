import FileFormats
import Foundation

/// The files that a command is about to write.
enum OutputFiles {
  /// Makes sure, before anything is computed, that nothing is lost when these files are written.
  ///
  /// - Parameters:
  ///   - overwrite: whether files that exist may be replaced. Those that the command reads may not, nor those that it
  ///     writes as something else.
  ///   - advice: what to do about one that exists.
  /// - Throws: `FormatError` (73).
  static func claim(
    _ paths: [String], overwrite: Bool,
    advice: String = "replace it with --overwrite or choose another place with --output"
  ) throws {
    for path in paths { try FilesInUse.willWrite(path) }
    if !overwrite, let taken = paths.first(where: FileManager.default.fileExists(atPath:)) {
      throw FormatError(.cannotWrite, file: taken, message: "exists already; \(advice)")
    }
  }

  /// Tells whether files can be written: each is begun and dropped.
  ///
  /// - Throws: `FormatError` (73).
  static func tryOut(_ paths: [String]) throws {
    for path in paths { _ = try AtomicFile(path: path) }
  }
}

/// An output folder. It is made before a run, and goes again, with those above it that were made, if no file came
/// into it.
final class MadeFolder {
  /// The folders that were not there, the innermost first.
  private let made: [String]

  /// - Throws: `FormatError` (73).
  init(_ folder: String) throws {
    let above = sequence(first: URL(fileURLWithPath: folder)) { $0.deletingLastPathComponent() }
    made = above.lazy.map(\.path).prefix { !FileManager.default.fileExists(atPath: $0) }
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

  deinit {
    // A folder with something in it stays: the system refuses.
    for folder in made { rmdir(folder) }
  }
}
