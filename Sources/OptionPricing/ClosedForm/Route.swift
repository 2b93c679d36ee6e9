import MarkovChains

/// Which method prices a contract in a model.
enum Route {
  case known(ClosedForm.Method, price: (PricingPlace) throws -> Double)
  case none(reason: String)

  /// The choice looks at kinds only, never at spot or maturity, but for limits of a method, so that it is the same
  /// beside the point where derivatives are taken.
  static func route(_ contract: Contract, _ model: PriceModel, _ market: Market) -> Route {
    switch contract.exercise {
    case .european: european(contract.payoff, model, market)
    case .american, .bermudan: early(contract, model, market)
    }
  }

  private static func european(_ payoff: Contract.Payoff, _ model: PriceModel, _ market: Market) -> Route {
    switch model {
    case .blackScholes(let volatility): blackScholes(payoff, volatility, market)
    case .bachelier: bachelier(payoff)
    case .merton: merton(payoff)
    case .kou(let volatility, _, _, _, _):
      volatility > 0
        ? kou(payoff)
        : .none(
          reason: "Kou's characteristic function does not decay at volatility 0, which the integral needs")
    case .heston(let parameters), .bates(let parameters, _, _, _):
      parameters.variance + parameters.reversion * parameters.longVariance > 0
        ? fourier(payoff)
        : .none(reason: "the variance is 0 at all times, so that the Fourier integral does not converge")
    case .twoAssets: twoAssets(payoff)
    }
  }

  private static func bachelier(_ payoff: Contract.Payoff) -> Route {
    let value: (Bachelier) -> Double
    switch payoff {
    case .vanilla(let side, let strike): value = { $0.vanilla(side, strike: strike) }
    case .digitalCash(let side, let strike, let cash):
      value = { $0.digitalCash(side, strike: strike, cash: cash) }
    case .digitalAsset(let side, let strike): value = { $0.digitalAsset(side, strike: strike) }
    default: return .none(reason: "under Bachelier only vanilla and digital options have a closed form here")
    }
    return .known(.closedForm) { place in
      guard case .bachelier(let volatility) = place.model else { return .nan }
      return value(
        Bachelier(market: place.market, volatility: volatility, maturity: place.contract.maturity))
    }
  }

  private static func merton(_ payoff: Contract.Payoff) -> Route {
    let value: (MertonSeries) -> Double
    switch payoff {
    case .vanilla(let side, let strike): value = { $0.vanilla(side, strike: strike) }
    case .digitalCash(let side, let strike, let cash):
      value = { $0.digitalCash(side, strike: strike, cash: cash) }
    case .digitalAsset(let side, let strike): value = { $0.digitalAsset(side, strike: strike) }
    default: return .none(reason: "under Merton only vanilla and digital options have a series")
    }
    return .known(.series) { place in
      guard case .merton(let volatility, let intensity, let mean, let deviation) = place.model
      else { return .nan }
      return value(
        MertonSeries(
          market: place.market, volatility: volatility, intensity: intensity, jumpMean: mean,
          jumpDeviation: deviation, maturity: place.contract.maturity))
    }
  }

  private static func kou(_ payoff: Contract.Payoff) -> Route {
    guard case .hitProbability(let level, let direction) = payoff else { return fourier(payoff) }
    return .known(.laplaceInversion) { place in
      guard case .kou(let volatility, let intensity, let up, let rateUp, let rateDown) = place.model
      else { return .nan }
      let process = KouJumpDiffusion(
        growth: place.market.growth, volatility: volatility, intensity: intensity, up: up, rateUp: rateUp,
        rateDown: rateDown)
      return KouFirstPassage(process: process, spot: place.market.spot, level: level, direction: direction)
        .probability(before: place.contract.maturity)
    }
  }

  private static func fourier(_ payoff: Contract.Payoff) -> Route {
    let value: (FourierPricing) throws -> Double
    switch payoff {
    case .vanilla(let side, let strike): value = { try $0.vanilla(side, strike: strike) }
    case .digitalCash(let side, let strike, let cash):
      value = { try cash * $0.digital(side, strike: strike, power: 0) }
    case .digitalAsset(let side, let strike): value = { try $0.digital(side, strike: strike, power: 1) }
    default: return .none(reason: "in this model only vanilla and digital options have a transform here")
    }
    return .known(.fourierIntegral) { place in
      guard let pricing = FourierPricing(place) else { return .nan }
      return try value(pricing)
    }
  }

  private static func twoAssets(_ payoff: Contract.Payoff) -> Route {
    let value: (TwoAssetOptions) -> Double
    switch payoff {
    case .exchange: value = { $0.exchange }
    case .geometricBasket(let side, let strike): value = { $0.geometricBasket(side, strike: strike) }
    case .maximumOfTwo(let side, let strike): value = { $0.maximum(side, strike: strike) }
    case .minimumOfTwo(let side, let strike): value = { $0.minimum(side, strike: strike) }
    default: return .none(reason: "this payoff on two assets has no closed form")
    }
    return .known(.closedForm) { place in
      guard case .twoAssets(let volatility, let second, let correlation) = place.model else { return .nan }
      return value(
        TwoAssetOptions(
          market: place.market, volatility: volatility, second: second, correlation: correlation,
          maturity: place.contract.maturity))
    }
  }
}
