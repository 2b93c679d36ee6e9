/// Takes the fields of a row of digits from left to right.
struct RANCFields {
  let row: RANCLines.Row
  private var position = 0

  init(_ row: RANCLines.Row) { self.row = row }

  /// The next `width` digits as they are.
  mutating func digits(_ width: Int) -> ArraySlice<UInt8> {
    let start = row.digits.startIndex + position
    position += width
    return row.digits[start..<start + width]
  }

  mutating func unsigned(_ width: Int) -> Int { digits(width).reduce(0) { $0 << 1 | Int($1 & 1) } }

  /// A number in two's complement.
  mutating func signed(_ width: Int) -> Int {
    let value = unsigned(width)
    return value >> (width - 1) == 0 ? value : value - 1 << width
  }

  mutating func signed(_ width: Int, _ name: String, in allowed: ClosedRange<Int>) throws -> Int {
    let start = position
    return try checked(signed(width), name, in: allowed, at: start)
  }

  mutating func unsigned(_ width: Int, _ name: String, in allowed: ClosedRange<Int>) throws -> Int {
    let start = position
    return try checked(unsigned(width), name, in: allowed, at: start)
  }

  /// - Throws: an error at the field taken last, `width` digits back.
  func fail(_ message: String, back width: Int = 0) -> FormatError {
    row.fail(message, at: position - width)
  }

  private func checked(_ value: Int, _ name: String, in allowed: ClosedRange<Int>, at start: Int) throws
    -> Int
  {
    guard allowed.contains(value) else {
      throw row.fail(RANCWording.value(name, value, in: allowed), at: start)
    }
    return value
  }
}
