import FileFormats
import MarkovChains

extension WorkloadKind {
  /// A user's own chain from a CSV or Matrix Market file.
  static let chainFile = WorkloadKind(
    name: "chain", summary: "a chain of your own, from a CSV or Matrix Market file",
    read: { node, recorded in
      let fields = try node.fields(allowed: ["file", "missing_rows", "start", "steps", "until_absorbed"])
      let fileNode = try fields.required("file")
      let path = FilePath.beside(fileNode.file, try fileNode.string())
      var options = ChainFileOptions()
      if let rule = fields.optional("missing_rows") {
        let name = try rule.oneOf(ChainFileOptions.MissingRows.allCases.map(\.rawValue))
        options.missingRows = ChainFileOptions.MissingRows(rawValue: name)!
      }
      options.maximumStates = SizeLimits.states
      let chain = try ChainFile.read(path: path, options: options)
      let start = try StartField.weights(fields.optional("start"), chain: chain)
      return try walk(on: chain, start: start, fields, recorded)
    })
}

/// Paths in an experiment file are relative to the file.
enum FilePath {
  static func beside(_ file: String, _ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
  }
}
