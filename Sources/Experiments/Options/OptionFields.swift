import FileFormats

/// The parameters of an option as text, from an experiment file, the command line or a row of a table.
///
/// Every value that was given must be asked for: one that the model or the payoff has no use for is refused at the end.
public struct OptionFields {
  private let values: [OptionKey: String]
  /// How the source calls a key.
  private let name: (OptionKey) -> String
  /// An error about a key, or about the whole.
  private let failure: (OptionKey?, String) -> any Error
  private var used: Set<OptionKey> = []
  /// Parameters that were asked for and not given; they are told together.
  private var missing: [OptionKey] = []

  /// - Parameters:
  ///   - values: what was given; an empty text counts as not given.
  ///   - name: how the source calls a key, such as `--jump-mean`.
  ///   - failure: makes the error for a message, which already names the key.
  public init(
    _ values: [OptionKey: String], name: @escaping (OptionKey) -> String,
    failure: @escaping (OptionKey?, String) -> any Error
  ) {
    self.values = values.filter { !$0.value.isEmpty }
    self.name = name
    self.failure = failure
  }

  func isGiven(_ key: OptionKey) -> Bool { values[key] != nil }

  mutating func text(_ key: OptionKey) -> String? {
    used.insert(key)
    return values[key]
  }

  /// The number; if it is missing, one that `checkUse(by:)` keeps from being used.
  mutating func number(_ key: OptionKey, or standard: Double? = nil) throws -> Double {
    guard let text = text(key) else {
      if standard == nil { missing.append(key) }
      return standard ?? .nan
    }
    return try number(in: text, of: key)
  }

  /// One number or several, divided by commas; one that is missing as in `number`.
  mutating func numbers(_ key: OptionKey) throws -> [Double] {
    guard let text = text(key) else { return [try number(key)] }
    return try text.split(separator: ",", omittingEmptySubsequences: false).map {
      try number(in: $0.trimmed, of: key)
    }
  }

  mutating func whole(_ key: OptionKey, in range: ClosedRange<Int>) throws -> Int {
    guard let text = text(key) else {
      missing.append(key)
      return range.lowerBound
    }
    guard let value = Int(text) else { throw fail(key, "is \(text); expected a whole number") }
    guard range.contains(value) else {
      throw fail(key, "is \(value); allowed: \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// One of a few words; capitals do not matter. One that is missing as in `number`.
  mutating func word<Value>(_ key: OptionKey, or standard: Value? = nil, _ known: [(String, Value)]) throws
    -> Value
  {
    guard let text = text(key) else {
      if standard == nil { missing.append(key) }
      return standard ?? known[0].1
    }
    guard let found = known.first(where: { $0.0.lowercased() == text.lowercased() }) else {
      let names = known.map(\.0)
      let hint = Wording.nearest(to: text, among: names).map { " did you mean \($0)?" } ?? ""
      throw fail(key, "is \(Wording.quoted(text));\(hint) known: \(names.joined(separator: ", "))")
    }
    return found.1
  }

  /// - Throws: for values that are missing, and for one that nothing asked for.
  func checkUse(by what: String) throws {
    try checkMissing()
    guard let unused = OptionKey.allCases.first(where: { values[$0] != nil && !used.contains($0) }) else {
      return
    }
    throw fail(unused, "is \(values[unused]!), but \(what) has no such parameter; leave it out")
  }

  /// - Throws: for values that were asked for and not given.
  func checkMissing() throws {
    let names = missing.map(name).joined(separator: ", ")
    guard missing.isEmpty else {
      throw fail("\(names) \(missing.count == 1 ? "is missing; give it" : "are missing; give them")")
    }
  }

  func fail(_ key: OptionKey, _ message: String) -> any Error { failure(key, "\(name(key)) \(message)") }
  func fail(_ message: String) -> any Error { failure(nil, message) }

  private func number(in text: String, of key: OptionKey) throws -> Double {
    guard let value = TextNumber.double(text) else {
      throw fail(key, "is \(Wording.quoted(text)); expected a finite decimal number")
    }
    return value
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
