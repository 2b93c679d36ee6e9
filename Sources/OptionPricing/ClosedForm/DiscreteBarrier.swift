import RealModule

/// Options whose barrier is looked at on the dates j T / n, under Black and Scholes: backward recursion over the
/// dates with Gauss-Legendre quadrature of the normal density.
///
/// Source: Aitsahlia and Lai, J. Financial Engineering 6, 227 (1997); panels of two and a half standard deviations of a step
/// with sixteen points each leave an error near rounding. The last step is done in closed form, so that the kink of
/// the payoff does not meet the quadrature.
struct DiscreteBarrier {
  var model: BlackScholes
  var level: Double
  var direction: Contract.Direction
  var dates: Int

  /// More dates than this take too long.
  static let dateLimit = 2_000

  func option(_ side: Contract.Side, strike: Double, _ knock: Contract.Knock) throws -> Double {
    let out = model.discount * max(0, try alive(side, strike))
    return knock == .out ? out : max(0, model.vanilla(side, strike: strike) - out)
  }

  private func alive(_ side: Contract.Side, _ strike: Double) throws -> Double {
    let (low, high) = direction == .up ? (0, level) : (level, Double.infinity)
    let deviation = model.deviation / Double(dates).squareRoot()
    let drift = model.drift * model.maturity / Double(dates)
    let start = Double.log(model.market.spot)
    let last = { (x: Double) in
      LognormalLaw(mean: x + drift, deviation: deviation).vanilla(side, strike: strike, from: low, to: high)
    }
    guard dates > 1 else { return last(start) }
    let grid = try grid(around: start, step: deviation)
    var values = grid.points.map(last)
    for _ in 2..<max(dates, 2) {
      values = grid.means(of: values, drift: drift, deviation: deviation, on: grid)
    }
    return grid.mean(of: values, around: start + drift, deviation: deviation)
  }

  /// From the barrier to where the price does not come.
  private func grid(around start: Double, step: Double) throws -> PanelGrid {
    let travel = model.drift * model.maturity
    let total = PanelGrid.reach * model.deviation
    let edge = Double.log(level)
    let growth = model.deviation * model.deviation
    return direction == .up
      ? try PanelGrid(from: start + min(0, travel) - total, to: edge, width: 2.5 * step, dates: dates)
      : try PanelGrid(
        from: max(edge, start + min(0, travel) - total), to: start + max(0, travel) + growth + total,
        width: 2.5 * step, dates: dates)
  }
}
