import RealModule

/// Options on the geometric mean of Black and Scholes's price, which is lognormal.
///
/// Source: Kemna and Vorst, J. Banking and Finance 14, 113 (1990). The dates are j T / n, j = 1 ... n.
struct GeometricAsian {
  var model: BlackScholes
  var monitoring: Contract.Monitoring

  func price(_ side: Contract.Side, strike: Double) -> Double {
    model.discount * law.vanilla(side, strike: strike)
  }

  private var law: LognormalLaw {
    let (time, share): (Double, Double)
    switch monitoring {
    case .continuous:
      (time, share) = (1.0 / 2, 1.0 / 3)
    case .discrete(let dates):
      let n = Double(dates)
      (time, share) = ((n + 1) / (2 * n), (n + 1) * (2 * n + 1) / (6 * n * n))
    }
    return LognormalLaw(
      mean: Double.log(model.market.spot) + model.drift * model.maturity * time,
      deviation: model.deviation * share.squareRoot())
  }
}
