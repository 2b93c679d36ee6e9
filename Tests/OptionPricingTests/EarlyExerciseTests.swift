import OptionPricing
import RealModule
import Testing

/// American and Bermudan options under Black and Scholes.
@Suite struct EarlyExerciseTests {
  private func price(
    _ side: Contract.Side, strike: Double, spot: Double = 100, rate: Double, yield: Double,
    volatility: Double = 0.2,
    maturity: Double = 1, _ exercise: Contract.Exercise
  ) throws -> Double {
    try #require(
      try closedFormPrice(
        .vanilla(side, strike: strike), .blackScholes(volatility: volatility),
        Market(spot: spot, rate: rate, dividendYield: yield), maturity: maturity, exercise: exercise))
  }

  @Test(arguments: [
    (0.05, 0.0), (0.05, 0.02), (0.03, 0.03), (0.02, 0.07), (0.0, -0.03), (0.1, -0.02), (0.2, 0.15), (1e-6, 0),
  ])
  func `More chances to exercise are worth more, and Bermudan options approach the American`(
    rate: Double, yield: Double
  ) throws {
    for strike in [80.0, 100, 125] {
      for volatility in [0.1, 0.5] {
        let value = { (exercise: Contract.Exercise) in
          try price(.put, strike: strike, rate: rate, yield: yield, volatility: volatility, exercise)
        }
        let (european, american) = (try value(.european), try value(.american))
        let bermudans = try [10, 20, 40].map { try max(strike - 100, value(.bermudan(dates: $0))) }
        #expect(european <= bermudans[0] + 1e-11)
        #expect(bermudans[0] <= bermudans[1] + 1e-11 && bermudans[1] <= bermudans[2] + 1e-11)
        #expect(bermudans[2] <= american + 1e-9)
        // The gap is of first order in the time between dates.
        let limit = 2 * bermudans[2] - bermudans[1]
        #expect(abs(limit - american) < 4e-3, "\(limit) \(american)")
      }
    }
  }

  @Test func `A call is a put with spot and strike, rate and yield exchanged`() throws {
    for exercise in [Contract.Exercise.american, .bermudan(dates: 6)] {
      let call = try price(.call, strike: 110, spot: 95, rate: 0.03, yield: 0.06, exercise)
      let put = try price(.put, strike: 95, spot: 110, rate: 0.06, yield: 0.03, exercise)
      #expect(abs(call - put) < 1e-10)
    }
  }

  @Test
  func `Greeks of a put do not reach into negative rates, and exercised it is the strike less the asset`()
    throws
  {
    let greeks = { (spot: Double, rate: Double, yield: Double) in
      let answer = try ClosedForm.answer(
        Contract(.vanilla(.put, strike: 110), exercise: .american, maturity: 1),
        model: .blackScholes(volatility: 0.4), market: Market(spot: spot, rate: rate, dividendYield: yield))
      return try #require(answer?.greeks)
    }
    let value = { (rate: Double) in
      try price(.put, strike: 110, rate: rate, yield: 0.03, volatility: 0.4, .american)
    }
    let slope = (try value(0.051) - value(0.049)) / 0.002
    let held = try greeks(100, 0.05, 0.03)
    #expect(abs(try #require(held.rho) - slope) < 1e-3 * abs(slope))
    let exercised = try greeks(30, 0.05, 0)
    #expect(exercised == Greeks(delta: -1, gamma: 0, vega: 0, theta: 0, rho: 0))
  }

  @Test func `Without dividends a call is never exercised early`() throws {
    let american = try price(.call, strike: 100, rate: 0.05, yield: 0, .american)
    #expect(american == (try price(.call, strike: 100, rate: 0.05, yield: 0, .european)))
  }

  @Test func `Deep in the money a put is exercised now`() throws {
    #expect(try price(.put, strike: 100, spot: 50, rate: 0.05, yield: 0, .american) == 50)
    let contract = Contract(.vanilla(.put, strike: 100), exercise: .american, maturity: 1)
    let answer = try ClosedForm.answer(
      contract, model: .blackScholes(volatility: 0.2), market: Market(spot: 50, rate: 0.05))
    let greeks = try #require(answer?.greeks)
    #expect(abs((greeks.delta ?? 0) + 1) < 1e-10 && abs(greeks.gamma ?? 1) < 1e-10)
    #expect(abs(greeks.vega ?? 1) < 1e-10)
  }

  @Test func `A long American put is the perpetual one`() throws {
    // Merton 1973: exponent -2 r / sigma^2 without dividends.
    let (rate, sigma) = (0.1, 0.2)
    let gamma = 2 * rate / (sigma * sigma)
    let boundary = 100 * gamma / (1 + gamma)
    let perpetual = (100 - boundary) * Double.pow(boundary / 100, gamma)
    let value = try price(.put, strike: 100, rate: rate, yield: 0, volatility: sigma, maturity: 80, .american)
    #expect(abs(value - perpetual) < 1e-6)
  }

  @Test func `At negative rates with two boundaries there is no answer, and it says why`() throws {
    let contract = Contract(.vanilla(.put, strike: 100), exercise: .american, maturity: 1)
    let market = Market(spot: 100, rate: -0.01, dividendYield: -0.03)
    #expect(try ClosedForm.answer(contract, model: .blackScholes(volatility: 0.2), market: market) == nil)
    let reason = try ClosedForm.reasonForNone(contract, model: .blackScholes(volatility: 0.2), market: market)
    #expect(reason?.contains("two boundaries") == true)
  }
}
