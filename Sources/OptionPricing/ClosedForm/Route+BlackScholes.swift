extension Route {
  static func blackScholes(_ payoff: Contract.Payoff, _ volatility: Double, _ market: Market) -> Route {
    switch payoff {
    case .vanilla(let side, let strike): return route(.closedForm) { $0.vanilla(side, strike: strike) }
    case .digitalCash(let side, let strike, let cash):
      return route(.closedForm) { $0.digitalCash(side, strike: strike, cash: cash) }
    case .digitalAsset(let side, let strike):
      return route(.closedForm) { $0.digitalAsset(side, strike: strike) }
    default:
      guard volatility > 0 else {
        return .none(reason: "the formula of this payoff divides by the volatility")
      }
      return pathDependent(payoff, volatility, market)
    }
  }

  private static func pathDependent(
    _ payoff: Contract.Payoff, _ volatility: Double, _ market: Market
  ) -> Route {
    switch payoff {
    case .barrier(let side, let strike, let level, let direction, let knock, .continuous):
      return route(.closedForm) {
        SingleBarrier(model: $0, level: level, direction: direction).option(side, strike: strike, knock)
      }
    case .barrier(let side, let strike, let level, let direction, let knock, .discrete(let dates)):
      return recursion(dates, limit: DiscreteBarrier.dateLimit) {
        try DiscreteBarrier(model: $0, level: level, direction: direction, dates: dates)
          .option(side, strike: strike, knock)
      }
    case .doubleBarrier(let side, let strike, let lower, let upper, let knock):
      return route(.series) {
        DoubleBarrier(model: $0, lower: lower, upper: upper).option(side, strike: strike, knock)
      }
    case .oneTouch(let level, let direction, let cash):
      return route(SingleBarrier.touchSquare(market, volatility) >= 0 ? .closedForm : .quadrature) {
        cash * SingleBarrier(model: $0, level: level, direction: direction).oneTouch
      }
    case .hitProbability(let level, let direction):
      return route(.closedForm) {
        SingleBarrier(model: $0, level: level, direction: direction).hitProbability
      }
    case .floatingLookback(let side): return route(.quadrature) { Lookback(model: $0).floating(side) }
    case .fixedLookback(let side, let strike):
      return route(.quadrature) { Lookback(model: $0).fixed(side, strike: strike) }
    case .geometricAsian(let side, let strike, let monitoring):
      return route(.closedForm) {
        GeometricAsian(model: $0, monitoring: monitoring).price(side, strike: strike)
      }
    case .arithmeticAsian(let side, let strike, .discrete(let dates)):
      return recursion(dates, limit: ArithmeticAsian.dateLimit) {
        try ArithmeticAsian(model: $0).discrete(side, strike: strike, dates: dates)
      }
    case .arithmeticAsian(let side, let strike, .continuous):
      return route(.extrapolatedRecursion) { try ArithmeticAsian(model: $0).continuous(side, strike: strike) }
    default: return .none(reason: "this payoff on one asset has no closed form")
    }
  }

  static func early(_ contract: Contract, _ model: PriceModel, _ market: Market) -> Route {
    guard case .vanilla(let side, let strike) = contract.payoff else {
      if case .oneTouch = contract.payoff { return european(of: contract, model, market) }
      return .none(reason: "with early exercise only vanilla options are priced")
    }
    guard case .blackScholes(let volatility) = model else {
      return .none(reason: "early exercise has an accurate method under Black and Scholes only")
    }
    guard volatility > 0 && strike > 0 else {
      return .none(reason: "the method of early exercise needs a volatility and a strike above 0")
    }
    switch EarlyExercise(side, market: market) {
    case .never: return european(of: contract, model, market)
    case .twoBoundaries:
      return .none(reason: "at these negative rates there may be two boundaries of early exercise")
    case .oneBoundary: break
    }
    if case .bermudan(let dates) = contract.exercise {
      return recursion(dates, limit: BermudanOption.dateLimit) {
        try BermudanOption(model: $0, side: side, strike: strike, dates: dates).price()
      }
    }
    return route(.integralEquation) {
      try AmericanOption(model: $0, side: side, strike: strike).price
    }
  }

  private static func european(of contract: Contract, _ model: PriceModel, _ market: Market) -> Route {
    var contract = contract
    contract.exercise = .european
    return route(contract, model, market)
  }

  private static func recursion(
    _ dates: Int, limit: Int, price: @escaping (BlackScholes) throws -> Double
  ) -> Route {
    guard dates <= limit else {
      return .none(
        reason: "the quadrature recursion takes too long for \(dates) dates; it goes up to \(limit)")
    }
    return route(.quadratureRecursion, price: price)
  }

  private static func route(
    _ method: ClosedForm.Method, price: @escaping (BlackScholes) throws -> Double
  ) -> Route {
    .known(method) { place in
      guard case .blackScholes(let volatility) = place.model else { return .nan }
      return try price(place.blackScholes(volatility))
    }
  }
}
