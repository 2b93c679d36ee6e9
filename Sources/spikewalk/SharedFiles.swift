import Experiments
import FileFormats
import Foundation

/// The data that comes with the tool: cost tables and examples, beside an installed tool or in a checkout.
struct SharedFiles {
  /// Folder of the models, if the user names one.
  var models: String?

  /// Folders that may hold `Models` and `Examples`: PREFIX/share/spikewalk, and every folder above the tool.
  private static var candidates: [String] {
    let tool = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var folder = tool.deletingLastPathComponent()
    var found = [folder.appendingPathComponent("../share/spikewalk").standardizedFileURL.path]
    while folder.path != "/" {
      found.append(folder.path)
      folder = folder.deletingLastPathComponent()
    }
    return found
  }

  private static func folder(_ name: String) -> String? {
    candidates.map { $0 + "/" + name }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The folder of cost tables.
  /// - Throws: `FormatError` if there is none.
  func costFolder() throws -> String {
    guard let folder = models ?? Self.folder("Models") else {
      throw FormatError(
        .missing, file: "Models",
        message: "the tool's model data is not beside it; name its folder with --models FOLDER")
    }
    return folder + "/Costs"
  }

  func examplesFolder() throws -> String {
    guard let folder = Self.folder("Examples") else {
      throw FormatError(
        .missing, file: "Examples", message: "the examples are not installed beside the tool")
    }
    return folder
  }

  /// The files of a folder with an ending, by name.
  static func files(in folder: String, ending: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(ending) }.sorted()
    } catch {
      throw FormatError(.missing, file: folder, message: "there is no such folder, or it cannot be read")
    }
  }
}
