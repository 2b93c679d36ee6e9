import OptionPricing
import Testing

/// What a contract, a model or a market may not be: the message names the key, the value and the limit.
@Suite struct BadInputTests {
  private let market = Market(spot: 100, rate: 0.05)
  private let contract = Contract(.vanilla(.call, strike: 100), maturity: 1)
  private let model = PriceModel.blackScholes(volatility: 0.2)

  private func key(_ contract: Contract, _ model: PriceModel, _ market: Market) -> String? {
    do {
      try contract.check(model: model, market: market)
      return nil
    } catch OptionError.badParameter(let key, _, _) {
      return key
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [-0.1, -Double.infinity, .infinity, .nan, 1e300])
  func `Volatilities that are negative, infinite or no number are refused`(value: Double) {
    for model in [
      PriceModel.blackScholes(volatility: value), .bachelier(volatility: value),
      .merton(volatility: value, intensity: 1, jumpMean: 0, jumpDeviation: 0.1),
      .kou(volatility: value, intensity: 1, up: 0.5, rateUp: 10, rateDown: 10),
    ] {
      #expect(key(contract, model, market) == "volatility")
    }
  }

  @Test(arguments: [-1, 0, Double.infinity, .nan])
  func `Maturity and spot are positive`(value: Double) {
    var short = contract
    short.maturity = value
    #expect(key(short, model, market) == "maturity")
    #expect(key(contract, model, Market(spot: value, rate: 0)) == "spot")
  }

  @Test(arguments: [-1, Double.infinity, .nan])
  func `Strikes and intensities are not negative`(value: Double) {
    #expect(key(Contract(.vanilla(.put, strike: value), maturity: 1), model, market) == "strike")
    let merton = PriceModel.merton(volatility: 0.2, intensity: value, jumpMean: 0, jumpDeviation: 0.1)
    #expect(key(contract, merton, market) == "intensity")
    let kou = PriceModel.kou(volatility: 0.2, intensity: value, up: 0.5, rateUp: 10, rateDown: 10)
    #expect(key(contract, kou, market) == "intensity")
  }

  @Test(arguments: [1, 0.5, -2, Double.nan])
  func `Kou's upward rate is above 1`(value: Double) {
    let kou = PriceModel.kou(volatility: 0.2, intensity: 1, up: 0.5, rateUp: value, rateDown: 10)
    #expect(key(contract, kou, market) == "eta1")
  }

  @Test(arguments: [1.0001, -1.5, Double.nan])
  func `Correlations lie between -1 and 1`(value: Double) {
    let second = PriceModel.SecondAsset(spot: 90, dividendYield: 0, volatility: 0.3)
    let two = PriceModel.twoAssets(volatility: 0.2, second: second, correlation: value)
    #expect(key(Contract(.exchange, maturity: 1), two, market) == "correlation")
    let heston = PriceModel.HestonParameters(
      variance: 0.04, reversion: 1, longVariance: 0.04, volatilityOfVariance: 0.5, correlation: value)
    #expect(key(contract, .heston(heston), market) == "correlation")
  }

  @Test func `A barrier stands on its own side of the spot`() {
    for payoff in [
      Contract.Payoff.barrier(.call, strike: 100, level: 100, .down, .out, .continuous),
      .barrier(.call, strike: 100, level: 99, .up, .in, .discrete(dates: 3)),
      .oneTouch(level: 120, .down, cash: 1), .hitProbability(level: -5, .down),
      .doubleBarrier(.call, strike: 100, lower: 101, upper: 120, .out),
    ] {
      #expect(key(Contract(payoff, maturity: 1), model, market) == "barrier")
    }
    let double = Contract.Payoff.doubleBarrier(.call, strike: 100, lower: 80, upper: 100, .out)
    #expect(key(Contract(double, maturity: 1), model, market) == "barrier2")
  }

  @Test func `The message names the key, the value and the limit`() {
    let payoff = Contract.Payoff.barrier(.call, strike: 100, level: 105, .down, .out, .continuous)
    let error = #expect(throws: OptionError.self) {
      try Contract(payoff, maturity: 1).check(model: model, market: market)
    }
    #expect(
      error?.description == "barrier is 105.0; allowed: below the spot, 100.0, for a barrier that is down")
  }

  @Test(arguments: [0, -3, Int.max])
  func `The number of dates is positive and not too large`(dates: Int) {
    let bermudan = Contract(.vanilla(.put, strike: 100), exercise: .bermudan(dates: dates), maturity: 1)
    #expect(key(bermudan, model, market) == "dates")
    let mean = Contract(.arithmeticAsian(.put, strike: 100, .discrete(dates: dates)), maturity: 1)
    #expect(key(mean, model, market) == "dates")
  }

  @Test func `Payoff and model have the same number of assets`() {
    #expect(throws: OptionError.self) {
      try Contract(.exchange, maturity: 1).check(model: model, market: market)
    }
    let second = PriceModel.SecondAsset(spot: 90, dividendYield: 0, volatility: 0.3)
    #expect(throws: OptionError.self) {
      try contract.check(
        model: .twoAssets(volatility: 0.2, second: second, correlation: 0), market: market)
    }
  }

  @Test func `Pairs without a method have a reason, and no answer`() throws {
    let merton = PriceModel.merton(volatility: 0.2, intensity: 1, jumpMean: 0, jumpDeviation: 0.1)
    for (payoff, exercise, model) in [
      (Contract.Payoff.vanilla(.put, strike: 100), Contract.Exercise.american, merton),
      (.barrier(.call, strike: 100, level: 90, .down, .out, .continuous), .european, merton),
      (.floatingLookback(.call), .european, .bachelier(volatility: 20)),
      (.arithmeticAsian(.call, strike: 100, .discrete(dates: 90_000)), .european, model),
      (
        .barrier(.call, strike: 100, level: 90, .down, .out, .continuous), .european,
        .blackScholes(volatility: 0)
      ),
      (
        .vanilla(.put, strike: 100), .european,
        .kou(volatility: 0, intensity: 1, up: 0.5, rateUp: 10, rateDown: 10)
      ),
    ] {
      let contract = Contract(payoff, exercise: exercise, maturity: 1)
      #expect(try ClosedForm.answer(contract, model: model, market: market) == nil)
      #expect(try ClosedForm.reasonForNone(contract, model: model, market: market)?.isEmpty == false)
    }
    #expect(try ClosedForm.reasonForNone(contract, model: model, market: market) == nil)
  }

  @Test func `A recursion that would take too long says so instead`() {
    let payoff = Contract.Payoff.barrier(.call, strike: 100, level: 90, .down, .out, .discrete(dates: 252))
    #expect(throws: OptionError.self) {
      try closedFormPrice(payoff, .blackScholes(volatility: 1e-7), market, maturity: 1)
    }
  }
}
