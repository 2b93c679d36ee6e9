import ArgumentParser
import Experiments
import FileFormats
import OptionPricing

/// One option or a strip, by flags. Values are checked together with the contract, so they are kept as text here.
struct OptionArguments: ParsableArguments {
  @Option(parsing: .unconditional, help: "BS, Bachelier, Merton, Kou, Heston, Bates or BS2 (two assets).")
  var model: String?
  @Option(parsing: .unconditional, help: "Payoff, as in the column of a table of options (default: vanilla).")
  var payoff: String?
  @Option(parsing: .unconditional, help: "call or put; for a touch up or down.")
  var optionType: String?
  @Option(parsing: .unconditional, help: "european (default), american or bermudan.")
  var exercise: String?
  @Option(parsing: .unconditional, help: "Price of the asset now.")
  var spot: String?
  @Option(parsing: .unconditional, help: "Strike, or several divided by commas.")
  var strike: String?
  @Option(parsing: .unconditional, help: "Years to maturity, or several divided by commas.")
  var maturity: String?
  @Option(parsing: .unconditional, help: "Interest rate, continuous, per year (default: 0).")
  var rate: String?
  @Option(parsing: .unconditional, help: "Dividend yield, continuous, per year (default: 0).")
  var dividendYield: String?
  @Option(parsing: .unconditional, help: "Volatility per square root of a year.")
  var volatility: String?
  @Option(parsing: .unconditional, help: "Jumps per year.")
  var intensity: String?
  @Option(parsing: .unconditional, help: "Mean of a jump of ln S.")
  var jumpMean: String?
  @Option(parsing: .unconditional, help: "Standard deviation of a jump of ln S.")
  var jumpDeviation: String?
  @Option(parsing: .unconditional, help: "Kou: probability that a jump goes up.")
  var upProbability: String?
  @Option(parsing: .unconditional, help: "Kou: rate of upward jumps, above 1.")
  var eta1: String?
  @Option(parsing: .unconditional, help: "Kou: rate of downward jumps.")
  var eta2: String?
  @Option(parsing: .unconditional, help: "Heston: variance now.")
  var variance: String?
  @Option(parsing: .unconditional, help: "Heston: rate of return of the variance.")
  var reversion: String?
  @Option(parsing: .unconditional, help: "Heston: variance in the long run.")
  var longVariance: String?
  @Option(parsing: .unconditional, help: "Heston: volatility of the variance.")
  var volatilityOfVariance: String?
  @Option(parsing: .unconditional, help: "Heston: correlation of price and variance.")
  var varianceCorrelation: String?
  @Option(parsing: .unconditional, help: "Barrier; of two the lower one.")
  var barrier: String?
  @Option(parsing: .unconditional, help: "The upper one of two barriers.")
  var upperBarrier: String?
  @Option(parsing: .unconditional, help: "down-out, down-in, up-out, up-in; of two knock-out, knock-in.")
  var barrierType: String?
  @Option(parsing: .unconditional, help: "What a digital or a touch pays (default: 1).")
  var cash: String?
  @Option(parsing: .unconditional, help: "Dates at which the path is looked at, or the holder may exercise.")
  var dates: String?
  @Option(parsing: .unconditional, help: "Two assets: price of the second.")
  var secondSpot: String?
  @Option(parsing: .unconditional, help: "Two assets: dividend yield of the second (default: 0).")
  var secondDividendYield: String?
  @Option(parsing: .unconditional, help: "Two assets: volatility of the second.")
  var secondVolatility: String?
  @Option(parsing: .unconditional, help: "Two assets: their correlation.")
  var correlation: String?

  var values: [OptionKey: String] {
    let all: [(OptionKey, String?)] = [
      (.model, model), (.payoff, payoff), (.optionType, optionType), (.exercise, exercise), (.spot, spot),
      (.strike, strike), (.maturity, maturity), (.rate, rate), (.dividendYield, dividendYield),
      (.volatility, volatility), (.intensity, intensity), (.jumpMean, jumpMean),
      (.jumpDeviation, jumpDeviation), (.upProbability, upProbability), (.rateUp, eta1), (.rateDown, eta2),
      (.variance, variance), (.reversion, reversion), (.longVariance, longVariance),
      (.volatilityOfVariance, volatilityOfVariance), (.varianceCorrelation, varianceCorrelation),
      (.barrier, barrier), (.upperBarrier, upperBarrier), (.barrierType, barrierType), (.cash, cash),
      (.dates, dates), (.secondSpot, secondSpot), (.secondDividendYield, secondDividendYield),
      (.secondVolatility, secondVolatility), (.correlation, correlation),
    ]
    return Dictionary(uniqueKeysWithValues: all.compactMap { key, text in text.map { (key, $0) } })
  }

  /// - Throws: `UsageError` for values that are no option. It is asked for when all flags are read, so that one that is
  ///   spelled wrongly is told as such, and not as missing.
  func strip() throws -> OptionStrip {
    if let empty = values.filter({ $0.value.isEmpty }).keys.map(\.flag).min() {
      throw UsageError(message: "\(empty) is empty; give it a value, or leave it out", command: "price")
    }
    do { return try OptionStrip(fields) } catch {
      throw UsageError(message: "\(error)", command: "price")
    }
  }

  /// The values with their flags as names; every value was given as text, so quotes keep a YAML file from reading more
  /// into it.
  var fields: OptionFields {
    OptionFields(values, name: \.flag) { _, message in ValidationError(message) }
  }
}
