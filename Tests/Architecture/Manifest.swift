import Foundation
import TestSupport

/// The targets of Package.swift with their dependencies, as SwiftPM itself reads them.
struct Manifest: Decodable {
  var targets: [Target]

  struct Target: Decodable {
    var name: String
    var type: Kind
    var path: String?
    var dependencies: [Dependency]

    /// Where its source files are.
    var folder: String {
      path ?? (type == .test ? "Tests/\(name)" : "Sources/\(name)")
    }
  }

  enum Kind: String, Decodable { case regular, executable, test, system }

  /// A dependency is an object of one key, `byName` or `product`, whose value is an array that starts with the name.
  struct Dependency: Decodable {
    var name: String

    init(from decoder: any Decoder) throws {
      let object = try decoder.singleValueContainer().decode([String: [Ignored]].self)
      guard object.count == 1, let first = object.values.first?.first?.text else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "unknown kind of dependency"))
      }
      name = first
    }
  }

  /// A string, or anything else that stands behind it in the array.
  private struct Ignored: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  /// Reads the manifest with `swift package dump-package`, once for all tests.
  ///
  /// It gets a scratch folder of its own: the project's is locked by the `swift test` that runs this.
  static let ofProject = Result { try dump() }

  private static func dump() throws -> Manifest {
    let result = try withTemporaryFolder { scratch in
      try run(
        URL(filePath: "/usr/bin/env"),
        [
          "swift", "package", "--package-path", ProjectFolder.root.path(percentEncoded: false),
          "--scratch-path", scratch.path(percentEncoded: false), "dump-package",
        ])
    }
    guard result.exitCode == 0 else { throw DumpFailed(message: result.standardError) }
    return try JSONDecoder().decode(Manifest.self, from: Data(result.standardOutput.utf8))
  }

  struct DumpFailed: Error { var message: String }
}
