import Foundation
import HostMeters

/// What a run has computed so far, kept so that it can be written down at any moment: batches that are complete, and
/// how far the others had come. The threads of a run share it.
public final class RunLedger: @unchecked Sendable {
  /// What one engine has computed.
  struct EngineRecord: Hashable, Sendable {
    var outcomes: [Int: BatchOutcome] = [:]
    var progress: [Int: ChipWalk.Progress] = [:]
    /// Time that it took.
    var seconds = 0.0
  }

  private let lock = NSLock()
  private var engines: [String: EngineRecord]
  private var running: (name: String, before: Double, start: MonotonicTime)?
  private let interval: Double
  private var lastWrite = MonotonicTime.now
  private var isWriting = false
  private let write: @Sendable ([String: EngineRecord]) -> Void

  /// - Parameters:
  ///   - interval: seconds between two writings.
  ///   - write: writes everything down; never called from two threads at once.
  init(
    _ engines: [String: EngineRecord] = [:], interval: Double,
    write: @escaping @Sendable ([String: EngineRecord]) -> Void
  ) {
    self.engines = engines
    self.interval = interval
    self.write = write
  }

  /// Writes everything down now. Call it when no engine runs.
  public func writeNow() { write(lock.withLock { snapshot() }) }

  func outcome(_ engine: String, batch: Int) -> BatchOutcome? {
    lock.withLock { engines[engine]?.outcomes[batch] }
  }

  func progress(_ engine: String, batch: Int) -> ChipWalk.Progress? {
    lock.withLock { engines[engine]?.progress[batch] }
  }

  /// An engine starts.
  /// - Returns: the seconds that it has run before.
  func begin(_ engine: String) -> Double {
    lock.withLock {
      let before = engines[engine, default: EngineRecord()].seconds
      running = (engine, before, .now)
      return before
    }
  }

  func end() {
    lock.withLock {
      engines = snapshot()
      running = nil
    }
  }

  func complete(_ engine: String, batch: Int, _ outcome: BatchOutcome) {
    lock.withLock {
      engines[engine, default: EngineRecord()].outcomes[batch] = outcome
      engines[engine]!.progress[batch] = nil
    }
    writeIfDue()
  }

  /// A keeper for one run of one batch.
  func keeper(_ engine: String, batch: Int) -> ChipWalk.ProgressKeeper {
    var last = MonotonicTime.now
    return ChipWalk.ProgressKeeper(
      isDue: { last.secondsAgo >= self.interval },
      keep: { progress in
        last = .now
        self.lock.withLock { self.engines[engine, default: EngineRecord()].progress[batch] = progress }
        self.writeIfDue()
      })
  }

  private func writeIfDue() {
    let due: [String: EngineRecord]? = lock.withLock {
      guard !isWriting, lastWrite.secondsAgo >= interval else { return nil }
      isWriting = true
      return snapshot()
    }
    guard let due else { return }
    write(due)
    lock.withLock {
      isWriting = false
      lastWrite = .now
    }
  }

  /// Everything, with the time of the engine that runs. Call inside the lock.
  private func snapshot() -> [String: EngineRecord] {
    var engines = engines
    if let running {
      engines[running.name, default: EngineRecord()].seconds = running.before + running.start.secondsAgo
    }
    return engines
  }
}
