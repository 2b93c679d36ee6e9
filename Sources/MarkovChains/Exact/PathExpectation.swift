import RealModule

extension WalkProblem {
  /// The exact means of the path scores for the whole source, in units of `PathScores.unit`; not a number where they are
  /// not known.
  ///
  /// Means of a geometric average are known if every look has the same weight and spacing, for then the average is a
  /// function of the sum of the states at the looks: the law of (state, sum) is carried from look to look. Arithmetic
  /// averages have no such sum. Without path scores the list is empty.
  ///
  /// - Parameter effort: most transitions that may be followed; beyond it the means count as not known.
  public func expectedPathScores(effort: Int = 400_000_000) -> [Double] {
    guard let paths = pathScores else { return [] }
    let unknown = paths.scores.map { _ in Double.nan }
    guard let average = StateSum(paths), paths.scores.contains(where: { $0.mean == .geometric }),
      average.effort(of: self) <= Double(effort)
    else { return unknown }
    let law = average.law(of: self)
    return paths.scores.map { score in
      guard score.mean == .geometric else { return .nan }
      return law.enumerated().reduce(0) { sum, item in
        sum + item.element * score.value(ofMean: Double.exp(average.logMean(sum: item.offset)))
      } / PathScores.unit
    }
  }
}

/// A geometric average as a function of the sum of the states at the looks.
private struct StateSum {
  private let looks: [PathScores.Look]
  /// What a state adds to the logarithm, and what the looks add whatever the states are.
  private let step: Double
  private let offset: Double

  init?(_ paths: PathScores) {
    guard let first = paths.looks.first else { return nil }
    looks = paths.looks
    step = first.weight * first.readOut.spacing
    offset = looks.reduce(0) { $0 + $1.weight * $1.readOut.origin }
    let tolerance = 1e-12 * abs(step)
    guard looks.allSatisfy({ abs($0.weight * $0.readOut.spacing - step) <= tolerance }) else { return nil }
  }

  func logMean(sum: Int) -> Double { offset + step * Double(sum) }

  /// Transitions of all steps for all sums.
  func effort(of problem: WalkProblem) -> Double {
    let sums = Double(problem.stateCount) * Double(looks.count)
    let transitions = problem.stages.map(\.transitionCount).max() ?? 0
    return sums * Double(transitions) * Double(looks.last?.step ?? 0)
  }

  /// The law of the sum.
  func law(of problem: WalkProblem) -> [Double] {
    let (states, size) = (problem.stateCount, (problem.stateCount - 1) * looks.count + 1)
    // laws[sum][state]; an empty list is a sum that no walker has.
    var laws = [[Double]](repeating: [], count: size)
    laws[0] = problem.start
    var step = 0
    var next = [Double](repeating: 0, count: states)
    for look in looks {
      while step < look.step {
        let chain = problem.stages[step % problem.stages.count]
        for sum in laws.indices where !laws[sum].isEmpty {
          chain.advance(laws[sum], into: &next)
          swap(&laws[sum], &next)
        }
        step += 1
      }
      laws = looked(laws)
    }
    return laws.map { $0.reduce(0, +) }
  }

  private func looked(_ laws: [[Double]]) -> [[Double]] {
    var result = [[Double]](repeating: [], count: laws.count)
    for (sum, law) in laws.enumerated() {
      for (state, mass) in law.enumerated() where mass > 0 {
        if result[sum + state].isEmpty { result[sum + state] = Array(repeating: 0, count: law.count) }
        result[sum + state][state] = mass
      }
    }
    return result
  }
}
