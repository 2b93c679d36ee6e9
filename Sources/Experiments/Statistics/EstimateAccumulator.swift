import MarkovChains

/// Collects the estimate's sums batch by batch and gives values with standard errors.
///
/// A value is a ratio, sum over walkers, times the source strength; its standard error comes from the spread of the
/// batches about it (the ratio estimator: Cochran, Sampling Techniques, 3rd ed., section 6.3). Batches are added in
/// the order of their numbers, so the result does not depend on threads.
package struct EstimateAccumulator {
  private let estimate: LinearEstimate
  private let strength: Double
  private var batches = 0
  private var walkers = 0.0
  private var walkersSquared = 0.0
  private var sums: [Double]
  private var squares: [Double]
  private var products: [Double]

  package init(estimate: LinearEstimate, strength: Double) {
    self.estimate = estimate
    self.strength = strength
    sums = Array(repeating: 0, count: estimate.entries.count)
    squares = sums
    products = sums
  }

  package mutating func add(_ tally: WalkTally) {
    let weight = Double(tally.walkers)
    batches += 1
    walkers += weight
    walkersSquared += weight * weight
    for (entry, value) in estimate.sums(tally).enumerated() {
      sums[entry] += value
      squares[entry] += value * value
      products[entry] += value * weight
    }
  }

  /// Degrees of freedom of the standard errors; nil with a single batch.
  package var degreesOfFreedom: Int? { batches > 1 ? batches - 1 : nil }

  /// - Parameter exact: the sampled chain's exact answers, entry by entry.
  package func estimates(exact: [Double]) -> [Estimate] {
    let quantile = Distributions.twoSidedQuantile(tail: 0.05, degrees: degreesOfFreedom)
    return sums.indices.map { entry in
      let ratio = sums[entry] / walkers
      let error = strength * (batches > 1 ? spread(entry, ratio) : binomial(entry, exact[entry]))
      return Estimate(
        value: strength * ratio, standardError: error, halfWidth: quantile * error,
        exact: exact[entry])
    }
  }

  private func spread(_ entry: Int, _ ratio: Double) -> Double {
    let squaresAbout =
      squares[entry] - 2 * ratio * products[entry] + ratio * ratio * walkersSquared
    let count = Double(batches)
    return (max(squaresAbout, 0) * count / (count - 1)).squareRoot() / walkers
  }

  /// With one batch: an entry that is a share of the walkers (densities, arrivals) has a binomial error; any other has
  /// none that one batch could show.
  private func binomial(_ entry: Int, _ exact: Double) -> Double {
    guard estimate.entries[entry].isShare else { return .nan }
    let share = min(max(exact / strength, 0), 1)
    return (share * (1 - share) / walkers).squareRoot()
  }
}
