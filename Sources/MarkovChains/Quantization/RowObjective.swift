/// How far a rounded row is from the row that was asked for.
///
/// Where the row has displacements that differ: the squared error of the mean step, plus the squared error of
/// the second moments, in units of the row's own standard deviation and variance; the third and higher
/// moments are left to the gates. Exits without a displacement (a kill, an edge of a graph) add their
/// chi-square term `(q - p)^2 / p`, and a row without different displacements consists of such terms alone.
struct RowObjective {
  struct Error {
    var total: Double
    /// Squared error of the mean step, in squared standard deviations.
    var drift: Double
    /// Squared relative error of the second moments.
    var spread: Double
  }

  /// Differences of the objective below this are rounding noise of double precision.
  static let noise = 1e-24

  private let ideal: [Double]
  private let steps: [SIMD2<Double>]
  /// Exits whose probability itself matters.
  private let plain: [Int]
  private let mean: SIMD2<Double>
  private let square: SIMD2<Double>
  private let cross: Double
  /// Trace of the row's covariance; zero if moments do not matter.
  let variance: Double

  init(_ row: [MarkovChain.Transition]) {
    let ideal = row.map(\.probability)
    let steps = row.map { $0.displacement ?? .zero }
    let (mean, square, cross) = Self.moments(ideal, steps)
    let trace = square.sum() - (mean * mean).sum()
    // Below this the trace is what cancellation left of the squares.
    let matters = trace.isFinite && trace > 1e-12 * square.sum()
    (self.ideal, self.steps, self.mean, self.square, self.cross) = (ideal, steps, mean, square, cross)
    variance = matters ? trace : 0
    plain = row.indices.filter { !matters || row[$0].displacement == nil }
  }

  /// The error of the law `law`; entries beyond the row's exits are ignored.
  func error(_ law: [Double]) -> Error {
    var result = Error(total: 0, drift: 0, spread: 0)
    if variance > 0 {
      let (mean, square, cross) = Self.moments(law, steps)
      let (shift, swell, twist) = (mean - self.mean, square - self.square, cross - self.cross)
      result.drift = (shift * shift).sum() / variance
      result.spread = ((swell * swell).sum() + 2 * twist * twist) / (variance * variance)
    }
    let misfit = plain.reduce(0) { sum, exit in
      let difference = law[exit] - ideal[exit]
      return sum + difference * difference / ideal[exit]
    }
    result.total = result.drift + result.spread + misfit
    return result
  }

  private static func moments(
    _ law: [Double], _ steps: [SIMD2<Double>]
  ) -> (mean: SIMD2<Double>, square: SIMD2<Double>, cross: Double) {
    var (mean, square, cross) = (SIMD2<Double>.zero, SIMD2<Double>.zero, 0.0)
    for (exit, step) in steps.enumerated() {
      mean += law[exit] * step
      square += law[exit] * step * step
      cross += law[exit] * step.x * step.y
    }
    return (mean, square, cross)
  }
}
