import RealModule

/// A vanilla option that may be exercised at any time, under Black and Scholes: the boundary from its integral
/// equation by a fixed-point iteration on Chebyshev points, the price as the European price and the premium.
///
/// Source: Andersen, Lake and Offengenden, J. Computational Finance 20 (1), 39 (2016), fixed-point system A. A call
/// is priced as a put with spot and strike, and rate and dividend yield, in each other's place.
struct AmericanOption {
  /// Of the put.
  private let model: BlackScholes
  private let strike: Double
  /// The boundary just before maturity.
  private let limit: Double
  /// ln(boundary / limit)^2 at the Chebyshev points of the square root of the time to maturity.
  private var shape: [Double]

  private static let degree = 28
  private static let rule = TanhSinhRule(step: 0.08)
  /// cos(i pi / degree): the first is the whole maturity, the last is zero.
  private static let points = (0...degree).map { Double.cos(Double($0) * Double.pi / Double(degree)) }

  /// For a contract with one boundary.
  ///
  /// - Throws: `OptionError.noConvergence` if the iteration does not settle.
  init(model: BlackScholes, side: Contract.Side, strike: Double) throws {
    var model = model
    var strike = strike
    if side == .call {
      (model.market.spot, strike) = (strike, model.market.spot)
      (model.market.rate, model.market.dividendYield) = (model.market.dividendYield, model.market.rate)
    }
    (self.model, self.strike) = (model, strike)
    let (rate, yield) = (model.market.rate, model.market.dividendYield)
    limit = yield > 0 ? strike * min(1, rate / yield) : strike
    shape = [Double](repeating: 0, count: Self.degree + 1)
    try solve()
  }

  /// The price of the asset below which a put (above the inverse of which a call) is exercised with the whole
  /// maturity to go, in units of the strike.
  var boundaryRatio: Double { boundaryNow / strike }

  private var boundaryNow: Double { limit * Double.exp(-max(0, shape[0]).squareRoot()) }

  var price: Double {
    guard model.market.spot > boundaryNow else { return strike - model.market.spot }
    return max(strike - model.market.spot, model.vanilla(.put, strike: strike) + premium)
  }

  /// Interest on the strike less dividends, while exercised.
  private var premium: Double {
    let (rate, yield) = (model.market.rate, model.market.dividendYield)
    let time = model.maturity
    var sum = 0.0
    forEachPoint(of: time) { weight, span, boundary in
      let d = distance(model.market.spot / boundary, span)
      let sigma = model.volatility * span.squareRoot()
      let interest = rate * strike * Double.exp(-rate * span) * NormalLaw.cumulative(-d + sigma)
      sum += weight * interest
      sum -= weight * yield * model.market.spot * Double.exp(-yield * span) * NormalLaw.cumulative(-d)
    }
    return sum
  }

  private mutating func solve() throws {
    let root = model.maturity.squareRoot()
    // Where interest outweighs the noise the plain iteration overshoots: it is damped until the changes shrink.
    var (damping, best) = (1.0, Double.infinity)
    for step in 0..<1000 {
      var next = shape
      var change = 0.0
      for i in 0..<Self.degree {
        let z = root * (1 + Self.points[i]) / 2
        let old = limit * Double.exp(-max(0, shape[i]).squareRoot())
        let new = min(limit, improved(old, at: z * z))
        guard new > 0 else { throw OptionError.noConvergence("the boundary of early exercise") }
        let ratio = Double.log(new / limit)
        next[i] += damping * (ratio * ratio - shape[i])
        change = max(change, abs(new - old) / limit)
      }
      shape = next
      if change < 1e-13 { return }
      if step % 8 == 7 {
        if change > 0.5 * best { damping = max(0.02, damping / 2) }
        best = min(best, change)
      }
    }
    throw OptionError.noConvergence("the boundary of early exercise")
  }

  /// The right-hand side of the fixed-point equation of the boundary at time tau to maturity.
  private func improved(_ boundary: Double, at tau: Double) -> Double {
    let (rate, yield, sigma) = (model.market.rate, model.market.dividendYield, model.volatility)
    let deviation = sigma * tau.squareRoot()
    let d = distance(boundary / strike, tau)
    var (interest, dividends) = (0.0, 0.0)
    forEachPoint(of: tau) { weight, span, later in
      let (s, d) = (sigma * span.squareRoot(), distance(boundary / later, span))
      interest += weight * Double.exp(rate * (tau - span)) * NormalLaw.density(d - s) / s
      guard yield != 0 else { return }
      let share = NormalLaw.cumulative(d) + NormalLaw.density(d) / s
      dividends += weight * Double.exp(yield * (tau - span)) * share
    }
    let numerator = NormalLaw.density(d - deviation) / deviation + rate * interest
    let denominator = NormalLaw.density(d) / deviation + NormalLaw.cumulative(d) + yield * dividends
    return strike * Double.exp(-(rate - yield) * tau) * numerator / denominator
  }

  /// d+ of a ratio of prices over a time.
  private func distance(_ ratio: Double, _ span: Double) -> Double {
    let s = model.volatility * span.squareRoot()
    return (Double.log(ratio) + model.market.growth * span) / s + s / 2
  }

  /// The weights and points of an integral over u = 0 ... tau: the span tau - u and the boundary at u. With
  /// span = tau p^2 the root of the span is out of the integrand.
  private func forEachPoint(
    of tau: Double, _ add: (_ weight: Double, _ span: Double, _ boundary: Double) -> Void
  ) {
    let rule = Self.rule
    let last = rule.weights.count - 1
    for k in 0...last {
      let (p, rest) = (rule.fromLower[k] / 2, rule.fromLower[last - k] / 2)
      let span = tau * p * p
      guard span > 0 else { continue }
      add(rule.weights[k] * tau * p, span, boundary(at: tau * rest * (1 + p)))
    }
  }

  /// Barycentric interpolation of the shape.
  private func boundary(at tau: Double) -> Double {
    let x = 2 * (tau / model.maturity).squareRoot() - 1
    var (sum, total) = (0.0, 0.0)
    for i in 0...Self.degree {
      let gap = x - Self.points[i]
      if gap == 0 { return limit * Double.exp(-max(0, shape[i]).squareRoot()) }
      let ends = i == 0 || i == Self.degree ? 0.5 : 1.0
      let weight = (i % 2 == 0 ? ends : -ends) / gap
      sum += weight * shape[i]
      total += weight
    }
    return limit * Double.exp(-max(0, sum / total).squareRoot())
  }
}
