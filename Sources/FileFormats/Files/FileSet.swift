/// Files that appear together: each is written whole under its temporary name, and only when all of them are does any
/// take the place of an earlier one. A set that is dropped without `commit` leaves nothing behind.
///
/// The renames follow one another at once, but they are not one step: whoever kills the process or cuts the power
/// between two of them finds files of both sets.
public final class FileSet {
  private var files: [AtomicFile] = []

  public init() {}

  func add(_ file: AtomicFile) { files.append(file) }

  /// Gives all files their names.
  ///
  /// - Throws: `FormatError` of kind `cannotWrite`.
  public func commit() throws {
    for file in files { try file.appear() }
    files = []
  }
}
