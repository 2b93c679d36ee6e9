import FileFormats

/// The words of everything that can be wrong with a result file.
enum ResultFileWording {
  static func foreign(_ format: String?) -> String {
    let found = format.map { "its format is \(Wording.quoted($0))" } ?? "it says no format"
    return "is not a result file: \(found), not \(Wording.quoted(ResultFile.format))"
  }

  static func version(_ found: Int64, reads: Int) -> String {
    "the result file has format version \(found); this build reads version \(reads). "
      + "Read it with the build that wrote it (attribute 'code_version'), or run the experiment again"
  }

  static func ragged(_ name: String, _ lengths: [Int]) -> String {
    "\(name): rows of different lengths (\(lengths.min() ?? 0) to \(lengths.max() ?? 0)) do not make a table"
  }

  static func unknown(_ thing: String, _ value: String, known: [String]) -> String {
    "\(thing) is '\(value)'; known are \(known.joined(separator: ", "))"
  }

  static func count(_ name: String, _ found: Int, expected: Int, of what: String) -> String {
    "\(name) has \(found) entries, but there are \(expected) \(what)"
  }

  static func negative(_ name: String, _ value: Int64) -> String {
    "\(name) is \(value); it cannot be negative"
  }

  static func columns(_ name: String, _ shape: [Int], expected: Int) -> String {
    "\(name) has the shape \(shape); expected are \(expected) columns"
  }

  static func space(_ count: String, states: Int) -> String {
    "the space has \(count) places, but there are \(states) states"
  }
}
