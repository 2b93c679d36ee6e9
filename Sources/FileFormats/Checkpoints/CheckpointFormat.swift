/// The names of checkpoint files, and what all kinds of them share. Documentation/Formats/checkpoint.md describes
/// them.
package enum CheckpointFormat {
  package static let name = "spikewalk-checkpoint"
  package static let version: UInt64 = 1

  package enum Kind: String, CaseIterable {
    case emulation, experiment
  }

  /// Begins a checkpoint. It is built in memory, so that a full disk is found by our own writing, with its reason,
  /// and appears under its name when it is whole.
  package static func begin(_ kind: Kind, path: String, codeVersion: String) throws -> HDF5Writer {
    let file = try HDF5Writer(path: path)
    try file.attribute("format", name)
    try file.attribute("format_version", version)
    try file.attribute("code_version", codeVersion)
    try file.attribute("kind", kind.rawValue)
    return file
  }

  /// Opens a checkpoint.
  ///
  /// - Throws: `FormatError` for a file that is damaged, of another format or of another version.
  package static func open(_ path: String) throws -> (file: HDF5Reader, kind: Kind) {
    let file: HDF5Reader
    do {
      file = try HDF5Reader(path: path, maximumBytes: 64 << 30)
    } catch let error as FormatError where error.message == HDF5Wording.foreign {
      throw FormatError(file: path, message: CheckpointWording.unsealed)
    }
    let format = file.exists("/") ? try? file.text("format") : nil
    guard format == name else {
      throw FormatError(file: path, message: CheckpointWording.notACheckpoint(format))
    }
    let version: UInt64 = try file.attribute("format_version")
    guard version == Self.version else {
      throw FormatError(file: path, message: CheckpointWording.version(version))
    }
    let word = try file.text("kind")
    guard let kind = Kind(rawValue: word) else {
      throw FormatError(file: path, message: CheckpointWording.kind(word))
    }
    return (file, kind)
  }
}

/// The texts of errors in checkpoints.
package enum CheckpointWording {
  static let unsealed = "is not a checkpoint of this program, or was cut short: it does not end with its seal"

  static func notACheckpoint(_ format: String?) -> String {
    let found = format.map(Wording.quoted) ?? "no name"
    return "is not a checkpoint: its format is \(found), not \(Wording.quoted(CheckpointFormat.name))"
  }

  static func version(_ found: UInt64) -> String {
    "is a checkpoint of version \(found); this program reads version \(CheckpointFormat.version)"
  }

  static func kind(_ found: String) -> String {
    "is a checkpoint of \(Wording.quoted(found)); known: \(Wording.list(CheckpointFormat.Kind.allCases.map(\.rawValue)))"
  }

  package static func value(_ name: String, _ value: Int, in allowed: ClosedRange<Int>) -> String {
    "\(name) is \(value); allowed: \(allowed.lowerBound) to \(allowed.upperBound)"
  }

  package static func count(_ name: String, _ count: Int, needed: Int) -> String {
    "\(name) has \(count) values, not \(needed)"
  }

  /// A file that the run reads, which is no longer what it was.
  package static func changed(_ what: String, is found: String, was stored: String, by checkpoint: String)
    -> String
  {
    "is not the \(what) of the checkpoint \(checkpoint): its SHA-256 is \(found.prefix(16))..., "
      + "that of the run was \(stored.prefix(16))...; resume with the file that the run began with"
  }
}

extension HDF5Reader {
  /// A number within limits.
  package func number(_ name: String, of object: String, in allowed: ClosedRange<Int>) throws -> Int {
    let value: UInt64 = try attribute(name, of: object)
    guard let number = Int(exactly: value), allowed.contains(number) else {
      throw FormatError(file: path, message: CheckpointWording.value(name, Int(clamping: value), in: allowed))
    }
    return number
  }

  /// A list of `count` numbers.
  package func list<Number: HDF5Number>(_ name: String, count: Int) throws -> [Number] {
    let values: [Number] = try dataset(name)
    guard values.count == count else {
      throw FormatError(file: path, message: CheckpointWording.count(name, values.count, needed: count))
    }
    return values
  }
}
