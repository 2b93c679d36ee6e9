import ComplexModule
import FixedPoint
import MarkovChains
import RealModule

/// Heston's and Bates's models as a product lattice, read by cells that follow the law of the drawn chain.
struct VolatilityProduct: PricedProduct {
  private let lattice: StochasticVolatilityLattice
  private let spot: Double

  init(model: BatesModel, spot: Double, maturity: Double, states: Int, grid: ProbabilityGrid) throws {
    lattice = try StochasticVolatilityLattice(model: model, time: maturity, states: states, grid: grid)
    self.spot = spot
  }

  var product: ProductLattice { lattice.product }
  var startState: Int { lattice.startState }
  var steps: Int { lattice.steps }

  var text: String {
    "Product lattice: \(product.rows) nodes of the variance times \(product.columns) of the logarithm, "
      + "\(steps) steps, \(product.grid.bits)-bit gates drawn exactly. Chosen because the variance walks: the "
      + "two coordinates step independently given the variance, on meshes of second order, and cells are placed such that "
      + "the law has the spread, skewness and kurtosis of the model."
  }

  func payoffs(_ payoff: Contract.Payoff, law: [Double]) throws -> [Double] {
    guard let payoff = TerminalPayoff(payoff) else {
      throw OptionError.mismatch("under stochastic variance payoffs of the final price are walked")
    }
    let cells = CalibratedCells(
      places: law.indices.map { lattice.logPrice(of: $0, after: steps) }, law: law, spacing: lattice.spacing,
      moments: logMoments
    ) { lattice.model.characteristicFunction(Complex($0), time: lattice.time) }
    let prices = PriceScale.logarithmic(reference: spot)
    return law.indices.map { payoff.average(over: cells[$0], on: prices) }
  }

  /// Mean and variance of ln(S_T / S_0), by differences of fourth order of the cumulant generating function.
  private var logMoments: (mean: Double, variance: Double) {
    let step = 0.02
    func generating(_ s: Double) -> Double {
      Double.log(
        lattice.model.characteristicFunction(Complex(imaginary: -s), time: lattice.time).real)
    }
    let (near, far) = ((generating(step), generating(-step)), (generating(2 * step), generating(-2 * step)))
    return (
      (8 * (near.0 - near.1) - (far.0 - far.1)) / (12 * step),
      (16 * (near.0 + near.1) - (far.0 + far.1)) / (12 * step * step)
    )
  }
}

extension OptionStrip {
  /// The model with stochastic variance, with or without jumps; nil for another.
  var bates: BatesModel? {
    func heston(_ parameters: PriceModel.HestonParameters) -> HestonModel {
      HestonModel(
        growth: market.growth, variance: parameters.variance, reversion: parameters.reversion,
        longVariance: parameters.longVariance, volatilityOfVariance: parameters.volatilityOfVariance,
        correlation: parameters.correlation)
    }
    switch model {
    case .heston(let parameters):
      return BatesModel(heston: heston(parameters), intensity: 0, jumpMean: 0, jumpDeviation: 1)
    case .bates(let parameters, let intensity, let mean, let deviation):
      return BatesModel(
        heston: heston(parameters), intensity: intensity, jumpMean: mean, jumpDeviation: deviation)
    default: return nil
    }
  }
}
