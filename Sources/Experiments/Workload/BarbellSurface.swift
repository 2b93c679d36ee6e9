import FileFormats
import MarkovChains

extension WorkloadKind {
  /// Heat on a barbell: the share of walkers on either ball and on the neck at every recorded step.
  static let barbell = WorkloadKind(
    name: "barbell", summary: "heat on a barbell: two balls joined by a thin neck, on a mesh of triangles",
    read: { node, recorded in
      let fields = try node.fields(
        allowed: [
          "bell_radius", "neck_radius", "neck_length", "refinement", "diffusion", "time", "start", "steps",
        ])
      let barbell = Barbell(
        bellRadius: try fields.number("bell_radius", in: Limits.positive, or: 1),
        neckRadius: try fields.number("neck_radius", in: Limits.positive, or: 0.3),
        neckLength: try fields.number("neck_length", in: 0...1e300, or: 1))
      let refinement = try fields.integer("refinement", in: 0...6, or: 1)
      let diffusion = try fields.number("diffusion", in: Limits.positive, or: 1)
      let time = try fields.number("time", in: Limits.positive, or: 4)
      let steps = try fields.optional("steps")?.integer(in: Limits.steps)
      let walk = try node.placing {
        try BarbellWalk(
          barbell: barbell, refinement: refinement, diffusion: diffusion, time: time, steps: steps)
      }
      var problem = try node.placing { try walk.problem() }
      problem.start = try StartField.weights(fields.optional("start"), chain: problem.chain)
      let records = Recording.steps(recorded, last: walk.steps, count: 10)
      let strength = problem.sourceStrength
      return Workload(
        problem: problem, recordedSteps: records, estimate: sharesByPart(walk, records),
        reference: .init(
          name: "uniform law",
          values: uniformShares(walk).flatMap { share in records.map { _ in share * strength } }),
        stepTime: walk.time / Double(walk.steps), timeUnit: "s")
    })

  private static func sharesByPart(_ walk: BarbellWalk, _ records: [Int]) -> LinearEstimate {
    let entries = Barbell.Part.allCases.flatMap { part in
      let states = walk.states(of: part)
      return records.enumerated().map { record, step in
        let time = roundedLabel(walk.time * Double(step) / Double(walk.steps), places: 6)
        return LinearEstimate.Entry(
          label: "\(part.rawValue)(\(time))",
          terms: states.map { .init(.density(record: record, state: $0)) })
      }
    }
    return LinearEstimate(name: "walkers on each part", entries: entries)
  }

  /// The share of the mesh's area that belongs to the vertices of each part: where walkers are after a long time.
  private static func uniformShares(_ walk: BarbellWalk) -> [Double] {
    let areas = walk.surface.laplacian.vertexAreas
    let total = areas.reduce(0, +)
    return Barbell.Part.allCases.map { part in
      walk.states(of: part).reduce(0) { $0 + areas[$1] } / total
    }
  }
}
