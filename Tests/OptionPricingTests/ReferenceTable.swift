import OptionPricing
import TestSupport

/// A row of the table of option answers.
struct ReferenceRow: Sendable, CustomStringConvertible {
  let id: String
  let contract: Contract
  let model: PriceModel
  let market: Market
  let price: Double
  let greeks: Greeks

  var description: String { id }
}

enum ReferenceTable {
  static let path = "Tests/OptionPricingTests/Reference/option_reference.csv"

  static let rows: [ReferenceRow] = {
    guard let text = try? ProjectFolder.text(of: path) else { return [] }
    let lines = text.split(whereSeparator: \.isNewline)
    let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return ReferenceCells(cells: Dictionary(uniqueKeysWithValues: zip(names, cells))).row
    }
  }()
}

/// The cells of a row by the names of their columns.
private struct ReferenceCells {
  let cells: [String: String]

  func text(_ name: String) -> String { cells[name] ?? "" }
  func number(_ name: String) -> Double { Double(text(name)) ?? .nan }
  func optional(_ name: String) -> Double? { Double(text(name)) }

  var row: ReferenceRow {
    ReferenceRow(
      id: text("id"), contract: Contract(payoff, exercise: exercise, maturity: number("T")), model: model,
      market: Market(spot: number("S0"), rate: number("r"), dividendYield: number("q")),
      price: number("price"),
      greeks: Greeks(
        delta: optional("delta"), gamma: optional("gamma"), vega: optional("vega"), theta: optional("theta"),
        rho: optional("rho_greek")))
  }

  private var side: Contract.Side { Contract.Side(rawValue: text("option_type")) ?? .call }
  private var dates: Int { Int(text("n_dates")) ?? 0 }

  private var exercise: Contract.Exercise {
    switch text("exercise") {
    case "american": .american
    case "bermudan": .bermudan(dates: dates)
    default: .european
    }
  }

  private var model: PriceModel {
    let sigma = number("sigma")
    switch text("model") {
    case "BS": return .blackScholes(volatility: sigma)
    case "Bachelier": return .bachelier(volatility: sigma)
    case "Merton":
      return .merton(
        volatility: sigma, intensity: number("lam"), jumpMean: number("mu_j"),
        jumpDeviation: number("sigma_j"))
    case "Kou":
      return .kou(
        volatility: sigma, intensity: number("lam"), up: number("p_up"), rateUp: number("eta1"),
        rateDown: number("eta2"))
    case "Heston": return .heston(heston)
    case "Bates":
      return .bates(
        heston, intensity: number("lam"), jumpMean: number("mu_j"), jumpDeviation: number("sigma_j"))
    default:
      let second = PriceModel.SecondAsset(
        spot: number("S0_2"), dividendYield: number("q_2"), volatility: number("sigma_2"))
      return .twoAssets(volatility: sigma, second: second, correlation: number("corr"))
    }
  }

  private var heston: PriceModel.HestonParameters {
    PriceModel.HestonParameters(
      variance: number("v0"), reversion: number("kappa"), longVariance: number("theta_v"),
      volatilityOfVariance: number("xi"), correlation: number("rho_sv"))
  }

  private var payoff: Contract.Payoff {
    let (strike, barrier) = (number("K"), number("barrier"))
    switch text("payoff") {
    case "vanilla": return .vanilla(side, strike: strike)
    case "digital_cash": return .digitalCash(side, strike: strike, cash: number("cash"))
    case "digital_asset": return .digitalAsset(side, strike: strike)
    case "barrier_continuous": return barrierOption(.continuous)
    case "barrier_discrete": return barrierOption(.discrete(dates: dates))
    case "double_barrier_continuous":
      return .doubleBarrier(side, strike: strike, lower: barrier, upper: number("barrier2"), knock)
    case "one_touch_pay_at_hit":
      return .oneTouch(level: barrier, touchDirection, cash: number("cash"))
    case "running_max_hit_probability": return .hitProbability(level: barrier, touchDirection)
    case "asian_geometric_continuous": return .geometricAsian(side, strike: strike, .continuous)
    case "asian_geometric_discrete": return .geometricAsian(side, strike: strike, .discrete(dates: dates))
    case "asian_arithmetic_continuous": return .arithmeticAsian(side, strike: strike, .continuous)
    case "asian_arithmetic_discrete": return .arithmeticAsian(side, strike: strike, .discrete(dates: dates))
    case "lookback_floating": return .floatingLookback(side)
    case "lookback_fixed": return .fixedLookback(side, strike: strike)
    case "geometric_basket": return .geometricBasket(side, strike: strike)
    case "max_of_two": return .maximumOfTwo(side, strike: strike)
    case "min_of_two": return .minimumOfTwo(side, strike: strike)
    default: return .exchange
    }
  }

  private var touchDirection: Contract.Direction {
    Contract.Direction(rawValue: text("option_type")) ?? .up
  }

  private var knock: Contract.Knock { text("barrier_type").hasSuffix("in") ? .in : .out }

  private func barrierOption(_ monitoring: Contract.Monitoring) -> Contract.Payoff {
    let direction: Contract.Direction = text("barrier_type").hasPrefix("up") ? .up : .down
    return .barrier(side, strike: number("K"), level: number("barrier"), direction, knock, monitoring)
  }
}
