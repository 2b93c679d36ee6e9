import FileFormats
import Testing

@Suite struct HDF5Tests {
  private func write(_ path: String) throws {
    let writer = try HDF5Writer(path: path)
    try writer.attribute("seed", UInt64.max)
    try writer.attribute("text", "name: naïve ☃\n" + String(repeating: "x", count: 100_000))
    try writer.group("empty/inner")
    try writer.dataset("tallies/density", [1.5, -0.0, .infinity, .ulpOfOne, 5, 6], shape: [2, 3])
    try writer.dataset("tallies/counts", [UInt64.max, 0], compression: 4)
    try writer.dataset("tallies/signed", [Int64.min, 7])
    try writer.dataset("ids", (0..<200_000).map { UInt32($0 / 100) }, shape: [4, 50_000], compression: 9)
    try writer.dataset("none", [Double](), shape: [0, 3], compression: 9)
    try writer.dataset("names", strings: ["", "α", "escaped"])
    try writer.dataset("nameless", strings: [])
    try writer.attribute("unit", "1/m", on: "tallies/density")
    try writer.attribute("offset", -0.25, on: "/tallies")
    try writer.attribute("shift", Int64(-3), on: "tallies")
    try writer.finish()
  }

  @Test func everythingComesBack() throws {
    let folder = ScratchFolder()
    let path = folder.path + "/r.h5"
    try write(path)
    #expect(folder.names == ["r.h5"])
    let reader = try HDF5Reader(path: path)
    #expect(try reader.attribute("seed", as: UInt64.self) == .max)
    #expect(try reader.text("text").hasPrefix("name: naïve ☃\nxxx"))
    #expect(try reader.text("text").utf8.count == 100_018)
    #expect(try reader.names() == ["empty", "ids", "nameless", "names", "none", "tallies"])
    #expect(try reader.names(in: "empty") == ["inner"])
    #expect(try reader.shape(of: "tallies/density") == [2, 3])
    #expect(try reader.dataset("/tallies/density") == [1.5, -0.0, Double.infinity, .ulpOfOne, 5, 6])
    #expect(try reader.dataset("tallies/counts") == [UInt64.max, 0])
    #expect(try reader.dataset("tallies/signed") == [Int64.min, 7])
    #expect(try reader.dataset("ids") == (0..<200_000).map { UInt32($0 / 100) })
    #expect(try reader.shape(of: "none") == [0, 3])
    #expect(try reader.dataset("none") == [Double]())
    #expect(try reader.strings("names") == ["", "α", "escaped"])
    #expect(try reader.strings("nameless") == [])
    #expect(try reader.text("unit", of: "tallies/density") == "1/m")
    #expect(try reader.attribute("offset", of: "tallies") == -0.25)
    #expect(try reader.attribute("shift", of: "tallies") == Int64(-3))
    #expect(try reader.attributeNames(of: "tallies") == ["offset", "shift"])
    #expect(reader.exists("empty/inner") && !reader.exists("empty/outer/x") && reader.exists("/"))
  }

  @Test func equalCallsGiveEqualBytes() throws {
    let folder = ScratchFolder()
    try write(folder.path + "/a.h5")
    try write(folder.path + "/b.h5")
    let a = try FileReading.bytes(ofFile: folder.path + "/a.h5", limit: 1 << 30)
    #expect(try a == FileReading.bytes(ofFile: folder.path + "/b.h5", limit: 1 << 30))
    #expect(a.count < 500_000, "200,000 regular numbers of four bytes are compressed")
  }

  @Test func readingErrors() throws {
    let folder = ScratchFolder()
    let path = folder.path + "/r.h5"
    try write(path)
    let reader = try HDF5Reader(path: path)
    let message = { (body: () throws -> Void) in String(failure(body).dropFirst(path.count + 2)) }
    #expect(
      message { _ = try reader.dataset("tallies/x", as: Double.self) }
        == "has no dataset \"tallies/x\"; there: counts, density, signed")
    #expect(
      message { _ = try reader.dataset("tallies", as: Double.self) }
        == "has no dataset \"tallies\"; there: empty, ids, nameless, names, none, tallies")
    #expect(
      message { _ = try reader.dataset("tallies/counts", as: Double.self) }
        == "the dataset \"tallies/counts\" does not hold values of type 64-bit floating point")
    #expect(
      message { _ = try reader.dataset("names", as: Int64.self) }
        == "the dataset \"names\" does not hold values of type 64-bit signed integer")
    #expect(message { _ = try reader.strings("ids") } == "the dataset \"ids\" does not hold values of type text")
    #expect(message { _ = try reader.text("seed") } == "the attribute \"seed\" does not hold values of type text")
    #expect(message { _ = try reader.text("sed") } == "has no attribute \"sed\"; there: seed, text")
    #expect(
      message { _ = try reader.names(in: "nowhere") }
        == "has no group \"nowhere\"; there: empty, ids, nameless, names, none, tallies")
    let small = try HDF5Reader(path: path, maximumBytes: 700_000)
    #expect(
      message { _ = try small.dataset("ids", as: UInt32.self) }
        == "\"ids\" needs 800000 bytes of memory; at most 700000 are read")
  }

  @Test func writingErrors() throws {
    let folder = ScratchFolder()
    let writer = try HDF5Writer(path: folder.path + "/r.h5")
    try writer.dataset("a", [1.0])
    let message = { (body: () throws -> Void) in String(failure(body).dropFirst(folder.path.count + 7)) }
    #expect(message { try writer.dataset("a", [1.0]) }.hasPrefix("HDF5 cannot write the dataset \"a\": "))
    #expect(message { try writer.dataset("a/b", [1.0]) }.hasPrefix("HDF5 cannot write the dataset \"a/b\": ")
      || message { try writer.dataset("a/b", [1.0]) }.hasPrefix("HDF5 cannot"))
    #expect(message { try writer.attribute("x", 1.0, on: "b") }.hasPrefix("HDF5 cannot write the attribute \"x\": "))
    #expect(
      message { try writer.dataset("//", [1.0]) }
        == "\"//\" cannot be a name in an HDF5 file: it is empty or holds a null character")
    #expect(
      message { try writer.attribute("x", "a\0b") }
        == "the text of \"x\" holds a null character, which HDF5 cannot keep")
  }

  @Test func anUnfinishedWriterLeavesNothing() throws {
    let folder = ScratchFolder()
    do {
      let writer = try HDF5Writer(path: folder.path + "/r.h5")
      try writer.dataset("a", [1.0])
      #expect(folder.names.count == 1 && folder.names != ["r.h5"])
    }
    #expect(folder.names == [])
  }

  @Test func threadsDoNotDisturbEachOther() async throws {
    let folder = ScratchFolder()
    let root = folder.path
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<8 as Range<UInt64> {
        group.addTask {
          let path = "\(root)/\(index).h5"
          let writer = try HDF5Writer(path: path)
          for part in 0..<20 as Range<UInt64> {
            try writer.dataset("g/\(part)", [UInt64](repeating: index * 100 + part, count: 1000), compression: 1)
          }
          try writer.finish()
          let reader = try HDF5Reader(path: path)
          return try (0..<20 as Range<UInt64>).allSatisfy {
            try reader.dataset("g/\($0)") == [UInt64](repeating: index * 100 + $0, count: 1000)
          }
        }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }
}
