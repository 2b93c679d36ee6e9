import Dispatch
import Foundation
import Synchronization

/// One line on standard error, at most ten times a second; silent where standard error is not a terminal.
final class ProgressLine: @unchecked Sendable {
  private let lock = NSLock()
  private let isShown: Bool
  private var last = Date.distantPast

  init(isQuiet: Bool) { isShown = !isQuiet && isatty(STDERR_FILENO) == 1 }

  func show(_ engine: String, _ completed: Int, _ count: Int) {
    guard isShown else { return }
    lock.withLock {
      let isLast = completed == count
      guard isLast || Date().timeIntervalSince(last) >= 0.1 else { return }
      last = Date()
      write("\r\u{1B}[K\(engine): \(completed) of \(count) batches" + (isLast ? "\n" : ""))
    }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// The ticks of an emulation on one line of standard error, ten times a second. A timer says when: between two ticks
/// nothing but a flag is looked at.
final class TickProgress: @unchecked Sendable {
  private let count: Int
  private let isDue = Atomic(false)
  private let timer: any DispatchSourceTimer

  /// Nil where standard error is not a terminal.
  init?(of count: Int, isQuiet: Bool) {
    guard !isQuiet, isatty(STDERR_FILENO) == 1 else { return nil }
    self.count = count
    timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + .milliseconds(100), repeating: .milliseconds(100))
    timer.setEventHandler { [weak self] in self?.isDue.store(true, ordering: .relaxed) }
    timer.activate()
  }

  func show(_ tick: Int) {
    guard isDue.load(ordering: .relaxed) else { return }
    isDue.store(false, ordering: .relaxed)
    write("\r\u{1B}[Ktick \(tick) of \(count)")
  }

  /// Takes the line away: the summary says more.
  func end() {
    timer.cancel()
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
