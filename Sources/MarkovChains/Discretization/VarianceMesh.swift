import RealModule

/// Where the nodes of a `VarianceLattice` lie: roots equally spaced, one of them the start's, over what the variance can
/// be until the end.
///
/// The range is Chernoff's: `P(v > x) <= E exp(s v) exp(-s x)` for every s, with the square-root process's own moment
/// function, so that it follows a law with a heavy tail (Feller's condition violated) and stays narrow for short times.
struct VarianceMesh {
  let values: [Double]
  let startNode: Int
  /// Distance of the roots.
  let width: Double

  /// Logarithms of how likely the variance is at most to be above and below the mesh.
  private static let (above, below) = (-7.0, -9.0)

  init(_ model: HestonModel, time: Double, nodes: Int) {
    let range = Self.range(model, time: time)
    let (bottom, top) = (range.lowerBound.squareRoot(), range.upperBound.squareRoot())
    let start = model.variance.squareRoot()
    let width = max(top - bottom, 1e-9 * start) / Double(nodes - 1)
    var roots = (0..<nodes).map { start + Double($0) * width }.filter { $0 < top + width / 2 }
    while let lowest = roots.first, lowest - width > max(bottom - width / 2, width / 2) {
      roots.insert(lowest - width, at: 0)
    }
    // Zero is a node of its own where it is in the range and not next to the lowest one.
    if bottom == 0, let lowest = roots.first, lowest > width / 2 { roots.insert(0, at: 0) }
    while roots.count < 4 { roots.append(roots[roots.count - 1] + width) }
    values = roots.map { $0 * $0 }
    startNode = values.indices.min { abs(roots[$0] - start) < abs(roots[$1] - start) }!
    self.width = width
  }

  static func range(_ model: HestonModel, time: Double) -> ClosedRange<Double> {
    let square = model.volatilityOfVariance * model.volatilityOfVariance
    let shape = 2 * model.reversion * model.longVariance / square
    var (low, high) = (model.variance, model.variance)
    for part in [0.125, 0.25, 0.5, 1] {
      let decay = Double.exp(-model.reversion * time * part)
      let scale = -square * Double.expMinusOne(-model.reversion * time * part) / (2 * model.reversion)
      // ln E exp(s v) at s = share / scale.
      func moment(_ share: Double) -> Double {
        share / scale * model.variance * decay / (1 - share) - shape * Double.log(onePlus: -share)
      }
      let tops = (1..<40).map { step -> Double in
        let share = Double(step) / 40
        return (moment(share) - Self.above) * scale / share
      }
      let bottoms = (-8...8).map { power -> Double in
        let share = -Double.exp2(Double(power))
        return (moment(share) - Self.below) * scale / share
      }
      high = max(high, tops.min()!)
      low = min(low, max(0, bottoms.max()!))
    }
    return low...high
  }
}
