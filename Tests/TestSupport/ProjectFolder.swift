import Foundation

/// Where the project lies on this machine, found from the place of this source file.
public enum ProjectFolder {
  /// The folder of Package.swift.
  public static let root: URL = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while !isFile(folder.appending(path: "Package.swift")) {
      precondition(folder.path() != "/", "no Package.swift above \(#filePath)")
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// The text of a file, named relative to the root.
  public static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The paths, relative to the root and sorted, of all files below `folder` that end in `suffix`.
  /// A folder that does not exist has none.
  public static func files(under folder: String, suffix: String) -> [String] {
    let start = root.appending(path: folder).path(percentEncoded: false)
    let found = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
  }

  private static func isFile(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
  }
}
