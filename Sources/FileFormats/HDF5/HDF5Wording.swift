/// The texts of errors in HDF5 files.
enum HDF5Wording {
  static let foreign = "is not a result file of this program: it does not end with its seal"
  static let unsealed =
    "does not end with the seal of this program; what another program wrote is sealed by "
    + "spikewalk import hdf5 FILE --output SEALED.h5"
  static let damaged = "is damaged or was changed after it was written: its checksum does not match"
  static let notHDF5 = "is not an HDF5 file"

  static func version(_ found: UInt64) -> String {
    "has a seal of version \(found); this program reads version \(HDF5Seal.version)"
  }

  static func missing(_ what: String, _ name: String, known: [String]) -> String {
    "has no \(what) \(Wording.quoted(name)); there: \(Wording.list(known))"
  }

  static func wrongType(_ what: String, _ name: String, expected: String) -> String {
    "the \(what) \(Wording.quoted(name)) does not hold values of type \(expected)"
  }

  static func tooLarge(_ name: String, bytes: String, limit: Int) -> String {
    "\(Wording.quoted(name)) needs \(bytes) bytes of memory; at most \(limit) are read"
  }

  static func notOneDimension(_ name: String, rank: Int) -> String {
    "the dataset \(Wording.quoted(name)) has \(rank) dimensions; it needs 1"
  }

  static func largeChunk(_ name: String, bytes: String, limit: Int) -> String {
    "the dataset \(Wording.quoted(name)) has chunks of \(bytes) bytes; at most \(limit) are read"
  }

  /// A compressed file grows by no more than 1032 (the limit of deflate) when it is unpacked.
  static func hollow(_ name: String, values: Int, stored: UInt64) -> String {
    "the dataset \(Wording.quoted(name)) declares \(values) values, but the file holds only \(stored) "
      + "bytes of them"
  }

  static func failed(_ action: String, _ name: String, reason: String) -> String {
    "HDF5 cannot \(action) \(Wording.quoted(name)): \(reason.isEmpty ? "no reason given" : reason)"
  }

  static func badName(_ name: String) -> String {
    "\(Wording.quoted(name)) cannot be a name in an HDF5 file: it is empty or holds a null character"
  }

  static func nullCharacter(_ name: String) -> String {
    "the text of \(Wording.quoted(name)) holds a null character, which HDF5 cannot keep"
  }
}
