import Glibc

/// What this process has used of the computer since it began.
public struct ProcessUse: Hashable, Sendable {
  /// Seconds of processor time of all threads, in user code and in the system.
  public var userSeconds: Double
  public var systemSeconds: Double
  /// Largest resident memory so far, in bytes.
  public var peakMemory: Int

  public static var now: ProcessUse {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return ProcessUse(
      userSeconds: seconds(usage.ru_utime), systemSeconds: seconds(usage.ru_stime),
      peakMemory: Int(usage.ru_maxrss) * 1024)
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }

  /// Memory of this process in the computer now, in bytes; 0 where the system does not tell.
  public static var residentMemory: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 256)
    guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
    let fields = text.split(separator: 32)
    guard fields.count > 1, let pages = Int(String(decoding: fields[1].map(UInt8.init), as: UTF8.self)) else {
      return 0
    }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }
}
