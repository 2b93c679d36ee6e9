/// What is wrong with a chain or a walk problem.
public enum ChainError: Error, Hashable, Sendable {
  case noStates
  case spaceMismatch(places: Int, states: Int)
  case badProbability(row: Int, target: Int, value: Double)
  case noSuchState(row: Int, target: Int, count: Int)
  case rowSum(row: Int, sum: Double)
  /// A parameter of a builder outside its range: (name, value, what is allowed).
  case badParameter(name: String, value: String, allowed: String)
  /// A row with more exits than a tree of gates may have.
  case tooManyExits(state: String, exits: Int, limit: Int)
  /// An exact answer that does not exist (no absorbing state is reached, several stationary laws, ...).
  case noAnswer(String)
}

extension ChainError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noStates:
      "a chain needs at least one state"
    case .spaceMismatch(let places, let states):
      "the state space has \(places) places, but the chain has only \(states) states"
    case .badProbability(let row, let target, let value):
      "row \(row): the probability of going to state \(target) is \(value); it must lie between 0 and 1"
    case .noSuchState(let row, let target, let count):
      "row \(row): there is no state \(target); states are numbered 0 to \(count - 1)"
    case .rowSum(let row, let sum):
      "row \(row): the probabilities sum to \(sum), which is \(sum > 1 ? "above" : "below") 1 "
        + "by \(abs(sum - 1)); "
        + "give the missing part to a state of its own, or to the row's own state if walkers stay"
    case .badParameter(let name, let value, let allowed):
      "\(name) is \(value); allowed: \(allowed)"
    case .tooManyExits(let state, let exits, let limit):
      "state \(state) has \(exits) exits, but a tree of gates has at most \(limit); "
        + "merge rare exits, or split the step into stages of a kernel schedule"
    case .noAnswer(let why):
      why
    }
  }
}

extension ChainError {
  /// Throws `badParameter` unless `condition` holds (a comparison with a value that is not a number does
  /// not).
  package static func require(
    _ condition: Bool, _ name: String, _ value: some CustomStringConvertible, allowed: String
  ) throws {
    guard condition else {
      throw ChainError.badParameter(name: name, value: value.description, allowed: allowed)
    }
  }

  /// Throws unless `value` is a positive finite number.
  package static func requirePositive(_ name: String, _ value: Double) throws {
    try require(value > 0 && value.isFinite, name, value, allowed: "a positive finite number")
  }

  /// The largest mesh a builder makes: state numbers and row offsets fit the 32-bit indices of the sparse
  /// solver.
  static let stateLimit = 100_000_000

  /// Throws unless `value` lies in `lowest ... stateLimit`.
  static func requireCount(_ name: String, _ value: Int, atLeast lowest: Int = 1) throws {
    try require(
      value >= lowest && value <= stateLimit, name, value, allowed: "\(lowest) to \(stateLimit)")
  }
}
