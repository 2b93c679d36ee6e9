import MarkovChains
import RealModule

/// Contracts that one walk can price: on the same asset, in the same market and model, with several strikes and
/// maturities.
public struct OptionStrip: Hashable, Sendable {
  public var market: Market
  public var model: PriceModel
  public var contracts: [Contract]

  /// - Throws: `OptionError` for a parameter outside its range, naming it.
  public init(_ contracts: [Contract], model: PriceModel, market: Market) throws {
    for contract in contracts { try contract.check(model: model, market: market) }
    self.contracts = contracts
    self.model = model
    self.market = market
  }

  /// The latest maturity.
  var horizon: Double { contracts.map(\.maturity).max() ?? 0 }

  /// The process of ln S (arithmetic Brownian motion: of S about its forward price); nil where one coordinate is not
  /// enough.
  var process: LevyProcess? {
    let growth = market.growth
    switch model {
    case .blackScholes(let volatility):
      return GeometricBrownianMotion(growth: growth, volatility: volatility).logarithm
    case .bachelier(let volatility): return LevyProcess(drift: 0, variance: volatility * volatility)
    case .merton(let volatility, let intensity, let mean, let deviation):
      return MertonJumpDiffusion(
        growth: growth, volatility: volatility, intensity: intensity, jumpMean: mean, jumpDeviation: deviation
      ).logarithm
    case .kou(let volatility, let intensity, let up, let rateUp, let rateDown):
      return KouJumpDiffusion(
        growth: growth, volatility: volatility, intensity: intensity, up: up, rateUp: rateUp,
        rateDown: rateDown
      ).logarithm
    case .heston, .bates, .twoAssets: return nil
    }
  }

  /// How a place of that process is a price after the time `time`.
  func scale(at time: Double) -> PriceScale {
    if case .bachelier = model { return .linear(reference: market.forward(at: time)) }
    return .logarithmic(reference: market.spot)
  }

  /// The closed form of one of the contracts, or a transform; nil where there is none.
  ///
  /// - Throws: `OptionError` where the method fails for these numbers.
  public func closedForm(of contract: Contract, greeks: Bool = true) throws -> ClosedForm.Answer? {
    try ClosedForm.answer(contract, model: model, market: market, greeks: greeks)
  }

  func discount(to time: Double) -> Double { Double.exp(-market.rate * time) }
}

extension Market {
  /// A ten-thousandth of the spot: what biases are told in.
  public var basisPoint: Double { spot * 1e-4 }

  /// The price now of the asset, to be paid for and had after the time `time`.
  public func forward(at time: Double) -> Double { spot * Double.exp(growth * time) }
}
