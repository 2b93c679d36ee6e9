/// The 32 bytes that follow the HDF5 data in every file we write: a mark, a version, the length and the
/// checksum of what precedes, each eight bytes, little-endian.
///
/// HDF5 and every tool on it ignore bytes after the data. The HDF5 library may crash on damaged files; so
/// damage is found here, before the library sees a byte.
package enum HDF5Seal {
  static let version: UInt64 = 1
  private static let mark = Array("SPKWALK\n".utf8)

  package static func seal(of image: [UInt8]) -> [UInt8] {
    mark + bytes(version) + bytes(UInt64(image.count)) + bytes(Checksum.fnv1a(image))
  }

  /// The HDF5 data without the seal, or an error that says why it cannot be trusted.
  package static func open(_ bytes: [UInt8], file: String) throws -> ArraySlice<UInt8> {
    guard bytes.count >= 32, bytes[(bytes.count - 32)...].starts(with: mark) else {
      throw FormatError(file: file, message: HDF5Wording.foreign)
    }
    let image = bytes.dropLast(32)
    let version = number(bytes, at: image.count + 8)
    guard version == Self.version else {
      throw FormatError(file: file, message: HDF5Wording.version(version))
    }
    guard number(bytes, at: image.count + 16) == UInt64(image.count),
      number(bytes, at: image.count + 24) == Checksum.fnv1a(image)
    else { throw FormatError(file: file, message: HDF5Wording.damaged) }
    return image
  }

  /// The seal of a file that holds HDF5 data alone, read piece by piece.
  static func seal(ofFile path: String) throws -> [UInt8] {
    var (checksum, length) = (Checksum(), 0)
    try FileReading.pieces(ofFile: path) { piece in
      checksum.add(piece)
      length += piece.count
    }
    return mark + bytes(version) + bytes(UInt64(length)) + bytes(checksum.sum)
  }

  /// Compares the seal at the end of a file with what precedes it, reading it piece by piece.
  static func check(file path: String) throws {
    // The last 32 bytes seen wait: they may be the seal.
    var (checksum, length) = (Checksum(), 0)
    var tail: [UInt8] = []
    try FileReading.pieces(ofFile: path) { piece in
      let joined = tail + piece
      tail = Array(joined.suffix(32))
      let done = joined.dropLast(32)
      checksum.add(done)
      length += done.count
    }
    guard tail.count == 32, tail.starts(with: mark) else {
      throw FormatError(file: path, message: HDF5Wording.unsealed)
    }
    let found = number(tail, at: 8)
    guard found == version else { throw FormatError(file: path, message: HDF5Wording.version(found)) }
    guard number(tail, at: 16) == UInt64(length), number(tail, at: 24) == checksum.sum else {
      throw FormatError(file: path, message: HDF5Wording.damaged)
    }
  }

  private static func bytes(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1)) }
  }
}
