import Foundation
import TestSupport
import Testing

/// A temporary folder with files in it, where the tool runs.
struct ToolFolder {
  let url: URL

  /// Runs `body` in a new folder that holds `files` by name.
  static func with<Value>(_ files: [String: String] = [:], _ body: (ToolFolder) throws -> Value) throws
    -> Value
  {
    try withTemporaryFolder { url in
      let folder = ToolFolder(url: url)
      for (name, text) in files { try folder.write(text, to: name) }
      return try body(folder)
    }
  }

  /// Runs the tool here with one line of arguments, which holds no spaces but those between arguments.
  func tool(
    _ line: String, interruptAfter: Double? = nil, signal: Int32 = SIGINT
  ) throws -> CommandResult {
    try tool(line.split(separator: " ").map(String.init), interruptAfter: interruptAfter, signal: signal)
  }

  /// Runs the tool here with arguments that may hold spaces.
  func tool(
    _ arguments: [String], interruptAfter: Double? = nil, signal: Int32 = SIGINT
  ) throws -> CommandResult {
    let result = try run(
      builtProducts.appending(path: "spikewalk"), arguments, environment: ["COLUMNS": "80"], in: url,
      interruptAfter: interruptAfter, signal: signal)
    #expect(!result.timedOut, "spikewalk \(arguments.joined(separator: " "))")
    return result
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appending(path: name))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: name).path(percentEncoded: false))
  }
}

/// A JSON document as Foundation reads it: a reader that is not ours.
struct JSON {
  let value: Any

  init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
  }

  private init(value: Any) { self.value = value }

  subscript(key: String) -> JSON { JSON(value: (value as? [String: Any])?[key] ?? NSNull()) }
  subscript(index: Int) -> JSON { list.indices.contains(index) ? list[index] : JSON(value: NSNull()) }

  var list: [JSON] { (value as? [Any])?.map { JSON(value: $0) } ?? [] }
  var keys: Set<String> { Set((value as? [String: Any])?.keys.map { $0 } ?? []) }
  var string: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var bool: Bool? { value as? Bool }
  var isNull: Bool { value is NSNull }
}
