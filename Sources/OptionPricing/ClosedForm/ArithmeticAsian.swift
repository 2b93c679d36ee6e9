import RealModule

/// Options on the arithmetic mean of Black and Scholes's price.
///
/// The mean over dates is S0 (w0 + exp L_1) with L_n = X_n + ln w_n, L_k = X_k + ln(w_k + exp L_(k+1)), X_k the
/// independent normal steps of ln S: the density of L_k follows by quadrature from that of L_(k+1), and the last
/// step, X_1, is a Black formula. Source: Carverhill and Clewlow, Risk 3 (4), 25 (1990).
struct ArithmeticAsian {
  var model: BlackScholes

  /// More dates than this take too long.
  static let dateLimit = 400

  /// On the mean over the dates j T / n, j = 1 ... n.
  func discrete(_ side: Contract.Side, strike: Double, dates: Int) throws -> Double {
    try price(side, strike, start: 0, weights: [Double](repeating: 1 / Double(dates), count: dates))
  }

  /// On the mean over all times: trapezoidal means over 4, 8, 16 and 32 dates, extrapolated in the powers of the
  /// squared time step.
  func continuous(_ side: Contract.Side, strike: Double) throws -> Double {
    var table = try [4, 8, 16, 32].map { count -> Double in
      let share = 1 / Double(count)
      var weights = [Double](repeating: share, count: count)
      weights[count - 1] = share / 2
      return try price(side, strike, start: share / 2, weights: weights)
    }
    var factor = 1.0
    while table.count > 1 {
      factor *= 4
      table = zip(table, table.dropFirst()).map { coarse, fine in fine + (fine - coarse) / (factor - 1) }
    }
    return max(0, table[0])
  }

  private func price(_ side: Contract.Side, _ strike: Double, start: Double, weights: [Double]) throws
    -> Double
  {
    let count = weights.count
    let spot = model.market.spot
    let deviation = model.deviation / Double(count).squareRoot()
    let drift = model.drift * model.maturity / Double(count)
    let rest = strike - spot * start
    // The price of what is left given L_2, whose exponential is `later`.
    let last = { (later: Double) -> Double in
      let law = LognormalLaw(mean: Double.log(spot * (weights[0] + later)) + drift, deviation: deviation)
      if rest > 0 { return law.vanilla(side, strike: rest) }
      return side == .call ? Double.exp(law.logForward) - rest : 0
    }
    guard count > 1 else { return model.discount * last(0) }
    var density = try SumDensity(
      weight: weights[count - 1], dates: count, drift: drift, deviation: deviation)
    for k in stride(from: count - 2, to: 0, by: -1) { try density.prepend(weight: weights[k]) }
    return model.discount * density.mean { last(Double.exp($0)) }
  }
}

/// The density of L_k on a grid that moves with k.
private struct SumDensity {
  private let dates: Int
  private let drift: Double
  private let deviation: Double
  private var terms = 1.0
  private var grid: PanelGrid
  private var values: [Double]
  /// The sum of the weights so far.
  private var totalWeight: Double

  init(weight: Double, dates: Int, drift: Double, deviation: Double) throws {
    (self.dates, self.drift, self.deviation) = (dates, drift, deviation)
    totalWeight = weight
    grid = try Self.grid(weight, 1, drift, deviation, dates)
    let centre = Double.log(weight) + drift
    values = grid.points.map { NormalLaw.density(($0 - centre) / deviation) / deviation }
  }

  /// Goes from L_(k+1) to L_k.
  mutating func prepend(weight: Double) throws {
    terms += 1
    totalWeight += weight
    let target = try Self.grid(totalWeight, terms, drift, deviation, dates)
    let size = grid.rule.points.count
    let centres = grid.points.map { Double.log(weight + Double.exp($0)) + drift }
    let masses = values.indices.map { values[$0] * grid.rule.weights[$0 % size] * grid.width / 2 / deviation }
    // Both sequences rise, so the sources in reach move up with the target.
    var first = 0
    let half = PanelGrid.reach * deviation
    values = target.points.map { x in
      while first < centres.count && centres[first] < x - half { first += 1 }
      var (sum, source) = (0.0, first)
      while source < centres.count && centres[source] <= x + half {
        sum += masses[source] * NormalLaw.density((x - centres[source]) / deviation)
        source += 1
      }
      return sum
    }
    grid = target
  }

  func mean(of function: (Double) -> Double) -> Double {
    let size = grid.rule.points.count
    return zip(grid.points, values).enumerated().reduce(0) { sum, item in
      let (x, density) = item.element
      return sum + grid.rule.weights[item.offset % size] * density * function(x)
    } * grid.width / 2
  }

  /// Where a weighted sum of prices may lie: between those of paths that go straight down and straight up.
  private static func grid(
    _ weight: Double, _ terms: Double, _ drift: Double, _ deviation: Double, _ dates: Int
  ) throws -> PanelGrid {
    let travel = drift * terms
    let total = deviation * terms.squareRoot()
    let centre = Double.log(weight)
    return try PanelGrid(
      from: centre + min(drift, travel) - PanelGrid.reach * total,
      to: centre + max(drift, travel) + PanelGrid.reach * total + total * total, width: 2 * deviation,
      dates: 10 * dates)
  }
}
