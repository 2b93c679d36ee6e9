import Foundation
import TestSupport
import Testing

/// The runner that command-line tests stand on.
@Suite struct RunTests {
  @Test func `The exit code and both outputs come back, however long they are`() throws {
    let result = try shell("head -c 300000 /dev/zero | tr '\\0' x; echo wrong >&2; exit 7")
    #expect(result.exitCode == 7)
    #expect(result.standardOutput.utf8.count == 300_000)
    #expect(result.standardError == "wrong\n")
    #expect(!result.timedOut)
  }

  @Test func `Standard input is empty, and the environment and folder are as asked`() throws {
    try withTemporaryFolder { folder in
      let result = try shell("cat; echo $WALKERS; pwd", environment: ["WALKERS": "12"], in: folder)
      let here = folder.resolvingSymlinksInPath().path(percentEncoded: false)
      #expect(result.standardOutput.split(separator: "\n").first == "12")
      #expect(here.hasPrefix(String(result.standardOutput.split(separator: "\n")[1])))
    }
  }

  @Test func `A program that goes on for ever is killed`() throws {
    let result = try shell("exec sleep 100", timeout: 0.2)
    #expect(result.timedOut)
    #expect(result.exitCode == 128 + SIGKILL)
  }

  @Test func `A program can be interrupted`() throws {
    let result = try shell("trap 'exit 130' INT; while :; do sleep 0.05; done", interruptAfter: 0.3)
    #expect(result.exitCode == 130)
    #expect(!result.timedOut)
  }

  @Test func `The tool lies beside the tests`() {
    let tool = builtProducts.appending(path: "spikewalk").path(percentEncoded: false)
    #expect(FileManager.default.isExecutableFile(atPath: tool), "\(tool)")
  }

  private func shell(
    _ script: String, environment: [String: String] = [:], in folder: URL = ProjectFolder.root,
    interruptAfter: Double? = nil, timeout: Double = 30
  ) throws -> CommandResult {
    try run(
      URL(filePath: "/bin/sh"), ["-c", script], environment: environment, in: folder,
      interruptAfter: interruptAfter, timeout: timeout)
  }
}
