import Instrumentation
import MarkovChains
import RandomStreams

// The computer as an opponent of the chip: it samples the very chain that the chip walks.
//
// Goals, in order: the exact law of the chain (probabilities to double precision or better); the same bits
// for any number of threads; speed.

/// Samples a walk problem on the computer.
///
/// Building one prepares tables for every stage; it then runs any number of batches.
public struct ConventionalSolver: Sendable {
  /// Most walkers a batch may have: counts are handled as doubles, which are exact up to here.
  public static let walkerLimit = 1 << 53

  let problem: WalkProblem
  let recordedSteps: [Int]
  let absorbing: [Bool]
  let aliases: AliasTables
  let splits: SplitTables
  let paths: PathTables?

  /// - Parameters:
  ///   - problem: schedule and horizon; its start is not used, `run` gets whole walkers per state.
  ///   - recordedSteps: the steps at which whole densities are kept, strictly ascending, none negative.
  ///     A step beyond the horizon gets the densities of the end.
  /// - Precondition: the looks of path scores lie within the horizon, which then is a number of steps; fewer than 2^31
  ///   states, and fewer than 2^32 columns in all alias tables together
  ///   (transitions of a row rounded up to a power of two).
  public init(problem: WalkProblem, recordedSteps: [Int]) {
    precondition(problem.stateCount < 1 << 31, "too many states: \(problem.stateCount), at most 2^31 - 1")
    precondition(problem.horizon.limit >= 0, "the horizon is \(problem.horizon.limit) steps")
    precondition(
      recordedSteps.allSatisfy { $0 >= 0 } && zip(recordedSteps, recordedSteps.dropFirst()).allSatisfy(<),
      "recorded steps ascend from 0 or more")
    if let last = problem.pathScores?.looks.last {
      precondition(
        problem.horizon == .steps(problem.horizon.limit), "paths are scored over a number of steps")
      precondition(last.step <= problem.horizon.limit, "a look comes after the last step")
    }
    self.problem = problem
    self.recordedSteps = recordedSteps
    let absorbing = (0..<problem.stateCount).map { state in
      problem.stages.allSatisfy { $0.isAbsorbing(state) }
    }
    self.absorbing = absorbing
    aliases = AliasTables(stages: problem.stages, absorbing: absorbing)
    splits = SplitTables(stages: problem.stages)
    paths = problem.pathScores.map { PathTables($0, stateCount: problem.stateCount) }
  }

  /// Runs one batch.
  ///
  /// - Parameters:
  ///   - start: this batch's walkers on every state.
  ///   - seed: any value, 0 included.
  ///   - batch: the batch's number; batches have streams of their own.
  ///   - threads: at least 1. The result does not depend on it. `counts` uses one thread.
  ///   - shouldStop: polled several times a second from all threads; true ends the batch early.
  /// - Precondition: `start` has one entry a state, none negative, and at most `walkerLimit` walkers in all; with path
  ///   scores the method is `walkers`, and there are no more walkers than their own limit.
  public func run(
    method: ConventionalMethod, start: [Int], seed: UInt64, batch: UInt32, threads: Int,
    shouldStop: @Sendable () -> Bool
  ) -> ConventionalRun {
    precondition(start.count == problem.stateCount, "\(start.count) starts for \(problem.stateCount) states")
    precondition(start.allSatisfy { (0...Self.walkerLimit).contains($0) }, "a start count is out of range")
    precondition(start.reduce(0.0) { $0 + Double($1) } <= Double(Self.walkerLimit), "too many walkers")
    precondition(threads >= 1, "at least one thread, got \(threads)")
    switch method {
    case .walkers:
      return WalkerRun(solver: self, key: StreamKey(seed: seed, purpose: .walker, batch: batch), start: start)
        .run(threads: threads, shouldStop: shouldStop)
    case .counts:
      precondition(problem.pathScores == nil, "counts on states know no paths")
      return countRun(
        start: start, key: StreamKey(seed: seed, purpose: .nodeCounts, batch: batch), shouldStop: shouldStop)
    }
  }
}
