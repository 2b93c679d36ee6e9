import FileFormats
import MarkovChains

extension WorkloadKind {
  /// Angular fluence in a slab: particles on all lit states until they escape; scalar fluence per cell.
  static let slab = WorkloadKind(
    name: "slab", summary: "angular fluence in a slab (Smith et al., Nature Electronics 2022)",
    read: { node, recorded in
      let fields = try node.fields(
        allowed: [
          "half_width", "cells", "directions", "speed", "scattering", "absorption", "source",
          "source_half_width", "start_visit_weight", "limit",
        ])
      let slab = SlabFluence(
        halfWidth: try fields.number("half_width", in: Limits.positive, or: 1),
        cells: try fields.integer("cells", in: 1...10_000, or: 30),
        directions: try fields.integer("directions", in: 2...1_000, or: 30),
        speed: try fields.number("speed", in: Limits.positive, or: 200),
        scattering: try fields.number("scattering", in: 0...1e300, or: 0.15),
        absorption: try fields.number("absorption", in: 0...1e300, or: 0),
        source: try fields.number("source", in: Limits.positive, or: 0.015),
        sourceHalfWidth: try fields.number("source_half_width", in: Limits.positive, or: 0.5))
      try node.checkMesh(
        "\(slab.cells) cells and \(slab.directions) directions", states: slab.cells * slab.directions,
        exitsPerState: slab.directions)
      let weight = try fields.number("start_visit_weight", in: Limits.probability, or: 0.5)
      let limit = try fields.integer("limit", in: Limits.steps, or: 10_000)
      let problem = try node.placing { try slab.problem(stepLimit: limit) }
      return Workload(
        problem: problem, recordedSteps: Recording.steps(recorded, last: min(limit, 24)),
        estimate: fluence(slab, startVisitWeight: weight), stepTime: slab.timeStep, timeUnit: "s")
    })

  /// Visits summed over directions, the start counted by its weight: recorded step 0 is the start.
  private static func fluence(_ slab: SlabFluence, startVisitWeight: Double) -> LinearEstimate {
    let scale = slab.directionWidth * slab.source
    let entries = (0..<slab.cells).map { cell in
      let x = -slab.halfWidth + (Double(cell) + 0.5) * slab.spacing
      let states = cell * slab.directions..<(cell + 1) * slab.directions
      return LinearEstimate.Entry(
        label: "x = \(roundedLabel(x, places: 4))",
        terms: states.flatMap { state -> [LinearEstimate.Term] in
          let visit = LinearEstimate.Term(.visits(state: state), coefficient: scale)
          guard startVisitWeight < 1 else { return [visit] }
          return [
            visit,
            .init(.density(record: 0, state: state), coefficient: -(1 - startVisitWeight) * scale),
          ]
        })
    }
    return LinearEstimate(name: "scalar fluence", entries: entries)
  }
}
