import FileFormats
import MarkovChains

/// Ranges that the problems' parameters share.
enum Limits {
  static let cells = 1...1_000_000
  static let steps = 1...100_000_000
  static let positive = 1e-300...1e300
  static let probability = 0.0...1.0
}

extension ConfigurationFields {
  func number(_ key: String, in range: ClosedRange<Double>, or standard: Double) throws -> Double {
    try optional(key)?.number(in: range) ?? standard
  }

  func integer(_ key: String, in range: ClosedRange<Int>, or standard: Int) throws -> Int {
    try optional(key)?.integer(in: range) ?? standard
  }
}

extension ConfigurationNode {
  /// One line of text: a title or a name, without control characters, which files and terminals trip over.
  func line() throws -> String {
    let text = try string()
    guard !text.isEmpty, text.unicodeScalars.count <= 200,
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { throw fail("must be one line of 1 to 200 characters, without control characters") }
    return text
  }

  /// Runs `body` and reports what a chain finds wrong at this place of the file.
  func placing<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as ChainError { throw fail(error.inKeys.description) }
  }
}

extension ChainError {
  /// The error with a parameter's name as experiment files write it: `timeStep` as `time_step`.
  fileprivate var inKeys: ChainError {
    guard case .badParameter(let name, let value, let allowed) = self else { return self }
    let key = name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    return .badParameter(name: key, value: value, allowed: allowed)
  }
}
