import MarkovChains

/// Contracts as a walk: what an engine needs to sample their prices, and what is known exactly beforehand.
public struct OptionWalk: Sendable {
  public var problem: WalkProblem
  /// The gates of the problem's chain; nil for a schedule of several stages.
  public var design: QuantizedChain?
  /// Steps at which walkers are counted, ascending from 0.
  public var recordedSteps: [Int]
  /// For every contract its price, in money, then its Greeks if asked for.
  public var estimate: LinearEstimate
  /// Which entries are prices.
  public var isPrice: [Bool]
  /// The closed form of every entry; not a number where there is none.
  public var closedForms: [Double]
  /// Where closed forms come from; empty without any.
  public var closedFormName: String
  /// The bias of every price; parts that are not known are not numbers, and so are all of a Greek.
  public var budget: [BiasBudget]
  /// Years of one step.
  public var timeStep: Double
  /// The discretisation, and why it was taken.
  public var scheme: String
}

/// How contracts become a walk.
public struct LatticeSettings: Hashable, Sendable {
  /// States of the chain.
  public var states: Int
  /// Bits of a gate's probability.
  public var bits: Int
  /// Whether Greeks are estimated beside the prices.
  public var greeks: Bool
  /// Whether the final price, whose mean is known, is used to lower the noise.
  public var controlVariate: Bool
  /// The discretisation of a European contract; nil for an automatic choice.
  public var discretization: Discretization?
  /// Whether walkers of an American option are stopped when they exercise, which the computer alone can do.
  public var stopped: Bool
  /// Whether every walker also counts as its mirror image.
  public var antithetic: Bool

  public init(
    states: Int = 101, bits: Int = 8, discretization: Discretization? = nil, greeks: Bool = false,
    controlVariate: Bool = false,
    antithetic: Bool = false, stopped: Bool = false
  ) {
    self.states = states
    self.bits = bits
    self.discretization = discretization
    self.greeks = greeks
    self.controlVariate = controlVariate
    self.antithetic = antithetic
    self.stopped = stopped
  }
}

extension LatticeSettings {
  /// - Throws: `OptionError.mismatch` if Greeks or less noise are asked for, which only `users` have.
  func requirePlain(_ users: String = "European payoffs of the final price; leave them out") throws {
    guard !antithetic, !controlVariate, !greeks else {
      throw OptionError.mismatch("mirror images, the control variate and Greeks are for \(users)")
    }
  }
}

extension OptionStrip {
  /// Whether the walk of this strip has Greeks.
  public var hasWalkedGreeks: Bool {
    process != nil && contracts.allSatisfy { $0.exercise == .european && TerminalPayoff($0.payoff) != nil }
  }

  /// The strip as a walk.
  ///
  /// - Throws: `OptionError` for contracts that no walk prices, with the reason; `ChainError` for a lattice that cannot
  ///   carry the process.
  public func walk(_ settings: LatticeSettings) throws -> OptionWalk {
    let walk = try lattice(settings)
    try walk.checkAnswers(spot: market.spot)
    return walk
  }

  private func lattice(_ settings: LatticeSettings) throws -> OptionWalk {
    try model.checkWalk()
    let limits = stateLimits
    try OptionError.require(
      limits.contains(settings.states), "states", settings.states,
      allowed:
        "\(limits.lowerBound) to \(limits.upperBound) for this contract and model, whose exact answers take "
        + "seconds then")
    if settings.stopped, contracts.contains(where: { $0.exercise == .european }) {
      throw OptionError.mismatch("stopped is for American and Bermudan options; leave it out")
    }
    if let wanted = settings.discretization, !suits(wanted) {
      return try FixedFrameWalk(self, settings: settings, wanted: wanted).walk()
    }
    guard process != nil else { return try ProductWalk(self, settings: settings).walk() }
    if contracts.allSatisfy({ $0.exercise == .european && TerminalPayoff($0.payoff) != nil }) {
      return try TerminalWalk(self, settings: settings).walk()
    }
    if contracts.contains(where: \.payoff.isAverage) {
      return try AverageWalk(self, settings: settings).walk()
    }
    if contracts.contains(where: { LookbackClaim($0, market: market) != nil }) {
      return try LookbackWalk(self, settings: settings).walk()
    }
    guard contracts.count == 1, let contract = contracts.first else {
      throw OptionError.mismatch(
        "a strip of several strikes or maturities is walked for European payoffs of the final price; "
          + "give one strike and one maturity")
    }
    if case .barrier(_, _, _, _, _, .discrete) = contract.payoff {
      return try MonitoredBarrierWalk(self, contract, settings: settings).walk()
    }
    if contract.exercise == .european {
      return try BarrierWalk(self, contract, settings: settings).walk()
    }
    return try ExerciseWalk(self, contract, settings: settings).walk()
  }

  /// States for which the exact answers take seconds: steps go with the square of the states.
  private var stateLimits: ClosedRange<Int> {
    switch model {
    case .twoAssets: 11...201
    case .heston, .bates: 31...401
    default:
      contracts.contains { $0.exercise != .european } ? 5...501 : 5...1_001
    }
  }

  /// Whether `wanted` is what this strip is walked on anyway.
  private func suits(_ wanted: Discretization) -> Bool {
    guard process != nil else { return false }
    if case .blackScholes = model, contracts.contains(where: \.payoff.hasContinuousBarrier) {
      return wanted == .esscherLattice
    }
    return wanted == .coMovingLattice
  }
}

extension Contract.Payoff {
  /// The levels of its barriers, ascending.
  var levels: [Double] {
    switch self {
    case .barrier(_, _, let level, _, _, _), .oneTouch(let level, _, _), .hitProbability(let level, _):
      [level]
    case .doubleBarrier(_, _, let lower, let upper, _): [lower, upper]
    default: []
    }
  }

  var hasContinuousBarrier: Bool {
    switch self {
    case .barrier(_, _, _, _, _, .continuous), .doubleBarrier, .oneTouch, .hitProbability: true
    default: false
    }
  }
}

extension OptionWalk {
  /// Largest bias that is let pass, as a share of the larger of spot and price: a lattice that misses the closed form by more is no
  /// approximation of it.
  static let worstBias = 0.01

  /// - Throws: `OptionError.mismatch` for a score that is not a number or a price that misses its closed form by far: the
  ///   mesh is too coarse for the numbers given.
  fileprivate func checkAnswers(spot: Double) throws {
    let advice = "take more states or more bits, or other numbers"
    for entry in estimate.entries where !entry.terms.allSatisfy(\.coefficient.isFinite) {
      throw OptionError.mismatch(
        "\(entry.label): what a walker is worth is no finite number on a chain of \(problem.stateCount) states; \(advice)"
      )
    }
    for (index, entry) in estimate.entries.enumerated() {
      let (answer, bias) = (closedForms[index], budget[index])
      // Mesh and time step may cancel, so the sum counts; where nothing is there to compare with, the parts that are known.
      let isWhole = bias.total.isFinite
      let parts = isWhole ? [bias.total] : [bias.timeStep, bias.probability].filter(\.isFinite)
      let worst = parts.max { abs($0) < abs($1) } ?? 0
      let scale = max(spot, answer.isFinite ? abs(answer) : 0)
      guard abs(worst) > Self.worstBias * scale else { continue }
      let what = isWhole ? "misses its reference by" : "has a bias, as far as it is known, of"
      throw OptionError.mismatch(
        "\(entry.label): the chain of \(problem.stateCount) states and \(problem.horizon.limit) steps \(what) "
          + "\(worst), more than \(Self.worstBias * 100) % of the larger of spot and price; \(advice)")
    }
  }
}
