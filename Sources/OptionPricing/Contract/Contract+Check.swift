extension Contract {
  /// The largest number of dates of a contract.
  public static let dateLimit = 100_000

  /// Checks the contract with the model and the market that it is to be priced in.
  ///
  /// - Throws: `OptionError.badParameter` naming the first key that is out of range, in the order market, maturity,
  ///   model, payoff, exercise; `OptionError.mismatch` if the payoff is on two assets and the model on one, or the
  ///   other way round.
  public func check(model: PriceModel, market: Market) throws {
    try market.check()
    try OptionError.requirePositive("maturity", maturity)
    for (key, value) in [("rate", market.rate), ("dividend yield", market.dividendYield)] {
      try OptionError.require(
        abs(value) * maturity <= 200, key, value,
        allowed: "at most \(200 / maturity) in size at this maturity")
    }
    try model.check(maturity: maturity)
    try checkAssets(of: model)
    try payoff.check(spot: market.spot)
    if case .bermudan(let dates) = exercise { try Payoff.check(dates: dates) }
  }

  private func checkAssets(of model: PriceModel) throws {
    let two = if case .twoAssets = model { true } else { false }
    switch payoff {
    case .exchange, .geometricBasket, .maximumOfTwo, .minimumOfTwo:
      guard two else { throw OptionError.mismatch("the payoff is on two assets, the model has only one") }
    default:
      guard !two else { throw OptionError.mismatch("the payoff is on one asset, the model has two") }
    }
  }
}

extension Market {
  /// - Throws: `OptionError.badParameter` for a spot that is not positive or a rate that is not finite.
  public func check() throws {
    try OptionError.requirePositive("spot", spot)
    try OptionError.requireFinite("rate", rate)
    try OptionError.requireFinite("dividend yield", dividendYield)
  }
}

extension Contract.Payoff {
  /// - Throws: `OptionError.badParameter` for a negative strike, a barrier on the wrong side of the spot, ...
  public func check(spot: Double) throws {
    switch self {
    case .vanilla(_, let strike), .digitalAsset(_, let strike), .fixedLookback(_, let strike),
      .geometricBasket(_, let strike), .maximumOfTwo(_, let strike), .minimumOfTwo(_, let strike):
      try OptionError.requireNotNegative("strike", strike)
    case .digitalCash(_, let strike, let cash):
      try OptionError.requireNotNegative("strike", strike)
      try OptionError.requireFinite("cash", cash)
    case .geometricAsian(_, let strike, let monitoring), .arithmeticAsian(_, let strike, let monitoring):
      try OptionError.requireNotNegative("strike", strike)
      try Self.check(monitoring)
    case .barrier(_, let strike, let level, let direction, _, let monitoring):
      try OptionError.requireNotNegative("strike", strike)
      try Self.check(barrier: level, direction, spot: spot)
      try Self.check(monitoring)
    case .doubleBarrier(_, let strike, let lower, let upper, _):
      try OptionError.requireNotNegative("strike", strike)
      try Self.check(barrier: lower, .down, spot: spot)
      try Self.check(barrier: upper, .up, spot: spot, key: "barrier2")
    case .oneTouch(let level, let direction, let cash):
      try Self.check(barrier: level, direction, spot: spot)
      try OptionError.requireFinite("cash", cash)
    case .hitProbability(let level, let direction):
      try Self.check(barrier: level, direction, spot: spot)
    case .floatingLookback, .exchange:
      break
    }
  }

  static func check(dates: Int) throws {
    try OptionError.require(
      dates >= 1 && dates <= Contract.dateLimit, "dates", dates, allowed: "1 to \(Contract.dateLimit)")
  }

  private static func check(_ monitoring: Contract.Monitoring) throws {
    if case .discrete(let dates) = monitoring { try check(dates: dates) }
  }

  private static func check(
    barrier level: Double, _ direction: Contract.Direction, spot: Double, key: String = "barrier"
  ) throws {
    try OptionError.requirePositive(key, level)
    switch direction {
    case .up:
      try OptionError.require(
        level > spot, key, level, allowed: "above the spot, \(spot), for a barrier that is up")
    case .down:
      try OptionError.require(
        level < spot, key, level, allowed: "below the spot, \(spot), for a barrier that is down")
    }
  }
}
