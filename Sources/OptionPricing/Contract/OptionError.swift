/// What is wrong with a contract, a model or a market.
public enum OptionError: Error, Hashable, Sendable {
  /// A parameter outside its range: its key, its value and what is allowed.
  case badParameter(key: String, value: String, allowed: String)
  /// The contract and the model do not belong together.
  case mismatch(String)
  /// A numerical method did not reach its accuracy.
  case noConvergence(String)
}

extension OptionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badParameter(let key, let value, let allowed): "\(key) is \(value); allowed: \(allowed)"
    case .mismatch(let why): why
    case .noConvergence(let what): "\(what) did not converge"
    }
  }
}

extension OptionError {
  /// Throws `badParameter` unless `condition` holds (a comparison with a value that is not a number does not).
  static func require(
    _ condition: Bool, _ key: String, _ value: some CustomStringConvertible, allowed: String
  ) throws {
    guard condition else {
      throw OptionError.badParameter(key: key, value: value.description, allowed: allowed)
    }
  }

  static func requireFinite(_ key: String, _ value: Double) throws {
    try require(value.isFinite, key, value, allowed: "a finite number")
  }

  static func requireNotNegative(_ key: String, _ value: Double) throws {
    try require(value >= 0 && value <= 1e100, key, value, allowed: "0 to 1e100")
  }

  static func requirePositive(_ key: String, _ value: Double) throws {
    try require(value > 0 && value <= 1e100, key, value, allowed: "above 0, at most 1e100")
  }
}
