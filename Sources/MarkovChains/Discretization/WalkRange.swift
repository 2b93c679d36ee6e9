import RealModule

/// How far a walk without drift must reach to both sides of its start, in the units of the process.
///
/// The drift that compensates jumps is in the read-out, so jumps of a mean other than zero carry the walk itself away.
/// A range must hold the paths up to the horizon, those of early maturities included.
struct WalkRange: Hashable {
  var below: Double
  var above: Double

  /// `width` standard deviations about the mean path: from 0 to `mean` in proportion to time, the spread growing with
  /// its root.
  init(width: Double, deviation: Double, mean: Double) {
    let spread = width * deviation
    // The lowest point of mean t - spread sqrt(t), t in 0 ... 1, for a mean upwards.
    let near = spread >= 2 * abs(mean) ? spread - abs(mean) : spread * spread / (4 * abs(mean))
    (below, above) = mean >= 0 ? (near, mean + spread) : (spread - mean, near)
  }

  /// Where the paths stay but for a probability of at most exp(-width^2 / 2) at each end, by Doob's inequality for
  /// `exp(theta X_t - t K(theta))`: `P(max X > x) <= exp(T max(K, 0) - theta x)` for every theta. For a normal law that is
  /// `width` standard deviations; skewed and heavy tails are counted as they are. Above, the law is weighted with
  /// `exp(exponent x)`, as payoffs weight it. Nil for a law without such moments.
  init?(width: Double, process: LevyProcess, time: Double, exponent: Double) {
    let level = width * width / 2
    let generating = { (theta: Double) in Self.cumulantFunction(process, theta) }
    guard
      let above = Self.reach(
        process, time, level, limit: Self.limits(process).up - exponent,
        { theta in
          generating(theta + exponent) - generating(exponent)
        }),
      let below = Self.reach(process, time, level, limit: Self.limits(process).down, { generating(-$0) })
    else { return nil }
    (self.below, self.above) = (below, above)
  }

  /// The node to start from: the walking nodes, those further from both ends than a step reaches, lie on both sides of
  /// it in proportion to the range.
  func start(of states: Int, reach: (below: Int, above: Int)) -> Int {
    let last = states - reach.above - 1
    let wanted = Double(last - reach.below) * below / (below + above)
    return min(max(reach.below + Int(bounded: wanted.rounded(.down)), reach.below), last)
  }

  private static func reach(
    _ process: LevyProcess, _ time: Double, _ level: Double, limit: Double, _ cumulant: (Double) -> Double
  ) -> Double? {
    guard limit > 0 else { return nil }
    let scale = 1 / (time * process.cumulant(2)).squareRoot()
    let steep = (0..<120).map { 0.01 * scale * Double.pow(1.12, Double($0)) }.filter { $0 < 0.5 * limit }
    let nearPole = limit.isFinite ? (1..<40).map { limit * (1 - 0.5 * Double.pow(0.85, Double($0))) } : []
    let reaches = (steep + nearPole).map { theta in (time * max(0, cumulant(theta)) + level) / theta }
    return reaches.filter(\.isFinite).min()
  }

  /// log E exp(theta X_1) of the process without its drift.
  private static func cumulantFunction(_ process: LevyProcess, _ theta: Double) -> Double {
    let jumps: Double =
      switch process.jumps {
      case nil: 0
      case .normal(let mean, let deviation):
        Double.expMinusOne(theta * mean + theta * theta * deviation * deviation / 2)
      case .doubleExponential(let up, let rateUp, let rateDown):
        theta * (up / (rateUp - theta) - (1 - up) / (rateDown + theta))
      }
    return process.variance * theta * theta / 2 + process.intensity * jumps
  }

  /// Below which exponents moments exist.
  private static func limits(_ process: LevyProcess) -> (up: Double, down: Double) {
    guard case .doubleExponential(let up, let rateUp, let rateDown)? = process.jumps else {
      return (.infinity, .infinity)
    }
    return (up > 0 ? rateUp : .infinity, up < 1 ? rateDown : .infinity)
  }
}
