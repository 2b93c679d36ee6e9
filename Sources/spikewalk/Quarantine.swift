import ArgumentParser
import FileFormats
import Foundation

/// Runs this very command again in a process of its own, so that a file on which the HDF5 library breaks down, or
/// with which it never ends, ends that process alone.
enum Quarantine {
  /// Called by the second process: the system ends it after 2 seconds of computing, and one more for every
  /// megabyte of the file; thirty times what a good file takes.
  static func limitTime(for file: String) {
    var status = stat()
    guard stat(file, &status) == 0 else { return }
    let resource = __rlimit_resource_t(RLIMIT_CPU.rawValue)
    var limit = rlimit()
    getrlimit(resource, &limit)
    // The hard limit too: a parent may have the signal of the soft one blocked, as thread pools do.
    limit.rlim_max = min(limit.rlim_max, 2 + rlim_t(max(status.st_size, 0)) >> 20)
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
  }

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
    throw FormatError(
      file: file,
      message: "is damaged: the HDF5 library broke down over it (signal \(status)); write it again")
  }
}
