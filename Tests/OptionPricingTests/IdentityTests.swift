import OptionPricing
import RealModule
import TestSupport
import Testing

/// Relations between prices that hold whatever the numbers, at random markets.
@Suite struct IdentityTests {
  /// Random numbers and markets.
  private struct Draws {
    private var stream = testStream(seed: 0)

    init(seed: UInt64) { stream = testStream(seed: seed) }

    mutating func between(_ low: Double, _ high: Double) -> Double {
      low + (high - low) * Double(stream.next() >> 11) * 0x1p-53
    }

    mutating func market() -> Market {
      Market(spot: between(50, 150), rate: between(-0.02, 0.1), dividendYield: between(-0.02, 0.1))
    }
  }

  private static let models: [PriceModel] = [
    .blackScholes(volatility: 0.25),
    .merton(volatility: 0.2, intensity: 1.5, jumpMean: -0.1, jumpDeviation: 0.15),
    .kou(volatility: 0.2, intensity: 3, up: 0.3, rateUp: 25, rateDown: 20),
    .heston(heston),
    .bates(heston, intensity: 0.5, jumpMean: -0.1, jumpDeviation: 0.15),
  ]
  private static let heston = PriceModel.HestonParameters(
    variance: 0.04, reversion: 1.5, longVariance: 0.06, volatilityOfVariance: 0.5, correlation: -0.7)

