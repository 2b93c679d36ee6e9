import Glibc

/// Whole files in and out of memory, with the system's reason in every error.
package enum FileReading {
  /// The bytes of a regular file, or of a pipe where that is allowed.
  ///
  /// - Parameter limit: the largest size in bytes that is read; a larger file is refused before memory
  ///   is taken.
  /// - Throws: `FormatError` (`missing`, `unreadable`, or `badInput` for a file above the limit).
  package static func bytes(ofFile path: String, limit: Int, allowsPipe: Bool = false) throws -> [UInt8] {
    let (descriptor, size) = try opened(path, allowsPipe: allowsPipe)
    defer { close(descriptor) }
    guard size <= limit else { throw tooLarge(path, size: size, limit: limit) }
    return try drain(descriptor, path: path, expected: size, limit: limit)
  }

  /// Calls `body` with a regular file's bytes, one piece after the other.
  package static func pieces(ofFile path: String, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
    let (descriptor, _) = try opened(path, allowsPipe: false)
    defer { close(descriptor) }
    try drain(descriptor, path: path, body)
  }

  /// The text of a UTF-8 file; a byte order mark at its start is dropped.
  package static func text(ofFile path: String, limit: Int, allowsPipe: Bool = false) throws -> String {
    let bytes = try bytes(ofFile: path, limit: limit, allowsPipe: allowsPipe)
    let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let text = String(validating: marked ? bytes.dropFirst(3) : bytes[...], as: UTF8.self) else {
      throw FormatError(file: path, message: "is not UTF-8 text; save the file as UTF-8")
    }
    return text
  }

  /// Opens a file to be read and notes that it is. A pipe that nobody writes to is waited for only where pipes are
  /// allowed, and a device, which may never end, is never read.
  private static func opened(_ path: String, allowsPipe: Bool) throws -> (descriptor: Int32, size: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (allowsPipe ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw cannotOpen(path, errno) }
    do {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw cannotRead(path, errno) }
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw cannotRead(path, EISDIR)
      case S_IFIFO where allowsPipe: break
      default:
        throw FormatError(.unreadable, file: path, message: "is no regular file; save it to the disk first")
      }
      try FilesInUse.willRead(status)
      return (descriptor, Int(status.st_size))
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Whether a regular file begins with `text`. It is not noted as read.
  static func begins(_ path: String, with text: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: text.utf8.count)
    return read(descriptor, &bytes, bytes.count) == bytes.count && bytes == Array(text.utf8)
  }

  /// Reads to the end, whatever size the system promised: files of /proc and pipes say 0, and a file may
  /// grow.
  private static func drain(
    _ descriptor: Int32, path: String, expected: Int, limit: Int
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected + 1)
    try drain(descriptor, path: path) { piece in
      guard bytes.count + piece.count <= limit else {
        throw tooLarge(path, size: bytes.count + piece.count, limit: limit)
      }
      bytes.append(contentsOf: piece)
    }
    return bytes
  }

  private static func drain(
    _ descriptor: Int32, path: String, _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw cannotRead(path, errno) }
      guard count > 0 else { return }
      try body(buffer[..<count])
    }
  }

  private static func cannotOpen(_ path: String, _ code: Int32) -> FormatError {
    guard code == ENOENT || code == ENOTDIR else { return cannotRead(path, code) }
    return FormatError(.missing, file: path, message: "no such file; check the path")
  }

  private static func cannotRead(_ path: String, _ code: Int32) -> FormatError {
    FormatError(.unreadable, file: path, message: "cannot be read: \(systemReason(code))")
  }

  private static func tooLarge(_ path: String, size: Int, limit: Int) -> FormatError {
    FormatError(file: path, message: "is \(size) bytes or more; at most \(limit) bytes are read")
  }
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String { String(cString: strerror(code)) }
