/// The fields of a mapping whose keys have been checked.
public struct ConfigurationFields: Sendable {
  /// The mapping itself, for errors about the whole.
  public let node: ConfigurationNode
  let entries: [ConfigurationNode.Entry]

  /// The keys that are present, in the order of the file.
  public var keys: [String] { entries.map(\.key) }

  /// The value of a key that must be there and must not be empty.
  public func required(_ key: String) throws -> ConfigurationNode {
    guard let entry = entries.first(where: { $0.key == key }) else {
      throw node.fail("the key \(Wording.quoted(key)) is missing; add it")
    }
    guard !entry.value.isNull else { throw entry.value.fail("has no value; give one") }
    return entry.value
  }

  /// The value of a key; nil where the key is absent or its value is left empty.
  public func optional(_ key: String) -> ConfigurationNode? {
    entries.first { $0.key == key }.flatMap { $0.value.isNull ? nil : $0.value }
  }
}
