import FileFormats
import RandomStreams
import Testing

@Suite struct HDF5DamageTests {
  private func sample(_ folder: ScratchFolder) throws -> [UInt8] {
    let path = folder.path + "/r.h5"
    let writer = try HDF5Writer(path: path)
    try writer.attribute("seed", UInt64(1))
    try writer.dataset("g/values", [1.0, 2, 3])
    try writer.finish()
    return try FileReading.bytes(ofFile: path, limit: 1 << 20)
  }

  @Test func truncationAnywhereIsRefused() throws {
    let folder = ScratchFolder()
    let bytes = try sample(folder)
    for length in bytes.indices {
      #expect(throws: FormatError.self) { try HDF5Seal.open(Array(bytes[..<length]), file: "f") }
    }
    for length in [0, 1, 8, 31, 32, 512, bytes.count - 1] {
      let path = try folder.file("cut.h5", Array(bytes[..<length]))
      #expect(throws: FormatError.self) { try HDF5Reader(path: path) }
    }
  }

  @Test func everyFlippedBitIsFound() throws {
    let folder = ScratchFolder()
    var bytes = try sample(folder)
    _ = try HDF5Seal.open(bytes, file: "f")
    var random = testStream(5)
    for index in bytes.indices where index % 7 == 0 || index >= bytes.count - 32 {
      let mask = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      bytes[index] ^= mask
      #expect(throws: FormatError.self, "byte \(index)") { try HDF5Seal.open(bytes, file: "f") }
      bytes[index] ^= mask
    }
  }

  @Test func foreignFilesAreNamed() throws {
    let folder = ScratchFolder()
    let sealed = try folder.file(
      "sealed.h5", Array("no HDF5".utf8) + HDF5Seal.seal(of: Array("no HDF5".utf8)))
    #expect(failure { _ = try HDF5Reader(path: sealed) } == sealed + ": is not an HDF5 file")
    let text = try folder.file("text.h5", Array("hello".utf8))
    #expect(
      failure { _ = try HDF5Reader(path: text) }
        == text + ": is not a result file of this program: it does not end with its seal")
    var bytes = try sample(folder)
    bytes[100] ^= 1
    let damaged = try folder.file("damaged.h5", bytes)
    #expect(
      failure { _ = try HDF5Reader(path: damaged) }
        == damaged + ": is damaged or was changed after it was written: its checksum does not match")
    bytes[100] ^= 1
    bytes[bytes.count - 24] = 2
    let newer = try folder.file("newer.h5", bytes)
    #expect(
      failure { _ = try HDF5Reader(path: newer) } == newer
        + ": has a seal of version 2; this program reads version 1")
    #expect(
      failure { _ = try HDF5Reader(path: damaged, maximumBytes: 10) }.hasSuffix("at most 10 bytes are read"))
  }

  @Test func checksumMatchesItsPublishedVectors() {
    #expect(Checksum.fnv1a("".utf8) == 0xcbf2_9ce4_8422_2325)
    #expect(Checksum.fnv1a("a".utf8) == 0xaf63_dc4c_8601_ec8c)
    #expect(Checksum.fnv1a("foobar".utf8) == 0x8594_4171_f739_67e8)
  }
}
