import MarkovChains

extension PriceModel {
  /// Checks the parameters for options of this maturity, in years.
  ///
  /// - Throws: `OptionError.badParameter` for the first parameter that is out of range, in the order of the case's
  ///   own values.
  public func check(maturity: Double) throws {
    switch self {
    case .blackScholes(let volatility):
      try Self.check(volatility: volatility, maturity)
    case .bachelier(let volatility):
      try OptionError.requireNotNegative("volatility", volatility)
      try OptionError.requireFinite("volatility", volatility * maturity.squareRoot())
    case .merton(let volatility, let intensity, let mean, let deviation):
      try Self.check(volatility: volatility, maturity)
      try Self.check(intensity: intensity, mean: mean, deviation: deviation, maturity)
    case .kou(let volatility, let intensity, let up, let rateUp, let rateDown):
      try Self.check(volatility: volatility, maturity)
      try Self.check(intensity: intensity, maturity)
      try OptionError.require(up >= 0 && up <= 1, "up probability", up, allowed: "0 to 1")
      try OptionError.require(
        rateUp > 1 && rateUp.isFinite, "eta1", rateUp, allowed: "above 1, so that the price has a mean")
      try OptionError.requirePositive("eta2", rateDown)
      try OptionError.require(
        intensity * maturity / (rateUp - 1) <= 200, "eta1", rateUp,
        allowed: "at least \(1 + intensity * maturity / 200) at this intensity and maturity")
    case .heston(let parameters):
      try parameters.check(maturity: maturity)
    case .bates(let parameters, let intensity, let mean, let deviation):
      try parameters.check(maturity: maturity)
      try Self.check(intensity: intensity, mean: mean, deviation: deviation, maturity)
    case .twoAssets(let volatility, let second, let correlation):
      try Self.check(volatility: volatility, maturity)
      try second.check(maturity: maturity)
      try OptionError.require(abs(correlation) <= 1, "correlation", correlation, allowed: "-1 to 1")
    }
  }

  /// Checks that walkers can carry the model: what is fixed to a closed form at zero leaves a walk nothing to draw.
  ///
  /// - Throws: `OptionError.badParameter`.
  func checkWalk() throws {
    switch self {
    case .blackScholes(let volatility), .bachelier(let volatility), .merton(let volatility, _, _, _),
      .kou(let volatility, _, _, _, _):
      try Self.requireNoise("volatility", volatility)
    case .heston(let parameters), .bates(let parameters, _, _, _):
      try Self.requireNoise("variance", parameters.variance)
      try Self.requireNoise("reversion", parameters.reversion)
      try Self.requireNoise("long variance", parameters.longVariance)
      try Self.requireNoise("volatility of variance", parameters.volatilityOfVariance)
      try OptionError.require(
        abs(parameters.correlation) <= 0.999_999, "correlation", parameters.correlation,
        allowed: "above -1 and below 1 for a walk, whose price has noise of its own")
    case .twoAssets(let volatility, let second, _):
      try Self.requireNoise("volatility", volatility)
      try Self.requireNoise("second volatility", second.volatility)
    }
  }

  private static func requireNoise(_ key: String, _ value: Double) throws {
    try OptionError.require(value > 0, key, value, allowed: "above 0 for a walk")
  }

  static func check(volatility: Double, _ maturity: Double, key: String = "volatility") throws {
    try OptionError.requireNotNegative(key, volatility)
    let limit = 20 / maturity.squareRoot()
    try OptionError.require(volatility <= limit, key, volatility, allowed: "0 to \(limit) at this maturity")
  }

  private static func check(intensity: Double, _ maturity: Double) throws {
    try OptionError.requireNotNegative("intensity", intensity)
    let limit = 1e6 / maturity
    try OptionError.require(
      intensity <= limit, "intensity", intensity, allowed: "0 to \(limit) at this maturity")
  }

  private static func check(
    intensity: Double, mean: Double, deviation: Double, _ maturity: Double
  ) throws {
    try check(intensity: intensity, maturity)
    try OptionError.require(abs(mean) <= 20, "jump mean", mean, allowed: "-20 to 20")
    try OptionError.require(deviation >= 0 && deviation <= 5, "jump deviation", deviation, allowed: "0 to 5")
    let growth = JumpLaw.normal(mean: mean, deviation: deviation).meanRelativeJump
    try OptionError.require(
      intensity * maturity * (1 + abs(growth)) <= 1e6, "intensity", intensity,
      allowed: "0 to \(1e6 / maturity / (1 + abs(growth))) with jumps of this size at this maturity")
  }
}

extension PriceModel.HestonParameters {
  func check(maturity: Double) throws {
    for (key, value) in [("variance", variance), ("long variance", longVariance)] {
      try OptionError.requireNotNegative(key, value)
      let limit = 400 / maturity
      try OptionError.require(value <= limit, key, value, allowed: "0 to \(limit) at this maturity")
    }
    for (key, value) in [("reversion", reversion), ("volatility of variance", volatilityOfVariance)] {
      try OptionError.require(value >= 0 && value <= 1e4, key, value, allowed: "0 to 10000")
    }
    try OptionError.require(abs(correlation) <= 1, "correlation", correlation, allowed: "-1 to 1")
  }
}

extension PriceModel.SecondAsset {
  func check(maturity: Double) throws {
    try OptionError.requirePositive("second spot", spot)
    try OptionError.require(
      abs(dividendYield) * maturity <= 200, "second dividend yield", dividendYield,
      allowed: "at most \(200 / maturity) in size at this maturity")
    try PriceModel.check(volatility: volatility, maturity, key: "second volatility")
  }
}
