/// The score: what is estimated from a walk, for every entry a linear functional of the tally.
///
/// Being linear, an entry has an exact answer (the same functional of the expected tally), and its standard error
/// follows from the spread of batches.
public struct LinearEstimate: Hashable, Sendable {
  public var name: String
  public var entries: [Entry]

  public struct Entry: Hashable, Sendable {
    public var label: String
    public var terms: [Term]

    public init(label: String, terms: [Term]) {
      self.label = label
      self.terms = terms
    }

    /// Whether the entry needs walkers that are followed one by one.
    var hasPathScores: Bool {
      terms.contains { if case .score = $0.quantity { true } else { false } }
    }

    /// What a walker is worth on every state at a recorded step; states that are worth nothing have no term.
    public init(label: String, score: [Double], record: Int) {
      self.init(label: label, terms: Term.terms(of: score, record: record))
    }

    /// Whether the entry is a share of the walkers, so that one batch shows its binomial error.
    package var isShare: Bool {
      guard terms.count == 1, terms[0].coefficient == 1 else { return false }
      switch terms[0].quantity {
      case .density, .arrivals: return true
      case .visits, .arrivalSteps, .score: return false
      }
    }
  }

  public struct Term: Hashable, Sendable {
    public var quantity: Quantity
    public var coefficient: Double

    public init(_ quantity: Quantity, coefficient: Double = 1) {
      self.quantity = quantity
      self.coefficient = coefficient
    }

    /// The terms of what a walker is worth on every state at a recorded step.
    public static func terms(of score: [Double], record: Int) -> [Term] {
      score.enumerated().filter { $0.element != 0 }.map {
        Term(.density(record: record, state: $0.offset), coefficient: $0.element)
      }
    }
  }

  /// A number that tallies hold.
  public enum Quantity: Hashable, Sendable {
    /// Walkers on a state at a recorded step (its position in the list of recorded steps).
    case density(record: Int, state: Int)
    case visits(state: Int)
    case arrivals(state: Int)
    /// Sum of the steps at which walkers were absorbed by a state.
    case arrivalSteps(state: Int)
    /// A path score of the problem, in units of `PathScores.unit`.
    case score(index: Int)
  }

  public init(name: String, entries: [Entry]) {
    self.name = name
    self.entries = entries
  }

  /// The entries' functionals of an integer tally, not divided by its walkers.
  public func sums(_ tally: WalkTally) -> [Double] {
    evaluate { quantity in
      switch quantity {
      case .density(let record, let state): Double(tally.densities[record][state])
      case .visits(let state): Double(tally.visits[state])
      case .arrivals(let state): Double(tally.arrivals[state])
      case .arrivalSteps(let state): Double(tally.arrivalSteps[state])
      case .score(let index): Double(tally.scores[index])
      }
    }
  }

  /// The exact answers; not a number where a path score's mean is not known.
  public func exact(_ tally: ExpectedTally) -> [Double] {
    evaluate { quantity in
      switch quantity {
      case .density(let record, let state): tally.densities[record][state]
      case .visits(let state): tally.visits[state]
      case .arrivals(let state): tally.arrivals[state]
      case .arrivalSteps(let state): tally.arrivalSteps[state]
      case .score(let index): tally.scores[index]
      }
    }
  }

  private func evaluate(_ value: (Quantity) -> Double) -> [Double] {
    entries.map { $0.terms.reduce(0) { $0 + $1.coefficient * value($1.quantity) } }
  }
}

extension LinearEstimate {
  /// The walkers on every state at a recorded step.
  public static func density(record: Int, chain: MarkovChain, name: String) -> LinearEstimate {
    LinearEstimate(
      name: name,
      entries: (0..<chain.stateCount).map {
        Entry(label: chain.label(of: $0), terms: [Term(.density(record: record, state: $0))])
      })
  }
}
