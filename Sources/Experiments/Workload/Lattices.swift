import FileFormats
import MarkovChains

extension WorkloadKind {
  /// Diffusion on a torus from one node.
  static let torus = WorkloadKind(
    name: "torus", summary: "diffusion on a torus (the scaling study of Smith et al. 2022)",
    read: { node, recorded in
      let fields = try node.fields(allowed: ["columns", "rows", "stay", "start", "steps"])
      let torus = TorusDiffusion(
        columns: try fields.integer("columns", in: 1...10_000, or: 10),
        rows: try fields.integer("rows", in: 1...10_000, or: 10),
        stay: try fields.number("stay", in: Limits.probability, or: 0.2))
      try node.checkMesh(
        "\(torus.columns) columns and \(torus.rows) rows", states: torus.columns * torus.rows,
        exitsPerState: 5)
      let steps = try fields.integer("steps", in: Limits.steps, or: 100)
      var problem = try node.placing { try torus.problem(steps: steps) }
      problem.start = try StartField.weights(fields.optional("start"), chain: problem.chain)
      return lastDensity(problem, steps: steps, recorded: recorded)
    })

  /// A walk on a ring.
  static let ring = WorkloadKind(
    name: "ring", summary: "a walk on a ring (the benchmark W1)",
    read: { node, recorded in
      let fields = try node.fields(allowed: ["cells", "stay", "start", "steps"])
      let ring = RingWalk(
        cells: try fields.integer("cells", in: Limits.cells, or: 100),
        stay: try fields.number("stay", in: Limits.probability, or: 0))
      let steps = try fields.integer("steps", in: Limits.steps, or: 100)
      var problem = try node.placing { try ring.problem(steps: steps) }
      problem.start = try StartField.weights(fields.optional("start"), chain: problem.chain)
      return lastDensity(problem, steps: steps, recorded: recorded)
    })

  /// The density after the last step.
  static func lastDensity(_ problem: WalkProblem, steps: Int, recorded: [Int]?) -> Workload {
    let records = Recording.steps(recorded.map { $0 + [steps] }, last: steps)
    return Workload(
      problem: problem, recordedSteps: records,
      estimate: .density(
        record: records.count - 1, chain: problem.chain, name: "density after \(steps) steps"))
  }
}
