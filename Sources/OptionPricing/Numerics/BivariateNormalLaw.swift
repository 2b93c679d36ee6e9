import RealModule

/// Two standard normal variables with a correlation.
enum BivariateNormalLaw {
  /// P(X <= h, Y <= k) to about 1e-14.
  ///
  /// Source: Drezner and Wesolowsky, J. Statistical Computation and Simulation 35, 101 (1990): the derivative in
  /// the correlation is the density, here integrated over the angle asin(correlation).
  static func cumulative(_ h: Double, _ k: Double, correlation: Double) -> Double {
    let (below, other) = (NormalLaw.cumulative(h), NormalLaw.cumulative(k))
    if correlation >= 1 { return min(below, other) }
    if correlation <= -1 { return max(0, NormalLaw.cumulative(h) - NormalLaw.cumulative(-k)) }
    guard h.isFinite && k.isFinite else { return min(below, other) == 0 ? 0 : min(below, other) }
    let squares = h * h + k * k
    let end = Double.asin(correlation)
    let integral = GaussLegendre.adaptive(from: 0, to: end, tolerance: 1e-16) { angle in
      let (sine, cosine) = (Double.sin(angle), Double.cos(angle))
      return Double.exp((2 * h * k * sine - squares) / (2 * cosine * cosine))
    }
    return min(max(below * other + integral / (2 * Double.pi), 0), min(below, other))
  }
}
