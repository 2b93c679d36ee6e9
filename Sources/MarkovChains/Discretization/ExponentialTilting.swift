import RealModule

/// Gives a law on given points the moments that are asked for, changing it as little as possible.
///
/// Of all laws on the points with the wanted moments the result is the one of least relative entropy to the given
/// weights: `p_j = w_j exp(lambda . f(x_j))` with f the powers of the standardised point. Probabilities stay positive
/// whatever the moments. Newton's method on the convex dual problem (Jaynes, Physical Review 106, 620, 1957).
public struct ExponentialTilting: Hashable, Sendable {
  public var points: [Double]
  /// Positive; they need not sum to one.
  public var weights: [Double]

  public init(points: [Double], weights: [Double]) {
    self.points = points
    self.weights = weights
  }

  /// The probabilities whose moments E x^n, n = 1 ... moments.count, are `moments`; nil if no law on the points has
  /// them, or none within reach of the iteration.
  public func probabilities(moments: [Double]) -> [Double]? {
    guard moments.count >= 2, points.count > moments.count else { return nil }
    let mean = moments[0]
    let variance = moments[1] - mean * mean
    guard variance > 0 else { return nil }
    let scale = variance.squareRoot()
    let target = Self.standardised(moments, mean: mean, scale: scale)
    let features = points.map { point in Self.powers((point - mean) / scale, count: moments.count) }
    return Self.solve(weights, features, target)
  }

  private static func powers(_ z: Double, count: Int) -> [Double] {
    var (power, all) = (1.0, [Double]())
    for _ in 0..<count {
      power *= z
      all.append(power)
    }
    return all
  }

  /// E ((x - mean) / scale)^n from E x^n.
  private static func standardised(_ moments: [Double], mean: Double, scale: Double) -> [Double] {
    let cumulants = Cumulants.ofMoments(moments)
    var power = 1.0
    let scaled = cumulants.enumerated().map { index, value in
      power *= scale
      return index == 0 ? 0 : value / power
    }
    return Cumulants.moments(of: scaled)
  }

  private static func solve(_ weights: [Double], _ features: [[Double]], _ target: [Double]) -> [Double]? {
    var multipliers = [Double](repeating: 0, count: target.count)
    var law = tilted(weights, features, multipliers)
    for _ in 0..<100 {
      let gap = zip(target, mean(features, law.probabilities)).map { $0 - $1 }
      if gap.allSatisfy({ abs($0) < 1e-11 }) { return law.probabilities }
      guard let step = newtonStep(features, law.probabilities, gap) else { return nil }
      let slope = zip(step, gap).reduce(0) { $0 + $1.0 * $1.1 }
      let dual = law.logSum - dot(multipliers, target)
      var length = 1.0
      while true {
        let moved = zip(multipliers, step).map { $0 + length * $1 }
        let next = tilted(weights, features, moved)
        // The dual must fall by a share of what its slope promises (Armijo's rule).
        if next.logSum - dot(moved, target) <= dual - 1e-4 * length * slope + 1e-15 * abs(dual) {
          (multipliers, law) = (moved, next)
          break
        }
        length /= 2
        if length < 1e-6 { return nil }
      }
    }
    return nil
  }

  private static func tilted(
    _ weights: [Double], _ features: [[Double]], _ multipliers: [Double]
  ) -> (probabilities: [Double], logSum: Double) {
    let exponents = zip(weights, features).map { Double.log($0) + dot($1, multipliers) }
    let top = exponents.max() ?? 0
    let raised = exponents.map { Double.exp($0 - top) }
    let sum = raised.reduce(0, +)
    return (raised.map { $0 / sum }, top + Double.log(sum))
  }

  private static func mean(_ features: [[Double]], _ law: [Double]) -> [Double] {
    features[0].indices.map { n in zip(features, law).reduce(0) { $0 + $1.0[n] * $1.1 } }
  }

  /// The covariance of the features is the Hessian of the dual.
  private static func newtonStep(_ features: [[Double]], _ law: [Double], _ gap: [Double]) -> [Double]? {
    let center = mean(features, law)
    var matrix = SquareMatrix(size: center.count)
    for row in center.indices {
      for column in center.indices {
        matrix[row, column] = zip(features, law).reduce(0) {
          $0 + $1.1 * ($1.0[row] - center[row]) * ($1.0[column] - center[column])
        }
      }
    }
    let step = matrix.solve(gap)
    return step.allSatisfy(\.isFinite) ? step : nil
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
