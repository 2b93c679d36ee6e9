import OptionPricing
import RealModule
import Testing

/// Prices where a model or a contract becomes another, and where numbers are extreme.
@Suite struct LimitTests {
  let market = Market(spot: 100, rate: 0.05, dividendYield: 0.02)

  private func call(_ model: PriceModel, strike: Double = 105, maturity: Double = 0.7) throws -> Double {
    try #require(try closedFormPrice(.vanilla(.call, strike: strike), model, market, maturity: maturity))
  }

  private func heston(_ volatilityOfVariance: Double) -> PriceModel.HestonParameters {
    PriceModel.HestonParameters(
      variance: 0.04, reversion: 1.5, longVariance: 0.09, volatilityOfVariance: volatilityOfVariance,
      correlation: -0.5)
  }

  @Test func `Without jumps Merton, Kou and Bates are the models without jumps`() throws {
    let plain = try call(.blackScholes(volatility: 0.2))
    #expect(
      abs(try call(.merton(volatility: 0.2, intensity: 0, jumpMean: -0.1, jumpDeviation: 0.2)) - plain)
        < 1e-12)
    #expect(
      abs(try call(.kou(volatility: 0.2, intensity: 0, up: 0.3, rateUp: 25, rateDown: 20)) - plain) < 1e-11)
    let stochastic = try call(.heston(heston(0.4)))
    #expect(
      abs(try call(.bates(heston(0.4), intensity: 0, jumpMean: -0.1, jumpDeviation: 0.2)) - stochastic)
        < 1e-12)
  }

  @Test(arguments: [0, 1e-12, 1e-7, 1e-4])
  func `Heston with a variance that hardly moves is Black and Scholes with its mean`(xi: Double) throws {
    let mean = 0.09 + (0.04 - 0.09) * (1 - Double.exp(-1.5 * 0.7)) / (1.5 * 0.7)
    let plain = try call(.blackScholes(volatility: mean.squareRoot()))
    #expect(abs(try call(.heston(heston(xi))) - plain) < max(1e-11, 5 * xi))
  }

  @Test func `Many small jumps do not underflow: 800 of them make a diffusion`() throws {
    let merton = PriceModel.merton(volatility: 0.1, intensity: 800, jumpMean: 0, jumpDeviation: 0.005)
    let plain = try call(.blackScholes(volatility: (0.01 + 800 * 0.000025).squareRoot()), maturity: 1)
    #expect(abs(try call(merton, maturity: 1) - plain) < 1e-3)
    let more = PriceModel.merton(volatility: 0.1, intensity: 1e5, jumpMean: 0.01, jumpDeviation: 0)
    #expect(try call(more, maturity: 1) > 0)
  }

  @Test func `Merton's series and the Fourier integral agree: Bates with a constant variance`() throws {
    let still = PriceModel.HestonParameters(
      variance: 0.04, reversion: 0, longVariance: 0.04, volatilityOfVariance: 0, correlation: 0)
    for strike in [60.0, 95, 100, 170] {
      let series = try call(
        .merton(volatility: 0.2, intensity: 2, jumpMean: -0.2, jumpDeviation: 0.3), strike: strike)
      let integral = try call(.bates(still, intensity: 2, jumpMean: -0.2, jumpDeviation: 0.3), strike: strike)
      #expect(abs(series - integral) < 1e-11)
    }
  }

  @Test func `A barrier that is never reached changes nothing`() throws {
    let model = PriceModel.blackScholes(volatility: 0.2)
    let plain = try call(model)
    for monitoring in [Contract.Monitoring.continuous, .discrete(dates: 5)] {
      for (direction, level) in [(Contract.Direction.down, 1e-6), (.up, 1e6)] {
        let out = try #require(
          try closedFormPrice(
            .barrier(.call, strike: 105, level: level, direction, .out, monitoring), model, market,
            maturity: 0.7))
        #expect(abs(out - plain) < 1e-10)
      }
    }
  }

  @Test func `A chance of touching in Kou's model without jumps is that of Black and Scholes`() throws {
    let kou = PriceModel.kou(volatility: 0.3, intensity: 0, up: 0.5, rateUp: 10, rateDown: 10)
    for (level, direction) in [(100.5, Contract.Direction.up), (120, .up), (99, .down), (70, .down)] {
      let payoff = Contract.Payoff.hitProbability(level: level, direction)
      let jumps = try #require(try closedFormPrice(payoff, kou, market, maturity: 0.5))
      let plain = try #require(
        try closedFormPrice(payoff, .blackScholes(volatility: 0.3), market, maturity: 0.5))
      #expect(abs(jumps - plain) < 1e-9)
    }
  }

  @Test func `Means over one date are vanilla options, and many dates approach the mean over all times`()
    throws
  {
    let model = PriceModel.blackScholes(volatility: 0.2)
    let plain = try call(model)
    for payoff in [
      Contract.Payoff.arithmeticAsian(.call, strike: 105, .discrete(dates: 1)),
      .geometricAsian(.call, strike: 105, .discrete(dates: 1)),
    ] {
      let value = try #require(try closedFormPrice(payoff, model, market, maturity: 0.7))
      #expect(abs(value - plain) < 1e-11)
    }
    let all = try #require(
      try closedFormPrice(.arithmeticAsian(.call, strike: 105, .continuous), model, market, maturity: 0.7))
    let many = try #require(
      try closedFormPrice(
        .arithmeticAsian(.call, strike: 105, .discrete(dates: 200)), model, market, maturity: 0.7))
    #expect(abs(many - all) < 0.03)
    #expect(many > all)
  }

  @Test func `A mean is worth its forward price`() throws {
    let model = PriceModel.blackScholes(volatility: 0.4)
    let value = try #require(
      try closedFormPrice(.arithmeticAsian(.call, strike: 0, .continuous), model, market, maturity: 2))
    let expected = 100 * Double.exp(-0.1) * (Double.exp(0.06) - 1) / 0.06
    #expect(abs(value - expected) < 1e-8)
  }

  @Test(arguments: [1e-12, 1e-3, 20, 500, 1e5, 1e30])
  func `Extreme strikes stay within the bounds of no arbitrage`(strike: Double) throws {
    let models: [PriceModel] = [
      .blackScholes(volatility: 0.2), .blackScholes(volatility: 0), .blackScholes(volatility: 15),
      .merton(volatility: 0.2, intensity: 1, jumpMean: -0.1, jumpDeviation: 0.15),
      .merton(volatility: 0, intensity: 30, jumpMean: 0.1, jumpDeviation: 0.0),
      .kou(volatility: 0.2, intensity: 3, up: 0.3, rateUp: 25, rateDown: 20),
      .kou(volatility: 0.2, intensity: 3, up: 1, rateUp: 1.5, rateDown: 20),
      .heston(heston(0.5)), .bates(heston(0.5), intensity: 0.5, jumpMean: -0.1, jumpDeviation: 0.15),
    ]
    for model in models {
      for maturity in [0.01, 1] {
        let (asset, cash) = (100 * Double.exp(-0.02 * maturity), strike * Double.exp(-0.05 * maturity))
        let call = try call(model, strike: strike, maturity: maturity)
        let put = try #require(
          try closedFormPrice(.vanilla(.put, strike: strike), model, market, maturity: maturity))
        #expect(call >= max(0, asset - cash) - 1e-10 && call <= asset + 1e-10, "\(model) \(maturity) \(call)")
        #expect(put >= max(0, cash - asset) * (1 - 1e-13) - 1e-10, "\(model) \(maturity) \(put)")
        #expect(put <= cash * (1 + 1e-13) + 1e-10, "\(model) \(maturity) \(put)")
      }
    }
  }

  @Test func `At volatility 0 a vanilla option is what the forward price says`() throws {
    #expect(
      abs(
        try call(.blackScholes(volatility: 0), strike: 90, maturity: 1)
          - (100 * Double.exp(-0.02) - 90 * Double.exp(-0.05))) < 1e-12)
    #expect(try call(.blackScholes(volatility: 0), strike: 110, maturity: 1) == 0)
    let contract = Contract(.vanilla(.call, strike: 90), maturity: 1)
    let answer = try ClosedForm.answer(contract, model: .blackScholes(volatility: 0), market: market)
    #expect(answer?.greeks == nil)
  }
}
