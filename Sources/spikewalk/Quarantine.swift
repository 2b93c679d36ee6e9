import ArgumentParser
import FileFormats
import Foundation

/// Runs this very command again in a process of its own, so that a file on which the HDF5 library breaks down, or
/// with which it never ends, ends that process alone.
enum Quarantine {
  /// Called by the second process: the system ends it after 2 seconds of computing, one more for every MiB of the
  /// file and one for every 4 MiB that it unfolds to, at most an hour; twenty times what a good file takes.
  static func limitTime(for file: String, unfolded bytes: Int = 0) {
    var status = stat()
    guard stat(file, &status) == 0 else { return }
    // A parent may have the signal blocked or ignored, as thread pools do.
    signal(SIGXCPU, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGXCPU)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    let size = max(status.st_size, 0)
    // Deflate unfolds to a thousand times its size at most; a damaged file may claim more.
    let unfolded = min(bytes >> 10, size) << 10
    var limit = inherited
    limit.rlim_cur = min(limit.rlim_cur, rlim_t(min(2 + size >> 20 + unfolded >> 22, 3600)))
    setrlimit(processorTime, &limit)
  }

  private static let processorTime = __rlimit_resource_t(RLIMIT_CPU.rawValue)

  /// The limit that this process began with.
  private static let inherited: rlimit = {
    var limit = rlimit()
    getrlimit(processorTime, &limit)
    return limit
  }()

  /// - Parameters:
  ///   - flag: a flag that tells the second process to do the work itself.
  ///   - file: the file that may be damaged.
  /// - Throws: `FormatError` if the process broke down, and otherwise its exit code unless that is 0.
  static func rerun(adding flag: String, for file: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = CommandLine.arguments.dropFirst() + [flag]
    process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let messages = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = process.terminationStatus
    guard process.terminationReason == .uncaughtSignal else {
      FileHandle.standardError.write(messages)
      if status != 0 { throw ExitCode(status) }
      return
    }
    if [SIGINT, SIGTERM].contains(status) { throw ExitCode(ExitStatus.interrupted) }
    throw FormatError(file: file, message: reason(status))
  }

  /// What it means that a signal ended the process.
  private static func reason(_ signal: Int32) -> String {
    switch signal {
    case SIGXCPU:
      "ran out of its time: reading it took more processor time than its size explains; if it is whole, write it "
        + "without filters or in larger chunks"
    case SIGKILL: "was given up: the system ended the import (signal 9), perhaps for want of memory"
    default: "is damaged: the HDF5 library broke down over it (signal \(signal)); write it again"
    }
  }
}
