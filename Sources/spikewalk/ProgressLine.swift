import Foundation

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
