import FileFormats
import Glibc
import Testing

@Suite struct AtomicFileTests {
  @Test(arguments: [
    ("/no/such/folder/r.h5", "No such file or directory"), ("/dev/null/r.h5", "Not a directory"),
    ("/dev/null", "is a device, pipe or socket, and would be replaced; give a file"),
    ("/tmp", "Is a directory"), ("/tmp/", "Is a directory"),
  ])
  func placesThatCannotBeWritten(path: String, reason: String) {
    let error = #expect(throws: FormatError.self) { try HDF5Writer(path: path) }
    #expect(error?.description == "\(path): cannot be written: \(reason)")
    #expect(error?.kind.exitCode == 73)
  }

  @Test func aFullDiskIsNamed() {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let error = #expect(throws: FormatError.self) {
      try AtomicFile.write([1, 2, 3], to: descriptor, path: "r.h5")
    }
    #expect(error?.description == "r.h5: cannot be written: No space left on device")
    #expect(error?.kind == .cannotWrite)
  }

  @Test func theOldFileStaysUntilTheNewOneIsWhole() throws {
    let folder = ScratchFolder()
    let path = try folder.file("a", [1])
    do {
      let file = try AtomicFile(path: path)
      try file.write([2])
      #expect(try FileReading.bytes(ofFile: path, limit: 9) == [1])
    }
    #expect(try FileReading.bytes(ofFile: path, limit: 9) == [1])
    _ = try folder.file("a", [2, 3])
    #expect(try FileReading.bytes(ofFile: path, limit: 9) == [2, 3])
    #expect(folder.names == ["a"])
  }

  @Test func kindsHaveTheirExitCodes() {
    let kinds: [FormatError.Kind] = [.badInput, .missing, .unreadable, .cannotWrite]
    #expect(kinds.map(\.exitCode) == [65, 65, 74, 73])
    #expect(FormatError(file: "f", line: 3, column: 4, message: "m").description == "f:3:4: m")
    #expect(FormatError(file: "f", line: 3, message: "m").description == "f:3: m")
  }

  @Test func filesOfUnknownSizeAreReadToTheirEnd() throws {
    #expect(try FileReading.text(ofFile: "/proc/self/cmdline", limit: 1 << 20).isEmpty == false)
    let folder = ScratchFolder()
    let file = try folder.file("long", [UInt8](repeating: 7, count: 1001))
    #expect(failure { _ = try FileReading.bytes(ofFile: file, limit: 1000) }.contains("at most 1000 bytes"))
  }

  @Test func aPipeIsReadToItsLimitAndADeviceNotAtAll() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    try AtomicFile.write([UInt8](repeating: 7, count: 2000), to: ends[1], path: "pipe")
    close(ends[1])
    let path = "/dev/fd/\(ends[0])"
    #expect(
      failure { _ = try FileReading.bytes(ofFile: path, limit: 1000, allowsPipe: true) }
        .contains("at most 1000 bytes"))
    for path in [path, "/dev/zero"] {
      #expect(failure { _ = try FileReading.bytes(ofFile: path, limit: 1000) }.contains("no regular file"))
    }
    #expect(
      failure { _ = try FileReading.bytes(ofFile: "/dev/zero", limit: 1000, allowsPipe: true) }
        .contains("no regular file"))
  }

  @Test func filesOfASetAppearTogether() throws {
    let folder = ScratchFolder()
    let (one, two) = (try folder.file("a", [1]), folder.path + "/b")
    func write(in set: FileSet) throws {
      for path in [one, two] {
        let file = try AtomicFile(path: path, in: set)
        try file.write([2])
        try file.commit()
      }
    }
    try write(in: FileSet())
    #expect(try FileReading.bytes(ofFile: one, limit: 9) == [1])
    #expect(folder.names == ["a"])
    let set = FileSet()
    try write(in: set)
    #expect(try FileReading.bytes(ofFile: one, limit: 9) == [1])
    try set.commit()
    #expect(try FileReading.bytes(ofFile: one, limit: 9) == [2])
    #expect(folder.names.sorted() == ["a", "b"])
  }
}
