/// The texts of errors in recordings.
enum RecordingWording {
  static func foreign(_ format: String) -> String {
    "is not a recording: its format is \(Wording.quoted(format)), not \(Wording.quoted(RecordingFile.format))"
  }

  static func version(_ found: UInt64) -> String {
    "is a recording of version \(found); this program reads version \(RecordingFile.version)"
  }

  static func shape(_ found: [Int], needed: [Int]) -> String {
    "potentials/value has the shape \(found); the ticks and neurons of the group ask for \(needed)"
  }

  static func none(_ name: String, at index: Int, _ value: Int, of count: Int) -> String {
    "\(name)[\(index)] is \(value), but there are only \(count)"
  }
}
