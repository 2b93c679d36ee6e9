/// The checks that laws of processes share; each throws `ChainError.badParameter`.
extension ChainError {
  static func requireFinite(_ name: String, _ value: Double) throws {
    try require(value.isFinite, name, value, allowed: "a finite number")
  }

  static func requireNotNegative(_ name: String, _ value: Double) throws {
    try require(value >= 0 && value.isFinite, name, value, allowed: "a finite number not below 0")
  }

  static func requireInside(_ name: String, _ value: Double, _ lower: Double, _ upper: Double) throws {
    try require(value >= lower && value <= upper, name, value, allowed: "\(lower) to \(upper)")
  }

  /// Throws `noAnswer` unless an answer is a finite number.
  static func requireAnswer(_ value: Double, _ name: String) throws -> Double {
    guard value.isFinite else {
      throw ChainError.noAnswer("\(name) does not fit into a double for these parameters")
    }
    return value
  }
}
