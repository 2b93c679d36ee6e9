import Foundation

/// Ctrl-C: the first asks the run to stop and keep what it has; the second ends the process.
enum Interrupt {
  nonisolated(unsafe) private static var requested: sig_atomic_t = 0

  static var isRequested: Bool { requested != 0 }

  static func watch() {
    // A parent may have started us with these signals blocked, as thread pools do.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interrupt.requested = 1
        signal(number, SIG_DFL)
      }
    }
  }
}
