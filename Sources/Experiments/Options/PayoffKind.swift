import OptionPricing

/// The payoffs by their names in tables of options.
enum PayoffKind: String, CaseIterable {
  case vanilla
  case digitalCash = "digital_cash"
  case digitalAsset = "digital_asset"
  case barrierContinuous = "barrier_continuous"
  case barrierDiscrete = "barrier_discrete"
  case doubleBarrier = "double_barrier_continuous"
  case oneTouch = "one_touch_pay_at_hit"
  case hitProbability = "running_max_hit_probability"
  case geometricAsianContinuous = "asian_geometric_continuous"
  case geometricAsianDiscrete = "asian_geometric_discrete"
  case arithmeticAsianContinuous = "asian_arithmetic_continuous"
  case arithmeticAsianDiscrete = "asian_arithmetic_discrete"
  case floatingLookback = "lookback_floating"
  case fixedLookback = "lookback_fixed"
  case exchange
  case geometricBasket = "geometric_basket"
  case maximumOfTwo = "max_of_two"
  case minimumOfTwo = "min_of_two"

  /// Dates at which a path is looked at, or at which the holder may exercise.
  static let dateLimits = 1...100_000

  /// The payoffs, one for every strike (those without a strike: one).
  func read(_ fields: inout OptionFields) throws -> [Contract.Payoff] {
    switch self {
    case .oneTouch, .hitProbability: return [try touch(&fields)]
    case .exchange:
      // Tables name it a call; it has no other side.
      _ = try fields.word(.optionType, or: 0, [("call", 0)])
      return [.exchange]
    case .floatingLookback: return [.floatingLookback(try Self.side(&fields))]
    case .barrierContinuous, .barrierDiscrete, .doubleBarrier: return try barriers(&fields)
    default:
      let side = try Self.side(&fields)
      let cash = self == .digitalCash ? try fields.number(.cash, or: 1) : 0
      let monitoring = try monitoring(&fields)
      return try fields.numbers(.strike).map { payoff(side, $0, cash, monitoring) }
    }
  }

  private static func side(_ fields: inout OptionFields) throws -> Contract.Side {
    try fields.word(.optionType, [("call", .call), ("put", .put)])
  }

  private func monitoring(_ fields: inout OptionFields) throws -> Contract.Monitoring {
    switch self {
    case .barrierDiscrete, .geometricAsianDiscrete, .arithmeticAsianDiscrete:
      .discrete(dates: try fields.whole(.dates, in: Self.dateLimits))
    default: .continuous
    }
  }

  private func payoff(
    _ side: Contract.Side, _ strike: Double, _ cash: Double, _ monitoring: Contract.Monitoring
  ) -> Contract.Payoff {
    switch self {
    case .digitalCash: .digitalCash(side, strike: strike, cash: cash)
    case .digitalAsset: .digitalAsset(side, strike: strike)
    case .geometricAsianContinuous, .geometricAsianDiscrete:
      .geometricAsian(side, strike: strike, monitoring)
    case .arithmeticAsianContinuous, .arithmeticAsianDiscrete:
      .arithmeticAsian(side, strike: strike, monitoring)
    case .fixedLookback: .fixedLookback(side, strike: strike)
    case .geometricBasket: .geometricBasket(side, strike: strike)
    case .maximumOfTwo: .maximumOfTwo(side, strike: strike)
    case .minimumOfTwo: .minimumOfTwo(side, strike: strike)
    default: .vanilla(side, strike: strike)
    }
  }

  private func barriers(_ fields: inout OptionFields) throws -> [Contract.Payoff] {
    let side = try Self.side(&fields)
    let (level, strikes) = (try fields.number(.barrier), try fields.numbers(.strike))
    if self == .doubleBarrier {
      let upper = try fields.number(.upperBarrier)
      let knock = try fields.word(
        .barrierType, [("knock-out", Contract.Knock.out), ("knock-in", Contract.Knock.in)])
      return strikes.map { .doubleBarrier(side, strike: $0, lower: level, upper: upper, knock) }
    }
    let kinds = Contract.Direction.allCases.flatMap { direction in
      Contract.Knock.allCases.map { ("\(direction.rawValue)-\($0.rawValue)", (direction, $0)) }
    }
    let (direction, knock) = try fields.word(.barrierType, kinds)
    let monitoring = try monitoring(&fields)
    return strikes.map { .barrier(side, strike: $0, level: level, direction, knock, monitoring) }
  }

  private func touch(_ fields: inout OptionFields) throws -> Contract.Payoff {
    let direction = try fields.word(.optionType, [("up", Contract.Direction.up), ("down", .down)])
    let level = try fields.number(.barrier)
    guard self == .oneTouch else { return .hitProbability(level: level, direction) }
    return .oneTouch(level: level, direction, cash: try fields.number(.cash, or: 1))
  }
}
