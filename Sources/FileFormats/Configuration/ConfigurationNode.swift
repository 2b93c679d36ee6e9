/// One value of a configuration file (YAML, of which JSON is a subset), with its place in the file.
///
/// A node is a scalar, a list or a mapping. Its accessors give a typed value or throw a `FormatError` that
/// names file, line, column, the path of keys that leads here, the value found and what is allowed.
public struct ConfigurationNode: Sendable {
  /// Where the value stands: lines and columns count from 1.
  public let file: String
  public let line: Int
  public let column: Int
  /// The keys that lead here, as `chain.wire.length` or `probes[2].name`; empty for the whole document.
  public let keyPath: String

  enum Content: Sendable {
    case scalar(String, isPlain: Bool)
    case list([ConfigurationNode])
    case mapping([Entry])
  }

  struct Entry: Sendable {
    var key: String
    var line: Int
    var column: Int
    var value: ConfigurationNode
  }

  let content: Content

  /// An error at this node's place, naming its keys: `file:line:column: chain.wire: message`.
  public func fail(_ message: String) -> FormatError {
    let subject = keyPath.isEmpty ? "" : keyPath + ": "
    return FormatError(file: file, line: line, column: column, message: subject + message)
  }

  /// True for a value left empty or written as `null` or `~`.
  public var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  public var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }

  public var isList: Bool {
    if case .list = content { true } else { false }
  }

  /// The fields of a mapping, none of which may lie outside `allowed`; an empty value counts as an empty
  /// mapping.
  ///
  /// - Throws: `FormatError` at the first unknown key, with the nearest known one, or if this is no mapping.
  public func fields(allowed: [String]) throws -> ConfigurationFields {
    let entries = try entries(expecting: "a mapping with the keys \(Wording.list(allowed))")
    for entry in entries where !allowed.contains(entry.key) {
      let subject = keyPath.isEmpty ? "" : keyPath + ": "
      throw FormatError(
        file: file, line: entry.line, column: entry.column,
        message: subject + Wording.unknown("key", entry.key, known: allowed))
    }
    return ConfigurationFields(node: self, entries: entries)
  }

  /// The fields of a mapping whose keys are the user's own names, in the order of the file.
  public func namedFields() throws -> [(name: String, node: ConfigurationNode)] {
    try entries(expecting: "a mapping of names to values").map { ($0.key, $0.value) }
  }

  /// The items of a list, in the order of the file.
  public func list() throws -> [ConfigurationNode] {
    guard case .list(let items) = content else { throw mismatch("a list") }
    return items
  }

  /// The items of a list, or this value alone: `probes: spikes` means `probes: [spikes]`.
  public func listOrSingle() -> [ConfigurationNode] {
    if case .list(let items) = content { items } else { [self] }
  }

  /// A choice with its own settings: `{ wire: { length: 5 } }` gives `("wire", { length: 5 })`, and the bare
  /// name `wire` gives `("wire", {})`.
  public func choice(of names: [String]) throws -> (name: String, node: ConfigurationNode) {
    if case .scalar = content, !isNull {
      let name = try oneOf(names)
      return (name, replacing(content: .mapping([]), key: name))
    }
    let entries = try entries(expecting: "one of \(Wording.list(names))")
    guard entries.count == 1, let entry = entries.first else {
      throw fail(
        "needs exactly one of \(Wording.list(names)), but has \(Wording.list(entries.map(\.key)))")
    }
    _ = try fields(allowed: names)
    return (entry.key, entry.value)
  }

  func entries(expecting expected: String) throws -> [Entry] {
    if isNull { return [] }
    guard case .mapping(let entries) = content else { throw mismatch(expected) }
    return entries
  }

  func mismatch(_ expected: String) -> FormatError { fail("is \(found); expected \(expected)") }

  /// What stands here, in words.
  var found: String {
    switch content {
    case _ where isNull: "empty"
    case .scalar(let text, isPlain: true): text
    case .scalar(let text, isPlain: false): Wording.quoted(text)
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  private func replacing(content: Content, key: String) -> ConfigurationNode {
    ConfigurationNode(
      file: file, line: line, column: column,
      keyPath: keyPath.isEmpty ? key : keyPath + "." + key, content: content)
  }
}
