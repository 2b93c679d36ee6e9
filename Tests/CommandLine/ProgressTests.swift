import Foundation
import TestSupport
import Testing

/// The line that says how far an emulation is, on a terminal alone.
@Suite struct ProgressTests {
  private static let tea = ProjectFolder.root.appending(path: "Tests/Golden/RANC/tea-128").path(
    percentEncoded: false)

  /// What the tool writes to standard error where that is a terminal, until it is interrupted.
  private func terminal(_ line: String, in folder: ToolFolder) throws -> String {
    // A pseudoterminal: unlocked (TIOCSPTLCK), and its other end by number (TIOCGPTN).
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number) = (Int32(0), Int32(0))
    try #require(
      terminal >= 0 && ioctl(terminal, 0x4004_5431, &lock) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
    defer { close(terminal) }
    let end = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(end >= 0)
    let process = Process()
    process.executableURL = builtProducts.appending(path: "spikewalk")
    process.arguments = line.split(separator: " ").map(String.init)
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: end)
    try process.run()
    usleep(1_500_000)
    process.interrupt()
    process.waitUntilExit()
    close(end)
    #expect(process.terminationStatus == 130)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(terminal, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  @Test func `A terminal shows the ticks, and nothing where it is told so`() throws {
    try ToolFolder.with { folder in
      let made = try folder.tool("import ranc \(Self.tea) --grid 8x4 --output-core 0,3 --output net.h5")
      #expect(made.exitCode == 0)
      let line = "emulate net.h5 --ticks 100000000000"
      let shown = try terminal(line + " --checkpoint c", in: folder)
      #expect(shown.contains("tick ") && shown.contains(" of 100000000000\r\u{1B}[K"), "\(shown)")
      #expect(shown.hasSuffix("\r\u{1B}[K"))
      #expect(try terminal(line + " --quiet", in: folder) == "")
      #expect(try terminal("resume c", in: folder).contains(" of 100000000000"))
      #expect(try terminal("resume c --quiet", in: folder) == "")
    }
  }
}
