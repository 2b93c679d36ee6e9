import RealModule

/// The double exponential rule on (-1, 1), for functions with singular ends.
///
/// Source: Takahasi and Mori, Publications RIMS 9, 721 (1974).
struct TanhSinhRule: Sendable {
  /// 1 + the points, without cancellation at the lower end.
  let fromLower: [Double]
  let weights: [Double]

  /// Points at the multiples of `step` of the transformed variable where the weight is above 1e-17.
  init(step: Double) {
    var (fromLower, weights) = ([Double](), [Double]())
    let reach = Int((3.4 / step).rounded(.up))
    for k in -reach...reach {
      let t = Double(k) * step
      let s = Double.pi / 2 * Double.sinh(t)
      let cosh = Double.cosh(s)
      // 1 + tanh s = exp(s) / cosh s
      fromLower.append(Double.exp(s) / cosh)
      weights.append(step * Double.pi / 2 * Double.cosh(t) / (cosh * cosh))
    }
    (self.fromLower, self.weights) = (fromLower, weights)
  }
}
