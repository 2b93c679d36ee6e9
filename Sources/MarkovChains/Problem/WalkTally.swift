/// What one batch of walkers did, in integers: the meeting point of all engines.
///
/// Tallies of batches add up; the sum does not depend on order.
public struct WalkTally: Hashable, Sendable {
  /// Walkers that started in this batch.
  public var walkers: UInt64 = 0
  /// `densities[r][state]`: walkers on every state after `recordedSteps[r]` steps (absorbed walkers included,
  /// on their absorbing state).
  public var densities: [[UInt64]]
  /// Sum over steps n = 0 ... last - 1 of the walkers on every transient state, the start (n = 0) included;
  /// zero on absorbing states.
  public var visits: [UInt64]
  /// Walkers absorbed by every state.
  public var arrivals: [UInt64]
  /// Sum of the steps at which walkers were absorbed, per absorbing state.
  public var arrivalSteps: [UInt64]
  /// Sums over walkers of the problem's path scores, in units of `PathScores.unit`; empty where it has none.
  public var scores: [Int64]
  /// Walker-steps completed: a walker on a transient state moved by one Markov step.
  public var walkerSteps: UInt64 = 0
  /// Markov steps that were run.
  public var steps = 0

  /// An empty tally for `recordCount` recorded steps over `stateCount` states, and `scoreCount` path scores.
  public init(recordCount: Int, stateCount: Int, scoreCount: Int = 0) {
    densities = Array(repeating: Array(repeating: 0, count: stateCount), count: recordCount)
    visits = Array(repeating: 0, count: stateCount)
    arrivals = visits
    arrivalSteps = visits
    scores = Array(repeating: 0, count: scoreCount)
  }

  public static func += (sum: inout WalkTally, other: WalkTally) {
    precondition(
      sum.densities.count == other.densities.count && sum.visits.count == other.visits.count
        && sum.scores.count == other.scores.count)
    sum.walkers += other.walkers
    for record in sum.densities.indices { add(other.densities[record], to: &sum.densities[record]) }
    add(other.visits, to: &sum.visits)
    add(other.arrivals, to: &sum.arrivals)
    add(other.arrivalSteps, to: &sum.arrivalSteps)
    for index in sum.scores.indices { sum.scores[index] += other.scores[index] }
    sum.walkerSteps += other.walkerSteps
    sum.steps = max(sum.steps, other.steps)
  }

  private static func add(_ values: [UInt64], to sums: inout [UInt64]) {
    for index in sums.indices { sums[index] += values[index] }
  }
}
