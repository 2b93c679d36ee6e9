import Glibc
import Synchronization

/// A file that appears under its name only when it is complete.
///
/// The content goes to a temporary name in the same folder, which is created at once, so that a folder that
/// cannot be written to is found before a long computation and not after it. `commit` flushes the content to
/// the disk and renames it; a file that is dropped without a commit leaves nothing behind. What a killed process left
/// behind goes when a file of the same name is complete.
package final class AtomicFile {
  package let path: String
  /// Where the content is until `commit`.
  let temporaryPath: String
  private var descriptor: Int32
  /// Until `commit`: from then on the set holds the file.
  private var set: FileSet?

  private static let serial = Atomic<UInt64>(0)

  /// - Parameter set: files with which this one appears.
  /// - Throws: `FormatError` of kind `cannotWrite` with the system's reason.
  package init(path: String, in set: FileSet? = nil) throws {
    self.path = path
    self.set = set
    let (folder, name) = Self.split(path)
    let serial = Self.serial.add(1, ordering: .relaxed).newValue
    temporaryPath = "\(folder)/\(Self.prefix(name))\(getpid())-\(serial)\(Self.suffix)"
    descriptor = -1
    var status = stat()
    let exists = stat(path, &status) == 0
    if name.isEmpty || (exists && status.st_mode & S_IFMT == S_IFDIR) { throw Self.cannotWrite(path, EISDIR) }
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw FormatError(
        .cannotWrite, file: path,
        message: "cannot be written: is a device, pipe or socket, and would be replaced; give a file")
    }
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.cannotWrite(path, errno) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporaryPath)
  }

  /// Appends bytes; fails with the system's reason, for example when the disk is full.
  package func write(_ bytes: [UInt8]) throws {
    precondition(descriptor >= 0, "write after commit of \(path)")
    try Self.write(bytes, to: descriptor, path: path)
  }

  /// What is written next goes behind what somebody else has put into the temporary file.
  func moveToEnd() throws {
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw Self.cannotWrite(path, errno) }
  }

  /// Flushes, closes and renames; the file then exists under its name, whole, also after a power cut. In a set, the
  /// set renames it.
  package func commit() throws {
    precondition(descriptor >= 0, "second commit of \(path)")
    guard fsync(descriptor) == 0 else { throw Self.cannotWrite(path, errno) }
    guard let set else { return try appear() }
    set.add(self)
    self.set = nil
  }

  /// Gives a flushed file its name.
  func appear() throws {
    guard rename(temporaryPath, path) == 0 else { throw Self.cannotWrite(path, errno) }
    close(descriptor)
    descriptor = -1
    let (folder, name) = Self.split(path)
    Self.removeAbandoned(name, in: folder)
    let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)  // Some file systems refuse this for folders; the file itself is safe already.
    close(opened)
  }

  /// Removes the temporary files of `name` whose process is no more. Their names say whose they are: a process of
  /// another machine, or another container, may be alive.
  private static func removeAbandoned(_ name: String, in folder: String) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    let prefix = prefix(name)
    while let entry = readdir(stream) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard found.hasPrefix(prefix), found.hasSuffix(suffix) else { continue }
      let numbers = found.dropFirst(prefix.count).dropLast(suffix.count).split(separator: "-")
      guard numbers.count == 2, UInt64(numbers[1]) != nil, let process = pid_t(numbers[0]), process > 0,
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink("\(folder)/\(found)")
    }
  }

  private static let suffix = ".partial"

  private static func prefix(_ name: String) -> String { ".\(name.prefix(100)).\(host)." }

  private static let host: String = {
    var name = [CChar](repeating: 0, count: 65)
    gethostname(&name, name.count - 1)
    return name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }.replacing("/", with: "")
  }()

  package static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw cannotWrite(path, count == 0 ? ENOSPC : errno) }
        done += count
      }
    }
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }

  private static func cannotWrite(_ path: String, _ code: Int32) -> FormatError {
    FormatError(.cannotWrite, file: path, message: "cannot be written: \(systemReason(code))")
  }
}
