import ArgumentParser
import FileFormats
import Foundation

/// The options of commands that write checkpoints.
struct CheckpointArguments: ParsableArguments {
  @Option(help: "Write checkpoints to this file; `spikewalk resume` goes on from it.")
  var checkpoint: String?

  @Option(parsing: .unconditional, help: "Write one every so many ticks (default: every minute).")
  var checkpointEvery: Int?

  func validate() throws {
    guard let checkpointEvery else { return }
    guard checkpointEvery > 0 else {
      throw ValidationError("--checkpoint-every is \(checkpointEvery); allowed: 1 or more")
    }
    if checkpoint == nil {
      throw ValidationError("checkpoints need a file to be written to; name it with --checkpoint")
    }
  }

  /// - Throws: `FormatError` (73) if there is a file of this name and `overwrite` is off.
  func keeper(overwrite: Bool) throws -> CheckpointKeeper? {
    guard let checkpoint else { return nil }
    return try CheckpointKeeper(
      new: checkpoint, overwrite: overwrite, interval: checkpointEvery.map(CheckpointKeeper.Interval.ticks))
  }
}

/// The options of `run`, whose batches know no common tick.
struct TimedCheckpointArguments: ParsableArguments {
  @Option(help: "Write checkpoints to this file; `spikewalk resume` goes on from it.")
  var checkpoint: String?

  @Option(parsing: .unconditional, help: "Write one every so many seconds (default: 60).")
  var checkpointEvery: Double?

  func validate() throws {
    guard let checkpointEvery else { return }
    try Self.check(seconds: checkpointEvery)
    if checkpoint == nil {
      throw ValidationError("checkpoints need a file to be written to; name it with --checkpoint")
    }
  }

  /// - Throws: `FormatError` (73) if there is a file of this name and `overwrite` is off.
  func keeper(overwrite: Bool) throws -> CheckpointKeeper? {
    guard let checkpoint else { return nil }
    return try CheckpointKeeper(new: checkpoint, overwrite: overwrite, interval: nil)
  }

  static func check(seconds: Double) throws {
    guard (0...1e9).contains(seconds) else {
      throw ValidationError("--checkpoint-every is \(seconds); allowed: 0 to 1e9")
    }
  }
}

/// Writes the checkpoints of a run.
///
/// One that cannot be written ends nothing: the run goes on, the checkpoint before is kept, and in the end the exit
/// code says that the last one is missing. It is used by one thread at a time.
final class CheckpointKeeper: @unchecked Sendable {
  enum Interval {
    case ticks(Int)
    case seconds(Int)
  }

  let path: String
  private let interval: Interval
  private var last = ContinuousClock.now
  private var hasFirst = false
  /// Why the last checkpoint could not be written.
  private var failure: FormatError?

  private init(_ path: String, _ interval: Interval?) {
    self.path = path
    self.interval = interval ?? .seconds(60)
  }

  /// - Parameter interval: nil for once a minute.
  /// - Throws: `FormatError` (73) if there is a file of this name and `overwrite` is off.
  convenience init(new path: String, overwrite: Bool, interval: Interval?) throws {
    self.init(path, interval)
    try OutputFiles.claim(
      [path], overwrite: overwrite,
      advice: "go on from it with spikewalk resume, replace it with --overwrite, or choose another file with "
        + "--checkpoint")
  }

  /// Writes to the checkpoint that the run goes on from.
  convenience init(resumed path: String, interval: Interval?) throws {
    self.init(path, interval)
    try FilesInUse.willWrite(path, goesOn: true)
  }

  /// Whether a checkpoint is to be written after `ticks` ticks.
  func isDue(at ticks: Int) -> Bool {
    switch interval {
    case .ticks(let count): ticks.isMultiple(of: count)
    case .seconds(let seconds): ContinuousClock.now - last >= .seconds(seconds)
    }
  }

  /// Writes the first checkpoint, before anything is computed.
  ///
  /// - Throws: `FormatError` (73).
  func writeFirst(_ body: (String) throws -> Void) throws {
    do {
      try body(path)
    } catch var error as FormatError where error.kind == .cannotWrite {
      error.message += "; nothing was computed: mend that, or choose another place with --checkpoint"
      throw error
    }
    (last, hasFirst) = (.now, true)
  }

  /// Takes the first checkpoint back, of a run that was refused before it computed anything.
  func discardFirst() {
    if hasFirst { try? FileManager.default.removeItem(atPath: path) }
  }

  func write(_ body: (String) throws -> Void) {
    do {
      try body(path)
      failure = nil
    } catch {
      if failure == nil {
        StandardError.write(
          "warning",
          "\(error); the checkpoint before it is kept, the run goes on, and the next is tried all the same"
        )
      }
      failure = error as? FormatError ?? FormatError(.cannotWrite, file: path, message: "\(error)")
    }
    last = .now
  }

  /// Ends with what to do next.
  ///
  /// - Throws: `FormatError` (73) if the last checkpoint could not be written.
  func end(isDone: Bool, quiet: Bool) throws {
    if var failure {
      failure.message += "; what was computed is written, but the checkpoint is an earlier one"
      throw failure
    }
    if !isDone, !quiet { print("Go on:   spikewalk resume \(path)") }
  }
}

enum StandardError {
  static func write(_ kind: String, _ message: String) {
    FileHandle.standardError.write(Data("spikewalk: \(kind): \(message)\n".utf8))
  }
}

enum Threads {
  static func check(_ threads: Int) throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads is \(threads); allowed: 1 to 1024")
    }
  }
}
