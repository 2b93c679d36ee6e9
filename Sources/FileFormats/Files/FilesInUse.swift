import Glibc
import Synchronization

/// The files that this process has read, and those that it has said it will write: none may be both, and none may be
/// written as two things, whatever their paths are called. Every reading of `FileReading` is noted here.
package enum FilesInUse {
  /// Device and inode of a file; of one that does not exist yet, those of its folder, and its name.
  private struct Identity: Hashable {
    var device: dev_t
    var inode: ino_t
    var newName = ""

    init(_ status: stat) { (device, inode) = (status.st_dev, status.st_ino) }

    init?(_ path: String) {
      var status = stat()
      if stat(path, &status) == 0 {
        self.init(status)
      } else {
        let (folder, name) = AtomicFile.split(path)
        guard stat(folder, &status) == 0 else { return nil }
        self.init(status)
        newName = name
      }
    }
  }

  private static let state = Mutex((read: Set<Identity>(), toWrite: [String]()))

  /// Says that the file at `path` will be written.
  ///
  /// - Parameter goesOn: whether it may be a file that was read: what is written goes on from it.
  /// - Throws: `FormatError` of kind `cannotWrite`.
  package static func willWrite(_ path: String, goesOn: Bool = false) throws {
    try state.withLock { state in
      if let identity = Identity(path) {
        if !goesOn, state.read.contains(identity) { throw isRead(path) }
        if let other = state.toWrite.first(where: { Identity($0) == identity }) {
          throw FormatError(
            .cannotWrite, file: path,
            message: "would be written twice, as \(other) too; choose different places")
        }
      }
      state.toWrite.append(path)
    }
  }

  static func willRead(_ status: stat) throws {
    try state.withLock { state in
      let identity = Identity(status)
      if let path = state.toWrite.first(where: { Identity($0) == identity }) { throw isRead(path) }
      state.read.insert(identity)
    }
  }

  private static func isRead(_ path: String) -> FormatError {
    FormatError(
      .cannotWrite, file: path,
      message: "is a file that this command reads, and would be lost; choose another place to write to")
  }
}
