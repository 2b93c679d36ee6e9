/// The lines of a text in memory, with their numbers; ends of line may be LF or CR LF.
struct TextLines {
  private let bytes: [UInt8]
  private var position: Int
  /// The number of the line given last, from 1.
  private(set) var number = 0

  /// A byte order mark at the start is skipped.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether the text's last line has its end.
  var isComplete: Bool { bytes.last == UInt8(ascii: "\n") }

  /// The next line without its end, or nil at the end of the text.
  mutating func next() -> ArraySlice<UInt8>? {
    guard position < bytes.count else { return nil }
    number += 1
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var line = bytes[position..<end]
    position = end + 1
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    return line
  }
}

/// A field of a line, and where it begins.
struct TextField {
  var text: String
  /// From 1, in Unicode scalars.
  var column: Int
}

extension ArraySlice<UInt8> {
  /// The line as text; bytes that are not UTF-8 show as replacement characters (for error messages).
  var shown: String { String(decoding: self, as: UTF8.self) }

  /// The slice without spaces and tabs at either end.
  var trimmed: ArraySlice<UInt8> {
    let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) })
    else {
      return self[startIndex..<startIndex]
    }
    return self[first...last]
  }

  /// The runs of bytes between spaces and tabs.
  var words: [ArraySlice<UInt8>] { split { $0 == 32 || $0 == 9 } }

  /// The column of an index of this slice: Unicode scalars before it, plus one.
  func column(of index: Int) -> Int {
    1 + self[..<index].count { $0 & 0xC0 != 0x80 }
  }
}

/// Numbers in text, in the spelling that files use.
package enum TextNumber {
  /// A decimal number; "inf", "nan", hexadecimal and numbers beyond Double's range are nil.
  package static func double(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Decimal digits alone, of a value that fits.
  static func natural(_ text: String) -> Int? {
    guard isNatural(text) else { return nil }
    return Int(text)
  }

  static func isNatural(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
