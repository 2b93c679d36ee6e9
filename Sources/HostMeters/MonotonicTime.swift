import Glibc

/// A moment on the clock that never jumps (CLOCK_MONOTONIC).
public struct MonotonicTime: Hashable, Comparable, Sendable {
  public let nanoseconds: Int64

  public static var now: MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Seconds from this moment to now.
  public var secondsAgo: Double { seconds(until: .now) }

  public func seconds(until later: MonotonicTime) -> Double {
    Double(later.nanoseconds - nanoseconds) * 1e-9
  }

  public static func < (a: MonotonicTime, b: MonotonicTime) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Waits, clamped to an hour; goes on after signals.
  static func sleep(seconds: Double) {
    let clamped = seconds > 0 ? min(seconds, 3600) : 0
    var left = timespec(tv_sec: Int(clamped), tv_nsec: Int((clamped - clamped.rounded(.down)) * 1e9))
    var asked = left
    while nanosleep(&asked, &left) != 0, errno == EINTR { asked = left }
  }
}
