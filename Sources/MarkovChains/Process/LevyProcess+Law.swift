import RealModule

/// The law of the increment over a time where the number of jumps makes it a mixture of simple laws.
///
/// Given n jumps, the increment with normal jumps is normal; the weights are those of a Poisson number, from the
/// saddle-point form, so that a large mean number of jumps does not underflow. Source: Merton 1976, equation 19.
/// The laws throw `ChainError.badParameter` where `check` does, and for a time that is not positive or a place that is
/// not finite, in that order, and `ChainError.noAnswer` where no closed form is known.
extension LevyProcess {
  /// Whether the increment is a mixture of normal laws: no jumps, or normal ones.
  var hasNormalJumps: Bool {
    if intensity > 0, case .doubleExponential = jumps { false } else { true }
  }

  /// The density of X_t - X_0; for a variance of zero none exists where no jump is a possibility.
  public func density(_ x: Double, after time: Double) throws -> Double {
    try checkLaw(x, time)
    guard variance > 0 else {
      throw ChainError.noAnswer("the increment has no density: with no diffusion it has an atom")
    }
    return try normalMixture(time) { mean, variance in normalDensity(x, mean: mean, variance: variance) }
  }

  /// P(X_t - X_0 <= x), atoms included.
  public func cumulative(_ x: Double, after time: Double) throws -> Double {
    try checkLaw(x, time)
    if variance == 0, case .doubleExponential(let up, let rateUp, let rateDown)? = jumps, intensity > 0 {
      try checkCount(intensity * time, limit: 1e6)
      let place = x - drift * time
      let mean = intensity * time
      if up == 1 {
        return try ChainError.requireAnswer(Self.gammaMixture(place, mean: mean, rate: rateUp), "the law")
      }
      if up == 0 {
        let below = Self.gammaMixtureBelow(-place, mean: mean, rate: rateDown)
        return 1 - (try ChainError.requireAnswer(below, "the law"))
      }
    }
    return try normalMixture(time) { mean, variance in
      if variance == 0 { return x >= mean ? 1 : 0 }
      return normalMass(from: -.infinity, to: (x - mean) / variance.squareRoot())
    }
  }

  private func normalMixture(_ time: Double, _ law: (Double, Double) -> Double) throws -> Double {
    let base = (mean: drift * time, variance: variance * time)
    guard intensity > 0, let jumps else { return law(base.mean, base.variance) }
    guard case .normal(let mean, let deviation) = jumps else {
      throw ChainError.noAnswer(
        "no closed form is known for exponential jumps on both sides or with diffusion")
    }
    try checkCount(intensity * time, limit: 1e8)
    let (first, weights) = SpecialFunctions.poissonWeights(mean: intensity * time)
    return weights.enumerated().reduce(0) { sum, weight in
      let n = Double(first + weight.offset)
      return sum + weight.element * law(base.mean + n * mean, base.variance + n * deviation * deviation)
    }
  }

  /// P(sum of N exponential jumps <= y): the n-th partial sum is at most y if n or more points of a second Poisson
  /// process lie below y.
  private static func gammaMixture(_ y: Double, mean: Double, rate: Double) -> Double {
    if y < 0 { return 0 }
    let (first, weights) = SpecialFunctions.poissonWeights(mean: mean)
    return weights.enumerated().reduce(0) {
      $0 + $1.element * SpecialFunctions.poissonTail(first + $1.offset, mean: rate * y)
    }
  }

  /// P(sum of N exponential jumps < y), which differs from the above at the atom.
  private static func gammaMixtureBelow(_ y: Double, mean: Double, rate: Double) -> Double {
    y <= 0 ? 0 : gammaMixture(y, mean: mean, rate: rate)
  }

  private func checkCount(_ mean: Double, limit: Double) throws {
    try ChainError.require(mean <= limit, "mean number of jumps", mean, allowed: "at most \(limit)")
  }

  private func checkLaw(_ x: Double, _ time: Double) throws {
    try check()
    try ChainError.requirePositive("time", time)
    try ChainError.requireFinite("place", x)
  }
}
