internal import CHDF5
import Synchronization

/// HDF5 files that live in memory (the library's core driver without a backing file): we do the input and
/// output ourselves, so that a full disk is an error with a reason and never a half-written file. What is too
/// large for that lies on the disk. Call inside the lock.
enum HDF5Image {
  private static let serial = Atomic<UInt64>(0)

  /// The driver tells files apart by name, so each gets its own; nothing of that name is touched on disk.
  private static func freshName() -> String {
    "spikewalk-memory-\(serial.add(1, ordering: .relaxed).newValue)"
  }

  static func create() -> hid_t {
    access(image: nil) { sw_h5_create(freshName(), $0) }
  }

  static func open(_ image: ArraySlice<UInt8>) -> hid_t {
    access(image: image) { sw_h5_open(freshName(), $0) }
  }

  /// A file on the disk, for content too large for memory; an existing one is emptied.
  static func create(onDisk path: String) -> hid_t {
    onDisk { sw_h5_create(path, $0) }
  }

  /// A file on the disk, to be read piece by piece.
  static func open(onDisk path: String) -> hid_t {
    onDisk { sw_h5_open(path, $0) }
  }

  private static func onDisk(_ body: (hid_t) -> hid_t) -> hid_t {
    HDF5Handle(id: sw_h5_file_access(), close: H5Pclose).use { list in
      // Locks fail on some network file systems, and these files have one user each.
      guard list >= 0, H5Pset_file_locking(list, false, true) >= 0 else { return -1 }
      return body(list)
    }
  }

  /// The file's bytes, or nil if the library fails.
  static func bytes(of file: hid_t) -> [UInt8]? {
    guard H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0 else { return nil }
    let size = H5Fget_file_image(file, nil, 0)
    guard size > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: size)
    return H5Fget_file_image(file, &bytes, size) == size ? bytes : nil
  }

  private static func access(image: ArraySlice<UInt8>?, _ body: (hid_t) -> hid_t) -> hid_t {
    HDF5Handle(id: sw_h5_file_access(), close: H5Pclose).use { list in
      guard list >= 0, H5Pset_fapl_core(list, 1 << 20, false) >= 0 else { return -1 }
      if let image {
        let status = image.withUnsafeBytes { buffer in
          // The library copies the bytes; it does not write through the pointer.
          H5Pset_file_image(list, UnsafeMutableRawPointer(mutating: buffer.baseAddress), buffer.count)
        }
        guard status >= 0 else { return -1 }
      }
      return body(list)
    }
  }
}
