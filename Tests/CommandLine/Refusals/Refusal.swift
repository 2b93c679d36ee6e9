import Testing

/// An experiment that must be refused, and the exact words.
struct Refusal: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String
  var message: String
  var code: Int32

  init(_ name: String, _ text: String, _ message: String, code: Int32 = 65) {
    testDescription = name
    self.text = text
    self.message = message
    self.code = code
  }

  /// A good experiment of three or more lines, with parts of it replaced.
  static func base(
    problem: String = "{ ring: { cells: 8, steps: 4 } }", walkers: String = "10", engines: String = "[cpu]",
    more: String? = nil
  ) -> String {
    let lines = ["problem: \(problem)", "walkers: \(walkers)", more, "engines: \(engines)"]
    return lines.compactMap { $0 }.joined(separator: "\n") + "\n"
  }
}
