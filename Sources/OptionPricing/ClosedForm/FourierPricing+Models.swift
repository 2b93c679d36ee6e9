import ComplexModule
import MarkovChains
import RealModule

extension FourierPricing {
  /// For Kou's, Heston's and Bates's model; nil for the others.
  init?(_ place: PricingPlace) {
    let (market, time) = (place.market, place.contract.maturity)
    let discount = Double.exp(-market.rate * time)
    let forward = market.spot * Double.exp(market.growth * time)
    switch place.model {
    case .kou(let volatility, let intensity, let up, let rateUp, let rateDown):
      let process = KouJumpDiffusion(
        growth: 0, volatility: volatility, intensity: intensity, up: up, rateUp: rateUp, rateDown: rateDown
      ).logarithm
      self.init(discount: discount, forward: forward) { Complex.exp(process.exponent($0).scaled(time)) }
    case .heston(let parameters):
      let model = parameters.model
      self.init(discount: discount, forward: forward) { model.characteristicFunction($0, time: time) }
    case .bates(let parameters, let intensity, let mean, let deviation):
      let model = BatesModel(
        heston: parameters.model, intensity: intensity, jumpMean: mean, jumpDeviation: deviation)
      self.init(discount: discount, forward: forward) { model.characteristicFunction($0, time: time) }
    case .blackScholes, .bachelier, .merton, .twoAssets: return nil
    }
  }
}

extension PriceModel.HestonParameters {
  /// The model of the price in units of the forward price.
  var model: HestonModel {
    HestonModel(
      growth: 0, variance: variance, reversion: reversion, longVariance: longVariance,
      volatilityOfVariance: volatilityOfVariance, correlation: correlation)
  }
}
