import FixedPoint
import MarkovChains
import RealModule

/// Two correlated prices as two independent walks: the first follows the first noise, the second price mixes both.
struct TwoAssetProduct: PricedProduct {
  let product: ProductLattice
  private let axis: CoMovingLattice
  private let readOut: LatticeReadOut
  private let first: Asset
  private let second: Asset
  private let correlation: Double

  /// One price: what it starts from, and how it moves until maturity.
  private struct Asset {
    var spot: Double
    /// Mean and standard deviation of the logarithm's increment.
    var drift: Double
    var deviation: Double

    init(spot: Double, growth: Double, volatility: Double, maturity: Double) {
      self.spot = spot
      drift = (growth - volatility * volatility / 2) * maturity
      deviation = volatility * maturity.squareRoot()
    }

    /// The price where the noise is `z` standard deviations.
    func price(_ z: Double) -> Double { spot * Double.exp(drift + deviation * z) }
  }

  init(
    market: Market, volatility: Double, second: PriceModel.SecondAsset, correlation: Double, maturity: Double,
    states: Int, grid: ProbabilityGrid
  ) throws {
    axis = try CoMovingLattice(
      process: LevyProcess(drift: 0, variance: 1), time: 1, states: states, grid: grid)
    readOut = try axis.readOut(after: axis.steps, time: 1)
    let stencils = Array(repeating: axis.stencil, count: states)
    product = ProductLattice(
      columns: states, rowSteps: stencils, columnSteps: stencils, walkingRows: axis.walkingStates,
      walkingColumns: axis.walkingStates, grid: grid)
    first = Asset(spot: market.spot, growth: market.growth, volatility: volatility, maturity: maturity)
    self.second = Asset(
      spot: second.spot, growth: market.rate - second.dividendYield, volatility: second.volatility,
      maturity: maturity)
    self.correlation = correlation
  }

  var startState: Int { product.state(row: axis.startState, column: axis.startState) }
  var steps: Int { axis.steps }

  var text: String {
    "Product lattice: \(product.rows) times \(product.columns) states, \(steps) steps, "
      + "\(product.grid.bits)-bit gates drawn exactly. Chosen because two noises move: their walks are independent, and "
      + "the second price mixes them by the correlation when it is read; fourth order in the spacing."
  }

  /// Points along each side of a cell; the payoff's kinks are seen at this resolution.
  private static let points = 8

  func payoffs(_ payoff: Contract.Payoff, law: [Double]) throws -> [Double] {
    let pay = try Self.function(payoff)
    let rest = (1 - correlation * correlation).squareRoot()
    // The law has mean zero and, with its cells, variance one already if it is the drawn one; others are scaled to it.
    let scale = scale(law)
    let (count, spacing) = (Self.points, readOut.spacing * scale)
    let parts = (0..<count).map { ((Double($0) + 0.5) / Double(count) - 0.5) * spacing }
    return law.indices.map { state in
      let (row, column) = product.place(of: state)
      let (x, y) = (readOut.center(of: row) * scale, readOut.center(of: column) * scale)
      var sum = 0.0
      for a in parts {
        let price = first.price(x + a)
        for b in parts { sum += pay(price, second.price(correlation * (x + a) + rest * (y + b))) }
      }
      return sum / Double(count * count)
    }
  }

  /// What makes the variance of the first coordinate, cells included, one.
  private func scale(_ law: [Double]) -> Double {
    let spread = law.indices.reduce(0.0) { sum, state in
      let x = readOut.center(of: product.place(of: state).row)
      return sum + law[state] * x * x
    }
    return 1 / (spread + readOut.spacing * readOut.spacing / 12).squareRoot()
  }

  private static func function(_ payoff: Contract.Payoff) throws -> (Double, Double) -> Double {
    func vanilla(_ side: Contract.Side, _ strike: Double) -> (Double) -> Double {
      side == .call ? { max(0, $0 - strike) } : { max(0, strike - $0) }
    }
    switch payoff {
    case .exchange: return { max(0, $0 - $1) }
    case .geometricBasket(let side, let strike):
      let pay = vanilla(side, strike)
      return { pay(($0 * $1).squareRoot()) }
    case .maximumOfTwo(let side, let strike):
      let pay = vanilla(side, strike)
      return { pay(max($0, $1)) }
    case .minimumOfTwo(let side, let strike):
      let pay = vanilla(side, strike)
      return { pay(min($0, $1)) }
    default: throw OptionError.mismatch("the payoff is on one asset, the model has two")
    }
  }
}
