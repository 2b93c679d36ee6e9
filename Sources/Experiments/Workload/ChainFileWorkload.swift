import FileFormats
import MarkovChains

extension WorkloadKind {
  /// A user's own chain from a CSV or Matrix Market file.
  static let chainFile = WorkloadKind(
    name: "chain", summary: "a chain of your own, from a CSV or Matrix Market file",
    read: { node, recorded in
      let fields = try node.fields(allowed: ["file", "missing_rows", "start", "steps", "until_absorbed"])
      let fileNode = try fields.required("file")
      let path = FilePath.beside(fileNode.file, try fileNode.string())
      var options = ChainFileOptions()
      if let rule = fields.optional("missing_rows") {
        let name = try rule.oneOf(ChainFileOptions.MissingRows.allCases.map(\.rawValue))
        options.missingRows = ChainFileOptions.MissingRows(rawValue: name)!
      }
      options.maximumStates = SizeLimits.states
      let chain = try ChainFile.read(path: path, options: options)
      let start = try StartField.weights(fields.optional("start"), chain: chain)
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
        throw node.fail("give one of steps (how many to walk) and until_absorbed (the most to walk)")
      }
    })

  /// - Throws: if walkers can come to a state from which no absorbing state is ever reached.
  private static func checkAbsorption(
    of chain: MarkovChain, from start: [Double], at node: ConfigurationNode
  ) throws {
    let reached = PileBound(chain: chain, start: start.map { $0 > 0 ? 1 : 0 }).piles
    guard let trap = chain.statesNeverAbsorbed.first(where: { reached[$0] > 0 }) else { return }
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

/// Paths in an experiment file are relative to the file.
enum FilePath {
  static func beside(_ file: String, _ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
  }
}
