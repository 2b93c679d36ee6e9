import OptionPricing

extension OptionStrip {
  /// Reads and checks every parameter. Maturity by maturity, and strike by strike within each.
  ///
  /// - Throws: the source's own error, naming the key, its value and what is allowed.
  public init(_ fields: OptionFields) throws {
    var fields = fields
    let market = Market(
      spot: try fields.number(.spot), rate: try fields.number(.rate, or: 0),
      dividendYield: try fields.number(.dividendYield, or: 0))
    let kind = try fields.word(.model, ModelKind.allCases.map { ($0.rawValue, $0) })
    // What else is missing depends on the model.
    if !fields.isGiven(.model) { try fields.checkMissing() }
    let model = try kind.read(&fields)
    let shape = try fields.word(.payoff, or: .vanilla, PayoffKind.allCases.map { ($0.rawValue, $0) })
    let maturities = try fields.numbers(.maturity)
    let payoffs = try shape.read(&fields)
    let exercise = try Self.exercise(of: shape, &fields)
    try fields.checkUse(by: "\(kind.rawValue) \(shape.rawValue)")
    let contracts = maturities.flatMap { maturity in
      payoffs.map { Contract($0, exercise: exercise, maturity: maturity) }
    }
    do { try self.init(contracts, model: model, market: market) } catch let error as OptionError {
      throw fields.named(error)
    }
  }

  private static func exercise(
    of payoff: PayoffKind, _ fields: inout OptionFields
  ) throws -> Contract.Exercise {
    // A touch pays when it happens: tables call it American, and there is no choice to be made.
    if payoff == .oneTouch || payoff == .hitProbability {
      _ = try fields.word(.exercise, or: 0, [("american", 0), ("european", 0), ("n/a", 0)])
      return .european
    }
    switch try fields.word(
      .exercise, or: 0, [("european", 0), ("american", 1), ("bermudan", 2)])
    {
    case 1: return .american
    case 2: return .bermudan(dates: try fields.whole(.dates, in: PayoffKind.dateLimits))
    default: return .european
    }
  }
}

extension OptionFields {
  /// The error of a contract or of its walk with the name that the source has for the key.
  public func named(_ error: OptionError) -> any Error {
    guard case .badParameter(let name, let value, let allowed) = error, let key = key(named: name) else {
      return fail("\(error)")
    }
    return fail(key, "is \(value); allowed: \(allowed)")
  }

  private func key(named name: String) -> OptionKey? {
    switch name {
    case "barrier2": .upperBarrier
    case "correlation" where !isGiven(.correlation): .varianceCorrelation
    default: OptionKey(rawValue: name.replacing(" ", with: "_"))
    }
  }
}

/// The models by their names in tables of options.
enum ModelKind: String, CaseIterable {
  case blackScholes = "BS"
  case bachelier = "Bachelier"
  case merton = "Merton"
  case kou = "Kou"
  case heston = "Heston"
  case bates = "Bates"
  case twoAssets = "BS2"

  func read(_ fields: inout OptionFields) throws -> PriceModel {
    switch self {
    case .blackScholes: return .blackScholes(volatility: try fields.number(.volatility))
    case .bachelier: return .bachelier(volatility: try fields.number(.volatility))
    case .merton:
      return .merton(
        volatility: try fields.number(.volatility), intensity: try fields.number(.intensity),
        jumpMean: try fields.number(.jumpMean), jumpDeviation: try fields.number(.jumpDeviation))
    case .kou:
      return .kou(
        volatility: try fields.number(.volatility), intensity: try fields.number(.intensity),
        up: try fields.number(.upProbability), rateUp: try fields.number(.rateUp),
        rateDown: try fields.number(.rateDown))
    case .heston: return .heston(try Self.heston(&fields))
    case .bates:
      return .bates(
        try Self.heston(&fields), intensity: try fields.number(.intensity),
        jumpMean: try fields.number(.jumpMean), jumpDeviation: try fields.number(.jumpDeviation))
    case .twoAssets:
      return .twoAssets(
        volatility: try fields.number(.volatility),
        second: .init(
          spot: try fields.number(.secondSpot), dividendYield: try fields.number(.secondDividendYield, or: 0),
          volatility: try fields.number(.secondVolatility)),
        correlation: try fields.number(.correlation))
    }
  }

  private static func heston(_ fields: inout OptionFields) throws -> PriceModel.HestonParameters {
    PriceModel.HestonParameters(
      variance: try fields.number(.variance), reversion: try fields.number(.reversion),
      longVariance: try fields.number(.longVariance),
      volatilityOfVariance: try fields.number(.volatilityOfVariance),
      correlation: try fields.number(.varianceCorrelation))
  }
}
