import Foundation

/// What a finished command left behind.
public struct CommandResult: Sendable {
  /// The exit code, or 128 + the signal that ended it, as a shell would say.
  public var exitCode: Int32
  public var standardOutput: String
  public var standardError: String
  /// It had to be killed because its time was over.
  public var timedOut: Bool
}

/// Runs the `spikewalk` tool that was built beside the tests.
///
/// - Parameters:
///   - environment: variables set on top of the test's own.
///   - interruptAfter: seconds after which the tool is sent a signal, from when it listens for it (or, for one that
///     nothing can listen for, from its start).
///   - signal: the signal; SIGINT is what Ctrl-C sends.
///   - timeout: seconds after which it is killed.
public func runTool(
  _ arguments: String..., environment: [String: String] = [:], in folder: URL = ProjectFolder.root,
  interruptAfter: Double? = nil, signal: Int32 = SIGINT, timeout: Double = 60
) throws -> CommandResult {
  try run(
    builtProducts.appending(path: "spikewalk"), arguments, environment: environment, in: folder,
    interruptAfter: interruptAfter, signal: signal, timeout: timeout)
}

/// Runs any program with empty standard input. Output goes through files, so that no pipe can fill up and block it.
public func run(
  _ program: URL, _ arguments: [String], environment: [String: String] = [:],
  in folder: URL = ProjectFolder.root, interruptAfter: Double? = nil, signal: Int32 = SIGINT,
  timeout: Double = 60
) throws -> CommandResult {
  try withTemporaryFolder { temporary in
    let output = try OutputFile(temporary.appending(path: "stdout"))
    let error = try OutputFile(temporary.appending(path: "stderr"))
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output.handle
    process.standardError = error.handle
    let timedOut = try finish(
      process, interruptAfter: interruptAfter, signal: signal, timeout: timeout)
    let code = process.terminationStatus
    return CommandResult(
      exitCode: process.terminationReason == .uncaughtSignal ? 128 + code : code,
      standardOutput: try output.text(), standardError: try error.text(), timedOut: timedOut)
  }
}

/// The folder of the running test executable, which is also that of the tool.
public var builtProducts: URL {
  URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
}

/// Starts the process and waits for its end. Returns whether it had to be killed.
private func finish(
  _ process: Process, interruptAfter: Double?, signal: Int32, timeout: Double
) throws -> Bool {
  let ended = DispatchSemaphore(value: 0)
  process.terminationHandler = { _ in ended.signal() }
  try process.run()
  if let interruptAfter {
    let deadline = DispatchTime.now() + timeout
    while signal != SIGKILL && !catches(signal, process.processIdentifier) && DispatchTime.now() < deadline {
      guard ended.wait(timeout: .now() + 0.01) == .timedOut else { return false }
    }
    guard ended.wait(timeout: .now() + interruptAfter) == .timedOut else { return false }
    kill(process.processIdentifier, signal)
  }
  guard ended.wait(timeout: .now() + timeout) == .timedOut else { return false }
  kill(process.processIdentifier, SIGKILL)
  ended.wait()
  return true
}

/// Whether a process has a handler of its own for a signal.
private func catches(_ signal: Int32, _ process: Int32) -> Bool {
  let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
  let mask = line.flatMap { UInt64($0.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16) } ?? 0
  return mask >> UInt64(signal - 1) & 1 == 1
}

private struct OutputFile {
  let url: URL
  let handle: FileHandle

  init(_ url: URL) throws {
    try Data().write(to: url)
    self.url = url
    handle = try FileHandle(forWritingTo: url)
  }

  func text() throws -> String {
    try handle.close()
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }
}
