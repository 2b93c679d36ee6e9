import FileFormats
import MarkovChains

extension WorkloadKind {
  /// A walk on `chain` as the keys `steps` or `until_absorbed` say: the density after the last step, or where walkers
  /// end and how many steps they take.
  static func walk(
    on chain: MarkovChain, start: [Double], _ fields: ConfigurationFields, _ recorded: [Int]?
  ) throws -> Workload {
    switch (fields.optional("steps"), fields.optional("until_absorbed")) {
    case (let steps?, nil):
      let count = try steps.integer(in: Limits.steps)
      return lastDensity(
        WalkProblem(stages: [chain], start: start, horizon: .steps(count)), steps: count,
        recorded: recorded)
    case (nil, let limit?):
      let count = try limit.integer(in: Limits.steps)
      try checkAbsorption(of: chain, from: start, at: limit)
      return absorption(
        WalkProblem(stages: [chain], start: start, horizon: .absorption(limit: count)),
        recorded: recorded)
    default:
      throw fields.node.fail("give one of steps (how many to walk) and until_absorbed (the most to walk)")
    }
  }

  /// - Throws: if walkers can come to a state from which no absorbing state is ever reached.
  private static func checkAbsorption(
    of chain: MarkovChain, from start: [Double], at node: ConfigurationNode
  ) throws {
    let reached = chain.states(reachableFrom: start.indices.filter { start[$0] > 0 })
    guard let trap = chain.statesNeverAbsorbed.first(where: { reached[$0] }) else { return }
    throw node.fail(
      "walkers can come to state \(chain.label(of: trap)), from which no absorbing state is reached; "
        + "give steps instead, or let the state lead to an absorbing one")
  }

  /// Where walkers end, and how many steps they take.
  private static func absorption(_ problem: WalkProblem, recorded: [Int]?) -> Workload {
    let chain = problem.chain
    let ends = chain.absorbingStates.map {
      LinearEstimate.Entry(
        label: "absorbed by \(chain.label(of: $0))", terms: [.init(.arrivals(state: $0))])
    }
    let steps = LinearEstimate.Entry(
      label: "steps to absorption", terms: chain.transientStates.map { .init(.visits(state: $0)) })
    return Workload(
      problem: problem,
      recordedSteps: Recording.steps(recorded, last: min(problem.horizon.limit, 24)),
      estimate: LinearEstimate(name: "absorption", entries: ends + [steps]))
  }
}
