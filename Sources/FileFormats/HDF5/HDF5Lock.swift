internal import CHDF5
import Glibc

/// HDF5 keeps global state and is not safe to call from several threads (unless built so, which we do not
/// rely on): every call of the library runs inside `HDF5Lock.hold`.
final class HDF5Lock: @unchecked Sendable {
  private static let shared = HDF5Lock()
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  private init() {
    pthread_mutex_init(mutex, nil)
    // At exit the library would close once more what it could not write to a full disk, and crash.
    H5dont_atexit()
  }

  /// Runs `body` alone, with the library's own printing of errors turned off (a setting of each thread).
  static func hold<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(shared.mutex)
    defer { pthread_mutex_unlock(shared.mutex) }
    sw_h5_silence()
    return try body()
  }

  /// The library's reason for the last failure; call inside `hold`.
  static func reason() -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 200) { text in
      sw_h5_reason(text.baseAddress!)
      return String(cString: text.baseAddress!)
    }
  }
}

/// An identifier of the library that is closed when the scope of `use` ends.
struct HDF5Handle {
  let id: hid_t
  let close: (hid_t) -> herr_t

  /// Runs `body` with the identifier and closes it.
  func use<Result>(_ body: (hid_t) throws -> Result) rethrows -> Result {
    defer { _ = close(id) }
    return try body(id)
  }
}
