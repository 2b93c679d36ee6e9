import MarkovChains
import OptionPricing

extension OptionWalk {
  /// The exact mean of every entry on the chain that is walked.
  var exact: [Double] { estimate.exact(ExpectedTally(of: problem, recordedSteps: recordedSteps)) }

  /// The exact variance of what one walker adds to an entry.
  func variance(of entry: Int) -> Double {
    estimate.varianceOfOneWalker(entry: entry, of: problem, recordedSteps: recordedSteps) ?? .nan
  }
}

/// What the tests of walks share: the market and the models of the table of option answers.
enum Trial {
  static let market = Market(spot: 100, rate: 0.05)
  static let blackScholes = PriceModel.blackScholes(volatility: 0.2)
  static let merton = PriceModel.merton(volatility: 0.2, intensity: 1, jumpMean: -0.1, jumpDeviation: 0.15)
  static let kou = PriceModel.kou(volatility: 0.2, intensity: 3, up: 0.3, rateUp: 25, rateDown: 20)
  /// The strikes of the tables of lattice biases.
  static let strikes = [80.0, 90, 95, 100, 105, 110, 120]
  /// One basis point of the spot, in money.
  static let basisPoint = 0.01

  static func calls(_ model: PriceModel, strikes: [Double] = strikes, maturities: [Double] = [1]) throws
    -> OptionStrip
  {
    try OptionStrip(
      maturities.flatMap { time in strikes.map { Contract(.vanilla(.call, strike: $0), maturity: time) } },
      model: model, market: market)
  }
}
