import RealModule

/// A vanilla option that may be exercised on the dates j T / n, under Black and Scholes: backward recursion by
/// Gauss-Legendre quadrature on the side of the boundary where the option is held, and closed forms on the other.
///
/// The boundary of each date is a root of the continuation value less the payoff, and the panels begin there, so
/// that no kink meets the quadrature. Source: Sullivan, Review of Financial Studies 13, 75 (2000).
struct BermudanOption {
  var model: BlackScholes
  var side: Contract.Side
  var strike: Double
  var dates: Int

  /// More dates than this take too long.
  static let dateLimit = 2_000

  private var step: Double { model.deviation / Double(dates).squareRoot() }
  private var drift: Double { model.drift * model.maturity / Double(dates) }
  private var discount: Double { Double.exp(-model.market.rate * model.maturity / Double(dates)) }

  /// The value on a date: by the grid where the option is held, the payoff beyond `boundary` (of ln S).
  private struct Held {
    var grid: PanelGrid
    var values: [Double]
    var boundary: Double
  }

  /// For a contract with one boundary (or none).
  func price() throws -> Double {
    var held: Held?
    for _ in 1..<max(dates, 1) { held = try before(held) }
    return continuation(of: held, at: Double.log(model.market.spot))
  }

  /// The value one date before `held`; nil is maturity.
  private func before(_ held: Held?) throws -> Held {
    let (low, high) = range
    let logStrike = Double.log(strike)
    let gain = { (x: Double) in
      continuation(of: held, at: x) - (side == .call ? Double.exp(x) - strike : strike - Double.exp(x))
    }
    let far = side == .put ? min(low, logStrike - step) : max(high, logStrike + step)
    let boundary = gain(far) >= 0 ? far : RootFinding.root(between: far, and: logStrike, of: gain)
    let width = 2.5 * step
    let length = side == .put ? max(high, logStrike) - boundary : boundary - min(low, logStrike)
    let panels = try PanelGrid.count(of: width, in: length, dates: dates)
    let grid = PanelGrid(
      start: side == .put ? boundary : boundary - Double(panels) * width, width: width, panels: panels)
    return Held(grid: grid, values: continuation(of: held, on: grid), boundary: boundary)
  }

  private func continuation(of held: Held?, at x: Double) -> Double {
    guard let held else { return exercised(from: x, beyond: nil) }
    return exercised(from: x, beyond: held.boundary)
      + discount * held.grid.mean(of: held.values, around: x + drift, deviation: step)
  }

  private func continuation(of held: Held?, on grid: PanelGrid) -> [Double] {
    let payoffs = grid.points.map { exercised(from: $0, beyond: held?.boundary) }
    guard let held else { return payoffs }
    let means = held.grid.means(of: held.values, drift: drift, deviation: step, on: grid)
    return zip(payoffs, means).map { $0 + discount * $1 }
  }

  /// The payoff one step after x on the paths that end beyond the boundary; on all paths if it is nil.
  private func exercised(from x: Double, beyond boundary: Double?) -> Double {
    let law = LognormalLaw(mean: x + drift, deviation: step)
    guard let boundary else { return discount * law.vanilla(side, strike: strike) }
    let level = Double.exp(boundary)
    return discount
      * (side == .put
        ? law.vanilla(.put, strike: strike, to: level) : law.vanilla(.call, strike: strike, from: level))
  }

  /// Where ln S may be before maturity.
  private var range: (low: Double, high: Double) {
    let (start, travel) = (Double.log(model.market.spot), model.drift * model.maturity)
    let total = PanelGrid.reach * model.deviation
    let growth = model.deviation * model.deviation
    return (start + min(0, travel) - total, start + max(0, travel) + growth + total)
  }
}