  @Test(arguments: models + [.bachelier(volatility: 20)])
  func `Call less put is the forward price less the strike`(model: PriceModel) throws {
    var draws = Draws(seed: 11)
    for _ in 0..<20 {
      let (market, maturity, strike) = (draws.market(), draws.between(0.1, 2), draws.between(40, 200))
      let call = try #require(
        try closedFormPrice(.vanilla(.call, strike: strike), model, market, maturity: maturity))
      let put = try #require(
        try closedFormPrice(.vanilla(.put, strike: strike), model, market, maturity: maturity))
      let forward =
        market.spot * Double.exp(-market.dividendYield * maturity) - strike
        * Double.exp(-market.rate * maturity)
      #expect(abs(call - put - forward) < 1e-10)
    }
  }

  @Test(arguments: models + [.bachelier(volatility: 20)])
  func `A call is the asset less the strike in cash, each if it ends in the money`(model: PriceModel) throws {
    var draws = Draws(seed: 12)
    for _ in 0..<20 {
      let (market, maturity, strike) = (draws.market(), draws.between(0.1, 2), draws.between(40, 200))
      let call = try #require(
        try closedFormPrice(.vanilla(.call, strike: strike), model, market, maturity: maturity))
      let asset = try #require(
        try closedFormPrice(.digitalAsset(.call, strike: strike), model, market, maturity: maturity))
      let cash = try #require(
        try closedFormPrice(
          .digitalCash(.call, strike: strike, cash: strike), model, market, maturity: maturity))
      #expect(abs(call - asset + cash) < 1e-10)
      let other = try #require(
        try closedFormPrice(.digitalAsset(.put, strike: strike), model, market, maturity: maturity))
      #expect(abs(asset + other - market.spot * Double.exp(-market.dividendYield * maturity)) < 1e-10)
    }
  }

  @Test(arguments: [Contract.Monitoring.continuous, .discrete(dates: 1), .discrete(dates: 7)])
  func `Knock-in and knock-out together are the vanilla option`(monitoring: Contract.Monitoring) throws {
    var draws = Draws(seed: 13)
    for _ in 0..<20 {
      let (market, maturity, strike) = (draws.market(), draws.between(0.1, 2), draws.between(40, 200))
      let model = PriceModel.blackScholes(volatility: draws.between(0.05, 0.6))
      for (direction, factor) in [
        (Contract.Direction.up, draws.between(1.01, 1.5)), (.down, draws.between(0.6, 0.99)),
      ] {
        for side in Contract.Side.allCases {
          let value = { (knock: Contract.Knock) in
            try #require(
              try closedFormPrice(
                .barrier(side, strike: strike, level: market.spot * factor, direction, knock, monitoring),
                model,
                market, maturity: maturity))
          }
          let vanilla = try #require(
            try closedFormPrice(.vanilla(side, strike: strike), model, market, maturity: maturity))
          let (out, in_) = (try value(.out), try value(.in))
          #expect(abs(out + in_ - vanilla) < 1e-10)
          #expect(out >= 0 && out <= vanilla + 1e-10)
        }
      }
    }
  }

  @Test func `A chance of touching is what a knocked-out claim on 1 has lost`() throws {
    let market = Market(spot: 100, rate: 0, dividendYield: 0.04)
    let model = PriceModel.blackScholes(volatility: 0.3)
    for (direction, level) in [(Contract.Direction.up, 130.0), (.down, 85)] {
      // The derivative in the strike of a put far above the barrier, or a call at strike 0, is the chance to survive.
      let value = { (strike: Double) in
        try #require(
          try closedFormPrice(
            .barrier(.put, strike: strike, level: level, direction, .out, .continuous), model, market,
            maturity: 1))
      }
      let hit = try #require(
        try closedFormPrice(.hitProbability(level: level, direction), model, market, maturity: 1))
      if direction == .up {
        #expect(abs((try value(201) - value(200)) - (1 - hit)) < 1e-12)
      }
      let touch = try #require(
        try closedFormPrice(.oneTouch(level: level, direction, cash: 1), model, market, maturity: 1))
      #expect(abs(touch - hit) < 1e-12)
    }
  }

  @Test func `Rates below the roots of the touch's formula go on where it ends`() throws {
    let value = { (rate: Double) in
      // With yield = rate + 0.0072 the drift is that of a volatility of 0.12 about no growth: roots end at -0.0072.
      try #require(
        try ClosedForm.answer(
          Contract(.oneTouch(level: 0.9, .up, cash: 1), maturity: 5), model: .blackScholes(volatility: 0.12),
          market: Market(spot: 0.85, rate: rate, dividendYield: rate + 0.0072), greeks: false))
    }
    let edge = -0.0144 * 0.0144 / (2 * 0.0144)
    let (above, below) = (try value(edge + 1e-9), try value(edge - 1e-9))
    #expect(above.method == .closedForm && below.method == .quadrature)
    // The touch discounts over less than 5 years.
    #expect(below.price > above.price && below.price - above.price < 5 * 2e-9)
    // By mpmath, 30 digits: quadrature of the density of the time of touching.
    let far = try closedFormPrice(
      .oneTouch(level: 1.111609792, .up, cash: 20), .blackScholes(volatility: 0.12),
      Market(spot: 0.85, rate: -0.02, dividendYield: -0.01), maturity: 5)
    #expect(abs(try #require(far) - 4.72545983746633) < 1e-12)
  }

  @Test func `A double barrier far on one side is a single one`() throws {
    var draws = Draws(seed: 14)
    for _ in 0..<20 {
      let (market, maturity) = (draws.market(), draws.between(0.1, 1))
      let model = PriceModel.blackScholes(volatility: draws.between(0.1, 0.4))
      let level = market.spot * draws.between(0.7, 0.98)
      let double = try #require(
        try closedFormPrice(
          .doubleBarrier(.put, strike: 100, lower: level, upper: market.spot * 50, .out), model, market,
          maturity: maturity))
      let single = try #require(
        try closedFormPrice(
          .barrier(.put, strike: 100, level: level, .down, .out, .continuous), model, market,
          maturity: maturity))
      #expect(abs(double - single) < 1e-10)
    }
  }

  @Test func `A double barrier option is continuous where the sum of images gives way to the sines`() throws {
    let market = Market(spot: 100, rate: 0.05, dividendYield: 0.02)
    let payoff = Contract.Payoff.doubleBarrier(.call, strike: 98, lower: 85, upper: 120, .out)
    let edge = Double.log(120.0 / 85)
    let below = try #require(
      try closedFormPrice(payoff, .blackScholes(volatility: edge * (1 - 1e-13)), market, maturity: 1))
    let above = try #require(
      try closedFormPrice(payoff, .blackScholes(volatility: edge * (1 + 1e-13)), market, maturity: 1))
    #expect(abs(below - above) < 1e-11)
    #expect(below > 0.01)
  }

  @Test
  func
    `A lookback call and the maximum: floating put is a fixed call at the spot plus the spot less the asset`()
    throws
  {
    var draws = Draws(seed: 15)
    for _ in 0..<20 {
      let (market, maturity) = (draws.market(), draws.between(0.1, 2))
      let model = PriceModel.blackScholes(volatility: draws.between(0.05, 0.6))
      let floating = try #require(
        try closedFormPrice(.floatingLookback(.put), model, market, maturity: maturity))
      let fixed = try #require(
        try closedFormPrice(.fixedLookback(.call, strike: market.spot), model, market, maturity: maturity))
      let rest =
        market.spot * (Double.exp(-market.rate * maturity) - Double.exp(-market.dividendYield * maturity))
      #expect(abs(floating - fixed - rest) < 1e-9)
    }
  }

  @Test func `The lookback formula of Goldman, Sosin and Gatto, also near equal rates`() throws {
    for (rate, sigma) in [(0.07, 0.2), (0.0001, 0.35)] {
      let value = try #require(
        try closedFormPrice(
          .floatingLookback(.put), .blackScholes(volatility: sigma), Market(spot: 100, rate: rate),
          maturity: 1))
      let (a1, ratio) = (rate / sigma + sigma / 2, sigma * sigma / (2 * rate))
      let cumulative = { (x: Double) in Double.erfc(-x / 2.0.squareRoot()) / 2 }
      let expected =
        100
        * (Double.exp(-rate) * (1 - ratio) * cumulative(sigma - a1) + (1 + ratio) * cumulative(a1) - 1)
      #expect(abs(value - expected) < 1e-9)
    }
    let level = try #require(
      try closedFormPrice(
        .floatingLookback(.put), .blackScholes(volatility: 0.35), Market(spot: 100, rate: 0), maturity: 1))
    let near = try #require(
      try closedFormPrice(
        .floatingLookback(.put), .blackScholes(volatility: 0.35), Market(spot: 100, rate: 1e-9), maturity: 1))
    #expect(abs(level - near) < 1e-6)
  }

  @Test func `The larger and the smaller of two are the two`() throws {
    var draws = Draws(seed: 16)
    for _ in 0..<40 {
      let (market, maturity, strike) = (draws.market(), draws.between(0.1, 2), draws.between(40, 200))
      let volatility = draws.between(0.05, 0.6)
      let second = PriceModel.SecondAsset(
        spot: draws.between(50, 150), dividendYield: 0.01, volatility: draws.between(0.05, 0.6))
      let correlation = max(-1, min(1, draws.between(-1.2, 1.2)))
      let model = PriceModel.twoAssets(volatility: volatility, second: second, correlation: correlation)
      let larger = try #require(
        try closedFormPrice(.maximumOfTwo(.put, strike: strike), model, market, maturity: maturity))
      let smaller = try #require(
        try closedFormPrice(.minimumOfTwo(.put, strike: strike), model, market, maturity: maturity))
      let first = try #require(
        try closedFormPrice(
          .vanilla(.put, strike: strike), .blackScholes(volatility: volatility), market, maturity: maturity))
      let other = try #require(
        try closedFormPrice(
          .vanilla(.put, strike: strike), .blackScholes(volatility: second.volatility),
          Market(spot: second.spot, rate: market.rate, dividendYield: 0.01), maturity: maturity))
      #expect(abs(larger + smaller - first - other) < 1e-9)
      // max(S1, S2) = S2 + (S1 - S2)+
      let exchange = try #require(try closedFormPrice(.exchange, model, market, maturity: maturity))
      let best = try #require(
        try closedFormPrice(.maximumOfTwo(.call, strike: 0), model, market, maturity: maturity))
      #expect(abs(best - second.spot * Double.exp(-0.01 * maturity) - exchange) < 1e-9)
    }
  }
}
