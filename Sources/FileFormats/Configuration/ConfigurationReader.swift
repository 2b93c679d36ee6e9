import Yams

extension ConfigurationNode {
  /// Largest configuration that is read, in bytes.
  public static let maximumSize = 16 << 20
  /// Deepest nesting of lists and mappings.
  public static let maximumDepth = 100
  /// Most values, aliases expanded.
  public static let maximumValues = 1_000_000

  /// Reads a configuration file.
  ///
  /// - Throws: `FormatError`.
  public static func read(path: String) throws -> ConfigurationNode {
    try parse(FileReading.text(ofFile: path, limit: maximumSize), file: path)
  }

  /// Parses a configuration from its text.
  ///
  /// Anchors and aliases work; merge keys (`<<`) do not. Several documents, keys given twice, keys that are
  /// not scalars, and texts beyond `maximumSize`, `maximumDepth` or `maximumValues` are refused.
  ///
  /// - Parameter file: the name that errors give.
  /// - Throws: `FormatError`.
  public static func parse(_ text: String, file: String) throws -> ConfigurationNode {
    guard text.utf8.count <= maximumSize else {
      throw FormatError(
        file: file, message: "is \(text.utf8.count) bytes; at most \(maximumSize) bytes are read")
    }
    try AliasGuard.check(text, file: file)
    var reader = ConfigurationReader(file: file)
    return try reader.document(text)
  }
}

/// Turns the YAML library's tree into nodes of ours, which are plain values and can be sent between threads.
struct ConfigurationReader {
  let file: String
  private var valueCount = 0

  init(file: String) { self.file = file }

  mutating func document(_ text: String) throws -> ConfigurationNode {
    var native = text
    native.makeContiguousUTF8()
    do {
      // The basic resolver leaves every scalar a text: the accessors decide what it means.
      let parser = try Parser(yaml: native, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw FormatError(file: file, message: "is empty; a mapping is expected")
      }
      return try convert(root, path: "", depth: 0)
    } catch let error as YamlError {
      throw YamlWording.error(error, file: file, text: native)
    }
  }

  private mutating func convert(_ node: Node, path: String, depth: Int) throws -> ConfigurationNode {
    let line = node.mark?.line ?? 1
    let column = node.mark?.column ?? 1
    valueCount += 1
    guard valueCount <= ConfigurationNode.maximumValues else {
      throw fail(line, column, "more than \(ConfigurationNode.maximumValues) values, aliases expanded")
    }
    guard depth <= ConfigurationNode.maximumDepth else {
      throw fail(line, column, "nested more than \(ConfigurationNode.maximumDepth) deep")
    }
    return ConfigurationNode(
      file: file, line: line, column: column, keyPath: path,
      content: try content(of: node, path: path, depth: depth))
  }

  private mutating func content(
    of node: Node, path: String, depth: Int
  ) throws -> ConfigurationNode.Content {
    switch node {
    case .scalar(let scalar):
      return .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
    case .sequence(let items):
      var list: [ConfigurationNode] = []
      for (index, item) in items.enumerated() {
        list.append(try convert(item, path: "\(path)[\(index)]", depth: depth + 1))
      }
      return .list(list)
    case .mapping(let pairs):
      var entries: [ConfigurationNode.Entry] = []
      for pair in pairs { entries.append(try entry(pair.key, pair.value, path: path, depth: depth)) }
      return .mapping(entries)
    case .alias:
      throw fail(node.mark?.line, node.mark?.column, "an alias that was not expanded")
    }
  }

  private mutating func entry(
    _ key: Node, _ value: Node, path: String, depth: Int
  ) throws -> ConfigurationNode.Entry {
    guard case .scalar(let name) = key else {
      throw fail(key.mark?.line, key.mark?.column, "a key must be a plain name, not a list or a mapping")
    }
    let childPath = path.isEmpty ? name.string : path + "." + name.string
    return ConfigurationNode.Entry(
      key: name.string, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1,
      value: try convert(value, path: childPath, depth: depth + 1))
  }

  private func fail(_ line: Int?, _ column: Int?, _ message: String) -> FormatError {
    FormatError(file: file, line: line, column: column, message: message)
  }
}
