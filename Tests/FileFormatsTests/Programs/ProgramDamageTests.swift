import FileFormats
import NeuroFabric
import RandomStreams
import Testing

@Suite struct ProgramDamageTests {
  private func sample(_ folder: ScratchFolder, _ seed: UInt64 = 4) throws -> [UInt8] {
    var drawn = DrawnPrograms(seed)
    let path = folder.path + "/p.h5"
    try ProgramFile.write(try drawn.program(), to: path)
    return try FileReading.bytes(ofFile: path, limit: 1 << 24)
  }

  @Test func `A truncated file is refused`() throws {
    let folder = ScratchFolder()
    let bytes = try sample(folder)
    let cuts = Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)))
    for length in cuts + Array(bytes.count - 40..<bytes.count) {
      let path = try folder.file("cut.h5", Array(bytes[..<length]))
      #expect(throws: FormatError.self, "\(length) of \(bytes.count) bytes") { try ProgramFile.read(path) }
    }
  }

  @Test func `Every flipped bit is found`() throws {
    let folder = ScratchFolder()
    var bytes = try sample(folder)
    var random = testStream(11)
    let places = Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)))
    for index in places + Array(bytes.count - 32..<bytes.count) {
      let mask = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      bytes[index] ^= mask
      let path = try folder.file("flipped.h5", bytes)
      #expect(throws: FormatError.self, "byte \(index)") { try ProgramFile.read(path) }
      bytes[index] ^= mask
    }
  }

  @Test func `Files of another kind are named`() throws {
    let folder = ScratchFolder()
    let text = try folder.file("text.h5", Array("hello".utf8))
    #expect(
      failure { _ = try ProgramFile.read(text) } == text
        + ": does not end with the seal of this program; what another program wrote is sealed by "
        + "spikewalk import hdf5 FILE --output SEALED.h5")
    #expect(failure { _ = try ProgramFile.read(text, isSealed: false) } == text + ": is not an HDF5 file")
    let result = folder.path + "/r.h5"
    let writer = try HDF5Writer(path: result)
    try writer.attribute("format", "spikewalk-result")
    try writer.finish()
    #expect(
      failure { _ = try ProgramFile.read(result) } == result
        + ": is not a fabric program: its format is \"spikewalk-result\", not \"spikewalk-program\"")
    #expect(failure { _ = try ProgramFile.read("/dev/null") }.hasPrefix("/dev/null: is no regular file"))
    #expect(
      failure { _ = try ProgramFile.read(folder.path) } == folder.path + ": cannot be read: Is a directory")
  }

  @Test func `A file without the seal is read only if asked`() throws {
    let folder = ScratchFolder()
    let bytes = try sample(folder)
    let path = try folder.file("open.h5", Array(bytes.dropLast(32)))
    #expect(throws: FormatError.self) { try ProgramFile.read(path) }
    #expect(try ProgramFile.read(path, isSealed: false) == ProgramFile.read(folder.path + "/p.h5"))
  }
}
