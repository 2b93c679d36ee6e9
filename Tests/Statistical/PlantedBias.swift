import Experiments
import MarkovChains

/// A chain whose gates are wrong on purpose: what a test must notice.
struct PlantedBias {
  let chain: QuantizedChain
  let problem: WalkProblem
  /// The budget of one test, and the chance that the planted bias slips through: the same.
  static let level = 1e-6

  /// The law after the problem's last step if the first gate of every node fired with `shift` more than it should.
  func law(shift: Double) throws -> [Double] {
    var problem = problem
    problem.stages = [try moved(by: shift)]
    let steps = problem.horizon.limit
    let tally = ExpectedTally(of: problem, recordedSteps: [steps])
    return tally.densities[0].map { $0 / problem.sourceStrength }
  }

  private func moved(by shift: Double) throws -> MarkovChain {
    let sampled = chain.quantized
    let rows = (0..<sampled.stateCount).map { state -> [MarkovChain.Transition] in
      var row = Array(sampled[row: state])
      guard case .gate(let numerator, let left, let right) = chain.trees[state]?.root else { return row }
      let old = chain.grid.probability(numerator)
      let new = min(max(old + shift, 0), 1)
      for exit in GateTree.exits(below: left) { row[exit].probability *= new / old }
      for exit in GateTree.exits(below: right) { row[exit].probability *= (1 - new) / (1 - old) }
      return row
    }
    return try MarkovChain(rows: rows, space: sampled.space, names: sampled.names)
  }

  /// Expected counts in whole numbers whose partial sums, rarest cell first, are right: pooled cells are too.
  private static func wholeCounts(of law: [Double], walkers: Int) -> [UInt64] {
    var counts = [UInt64](repeating: 0, count: law.count)
    var (sum, given) = (0.0, UInt64(0))
    for state in law.indices.sorted(by: { (law[$0], $0) < (law[$1], $1) }) {
      sum += law[state] * Double(walkers)
      counts[state] = UInt64(sum.rounded()) - given
      given += counts[state]
    }
    return counts
  }

  /// The smallest shift of the given sign (+1, -1) that `walkers` show with the given power; nil if none does.
  ///
  /// The noncentrality of a law is the G of the counts that are expected, without noise, from the true chain.
  func smallestShift(walkers: Int, sign: Double, power: Double) throws -> Double? {
    let expected = Self.wholeCounts(of: try law(shift: 0), walkers: walkers)
    func isCaught(_ shift: Double) throws -> Bool {
      let fit = GoodnessOfFit.test(
        step: 0, counts: expected, law: try law(shift: sign * shift), level: Self.level)
      guard let fit else { return false }
      return fit.statistic
        >= GoodnessOfFit.detectableNoncentrality(
          degrees: fit.degreesOfFreedom, level: Self.level, power: power)
    }
    var (low, high) = (0.0, 1.0 / 1024)
    while try !isCaught(high) {
      guard high < 0.5 else { return nil }
      (low, high) = (high, min(2 * high, 0.5))
    }
    for _ in 0..<10 {
      let middle = (low + high) / 2
      if try isCaught(middle) { high = middle } else { low = middle }
    }
    return sign * high
  }
}
