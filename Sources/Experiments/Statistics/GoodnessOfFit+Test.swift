import RealModule

extension GoodnessOfFit {
  /// Cells with a smaller expected count are pooled.
  package static let smallestExpectedCount = 5.0
  /// The power at which `detectableShift` is stated.
  package static let power = 0.9

  /// The G-test (likelihood ratio) of walkers per state against their exact law.
  ///
  /// Walkers are independent, so their counts are multinomial if all start alike; for a mixed start the counts vary
  /// less than multinomial ones and the test is conservative. Cells are pooled in the order of their expectation until
  /// each expects at least five.
  ///
  /// G is divided by Williams' correction, which brings its mean to that of the chi-square law where cells expect few.
  ///
  /// Source: Sokal and Rohlf, Biometry, 4th ed., section 17.2; D. A. Williams, Biometrika 63 (1976) 33.
  ///
  /// - Parameters:
  ///   - law: probability of every state; sums to one.
  ///   - level: the level at which the smallest detectable shift is stated.
  /// - Returns: nil if nothing can be tested (one cell is left).
  package static func test(
    step: Int, counts: [UInt64], law: [Double], level: Double
  ) -> GoodnessOfFit? {
    let total = Double(counts.reduce(0, +))
    let cells = pooled(counts, law, total: total)
    guard cells.impossible == 0 else {
      return GoodnessOfFit(
        step: step, statistic: .infinity, degreesOfFreedom: max(cells.pairs.count - 1, 1), pValue: 0,
        detectableShift: 0)
    }
    guard cells.pairs.count > 1 else { return nil }
    let logarithms = cells.pairs.reduce(0) { sum, cell in
      cell.observed > 0 ? sum + cell.observed * Double.log(cell.observed / cell.expected) : sum
    }
    let degrees = cells.pairs.count - 1
    let statistic = 2 * logarithms / williamsCorrection(cells.pairs.map { $0.expected / total }, total)
    return GoodnessOfFit(
      step: step, statistic: statistic, degreesOfFreedom: degrees,
      pValue: Distributions.chiSquareTail(statistic, degrees: Double(degrees)),
      detectableShift: (detectableNoncentrality(degrees: degrees, level: level) / total).squareRoot())
  }

  /// q = 1 + (sum of 1 / p - 1) / (6 n degrees).
  private static func williamsCorrection(_ law: [Double], _ total: Double) -> Double {
    1 + (law.reduce(0) { $0 + 1 / $1 } - 1) / (6 * total * Double(law.count - 1))
  }

  private static func pooled(
    _ counts: [UInt64], _ law: [Double], total: Double
  ) -> (pairs: [(observed: Double, expected: Double)], impossible: UInt64) {
    var pairs: [(observed: Double, expected: Double)] = []
    var pool = (observed: 0.0, expected: 0.0)
    var impossible: UInt64 = 0
    for state in counts.indices.sorted(by: { (law[$0], $0) < (law[$1], $1) }) {
      // A law below the rounding of its own sum cannot be told from zero.
      if law[state] <= 0 { impossible += counts[state] }
      pool.observed += Double(counts[state])
      pool.expected += law[state] * total
      if pool.expected >= smallestExpectedCount {
        pairs.append(pool)
        pool = (0, 0)
      }
    }
    if pool.expected > 0 || pool.observed > 0 {
      if pairs.isEmpty { return ([pool], impossible) }
      pairs[0].observed += pool.observed
      pairs[0].expected += pool.expected
    }
    return (pairs, impossible)
  }

  /// The noncentrality at which a chi-square test of the level has the stated power.
  ///
  /// The noncentral law is replaced by a scaled central one with its two moments (Patnaik, Biometrika 36, 1949).
  package static func detectableNoncentrality(
    degrees: Int, level: Double, power: Double = power
  ) -> Double {
    let degrees = Double(degrees)
    let critical = Distributions.chiSquareQuantile(tail: level, degrees: degrees)
    func powerAt(_ noncentrality: Double) -> Double {
      let scale = (degrees + 2 * noncentrality) / (degrees + noncentrality)
      let freedom = (degrees + noncentrality) * (degrees + noncentrality) / (degrees + 2 * noncentrality)
      return Distributions.chiSquareTail(critical / scale, degrees: freedom)
    }
    var (low, high) = (0.0, critical + 100)
    while powerAt(high) < power { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if powerAt(middle) < power { low = middle } else { high = middle }
    }
    return high
  }
}
