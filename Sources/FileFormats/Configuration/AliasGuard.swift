/// Refuses texts whose aliases could expand without bound while the YAML library still reads them.
///
/// The library shares the memory of an alias's target, so expansion costs nothing until somebody walks the
/// tree. It does so itself only for keys, which it hashes to find duplicates: a key that is a list of aliases
/// of lists of aliases takes exponential time before we see any node. So a text with aliases may not have
/// such keys. The test is by spelling and errs on the side of refusing; texts without aliases pass untouched.
/// (The number of values after expansion is limited where nodes are made.)
enum AliasGuard {
  static func check(_ text: String, file: String) throws {
    var text = text
    let suspect = text.withUTF8 { bytes in hasAlias(bytes) ? firstComplexKey(bytes) : nil }
    guard let suspect else { return }
    let before = Array(text.utf8.prefix(suspect))
    throw FormatError(
      file: file, line: 1 + before.count(where: { $0 == newline }),
      message: "aliases (*name) in a file whose keys are lists, mappings or aliases; use plain names as keys")
  }

  private static let newline = UInt8(ascii: "\n")

  private static func hasAlias(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.contains { startsAlias(bytes, at: $0) }
  }

  /// An asterisk where a YAML token may begin, with a name after it.
  private static func startsAlias(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "*"), index + 1 < bytes.count else { return false }
    guard index == 0 || " \t\n\r[{,:?-".utf8.contains(bytes[index - 1]) || bytes[index - 1] >= 0x80 else {
      return false
    }
    return !" \t\n\r".utf8.contains(bytes[index + 1])
  }

  /// Where a key begins or ends that is not a plain scalar: after `? `, or before a colon a `]`, a `}` or an
  /// alias.
  private static func firstComplexKey(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "?"):
        let next = index + 1 < bytes.count ? bytes[index + 1] : newline
        if " \t\n\r[{*&!\"'".utf8.contains(next) || next >= 0x80 { return index }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if colonFollows(bytes, from: index + 1) { return index }
      case UInt8(ascii: "*") where startsAlias(bytes, at: index):
        var end = index + 1
        while end < bytes.count, !" \t\n\r,]}".utf8.contains(bytes[end]) { end += 1 }
        if bytes[end - 1] == UInt8(ascii: ":") || colonFollows(bytes, from: end) { return index }
      default: continue
      }
    }
    return nil
  }

  /// Whether the next byte that is not white space (line ends included: flow keys may span lines) is a colon.
  private static func colonFollows(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < bytes.count, " \t\n\r".utf8.contains(bytes[index]) { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":")
  }
}
