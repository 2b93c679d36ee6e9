import FileFormats
import MarkovChains

/// A kind of process that rows may ask about.
struct LawSystem: Sendable {
  /// One kind of question.
  struct Quantity: Sendable {
    /// As the table spells it; "#" stands for a number and "*" for any text.
    var name: String
    var answer: @Sendable (LawArguments) throws -> LawResult

    init(_ name: String, _ answer: @escaping @Sendable (LawArguments) throws -> LawResult) {
      self.name = name
      self.answer = answer
    }
  }

  /// As the table spells it, with the same signs.
  var name: String
  var quantities: [Quantity]
}

/// A closed form, and how to find the answer of a chain.
struct LawResult {
  var closedForm: Double
  var chain: (() throws -> ChainValue)?
  /// Why there is no chain.
  var noChain = ""

  init(_ closedForm: Double, chain: @escaping () throws -> ChainValue) {
    self.closedForm = closedForm
    self.chain = chain
  }

  init(_ closedForm: Double, noChain: String) {
    self.closedForm = closedForm
    self.noChain = noChain
  }
}

/// The systems and quantities that are known, and the answers to rows about them.
public enum LawRegistry {
  /// All kinds. A new kind of process adds its list here.
  static let systems: [LawSystem] =
    HeatLaws.systems + DomainLaws.systems + MeanReversionLaws.systems + BrownianLaws.systems
    + CountingLaws.systems
    + TransportLaws.systems + JumpLaws.systems + PathLaws.systems + SphereLaws.systems

  /// What rows may ask, as the table spells it: "#" stands for a number, "*" for any text.
  public static var known: [(system: String, quantities: [String])] {
    systems.map { ($0.name, $0.quantities.map(\.name)) }
  }

  /// The answer to a row; a row that cannot be answered has the reason.
  public static func answer(_ row: LawRow) -> LawAnswer {
    do {
      let (quantity, captured) = try find(row)
      let arguments = LawArguments(row, captured: captured)
      let result = try quantity.answer(arguments)
      try arguments.finish()
      guard result.closedForm.isFinite else { throw LawRowError("the answer does not fit into a double") }
      return withChain(result)
    } catch {
      return LawAnswer(reason: "\(error)")
    }
  }

  private static func withChain(_ result: LawResult) -> LawAnswer {
    guard let chain = result.chain else {
      return LawAnswer(closedForm: result.closedForm, reason: "no chain value: \(result.noChain)")
    }
    do {
      let value = try chain()
      guard value.value.isFinite, value.budget.isFinite else { throw LawRowError("it is not finite") }
      return LawAnswer(closedForm: result.closedForm, chain: value)
    } catch {
      return LawAnswer(closedForm: result.closedForm, reason: "no chain value: \(error)")
    }
  }

  private static func find(_ row: LawRow) throws -> (LawSystem.Quantity, captured: [String]) {
    let matching = systems.filter { match($0.name, row.system) != nil }
    guard !matching.isEmpty else {
      throw LawRowError(unknown("system", row.system, known: systems.map(\.name)))
    }
    for system in matching {
      for quantity in system.quantities {
        if let captured = match(quantity.name, row.quantity) {
          return (quantity, (match(system.name, row.system) ?? []) + captured)
        }
      }
    }
    let known = matching.flatMap { $0.quantities.map(\.name) }
    throw LawRowError(unknown("quantity", row.quantity, known: known) + " (system \(matching[0].name))")
  }

  private static func unknown(_ what: String, _ name: String, known: [String]) -> String {
    let hint = Wording.nearest(to: name, among: known).map { " did you mean \(Wording.quoted($0))?" } ?? ""
    return "unknown \(what) \(Wording.quoted(name));\(hint) known: \(known.joined(separator: " | "))"
  }

  /// What stands for the signs of a pattern, in order; nil if the text does not match.
  package static func match(_ pattern: some StringProtocol, _ text: some StringProtocol) -> [String]? {
    guard let sign = pattern.firstIndex(where: { $0 == "#" || $0 == "*" }) else {
      return pattern == text ? [] : nil
    }
    let (before, after) = (pattern[..<sign], pattern[pattern.index(after: sign)...])
    guard text.hasPrefix(before) else { return nil }
    let rest = text.dropFirst(before.count)
    // The sign takes one character at least, and as few as the rest of the pattern lets it.
    for end in rest.indices.dropFirst() + [rest.endIndex] where end > rest.startIndex {
      let gap = String(rest[..<end])
      guard pattern[sign] == "*" || (try? LawArguments.number(gap, "")) != nil else { continue }
      if let captured = match(after, rest[end...]) { return [gap] + captured }
    }
    return nil
  }
}
