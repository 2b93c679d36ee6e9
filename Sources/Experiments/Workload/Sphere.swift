import FileFormats
import MarkovChains
import RealModule

extension WorkloadKind {
  /// Heat on the sphere from the north pole: the density by bands of colatitude, against the Legendre series.
  static let sphere = WorkloadKind(
    name: "sphere", summary: "heat on the unit sphere, on a mesh of triangles",
    read: { node, recorded in
      let fields = try node.fields(allowed: ["refinement", "diffusion", "time", "steps", "bands"])
      let refinement = try fields.integer("refinement", in: 0...7, or: 2)
      let diffusion = try fields.number("diffusion", in: Limits.positive, or: 1)
      let time = try fields.number("time", in: Limits.positive, or: 0.2)
      let steps = try fields.optional("steps")?.integer(in: Limits.steps)
      let walk = try node.placing {
        try SphereWalk(refinement: refinement, diffusion: diffusion, time: time, steps: steps)
      }
      let bands = try fields.integer("bands", in: 1...1_000, or: 8)
      let states = statesByBand(walk, count: bands)
      if let empty = states.firstIndex(where: \.isEmpty) {
        throw node.fail(
          "band \(empty) of \(bands) has no vertex at refinement \(refinement); give fewer bands, or a higher "
            + "refinement")
      }
      let problem = try node.placing { try walk.problem() }
      let records = Recording.steps(recorded.map { $0 + [walk.steps] }, last: walk.steps)
      return Workload(
        problem: problem, recordedSteps: records,
        estimate: bandDensities(walk, states, record: records.count - 1),
        reference: .init(
          name: "Legendre series", values: try node.placing { try seriesByBand(walk, states) }),
        stepTime: walk.time / Double(walk.steps), timeUnit: "s")
    })

  /// The vertices of every band of equal width from the north pole to the south pole.
  private static func statesByBand(_ walk: SphereWalk, count: Int) -> [[Int]] {
    var states = [[Int]](repeating: [], count: count)
    for (state, colatitude) in walk.colatitudes.enumerated() {
      states[min(count - 1, Int(colatitude / Double.pi * Double(count)))].append(state)
    }
    return states
  }

  /// Walkers per steradian in every band, as a share of all.
  private static func bandDensities(_ walk: SphereWalk, _ states: [[Int]], record: Int) -> LinearEstimate {
    let angles = walk.solidAngles
    let width = 180 / Double(states.count)
    let entries = states.enumerated().map { band, states in
      let scale = 1 / states.reduce(0) { $0 + angles[$1] }
      let ends = [band, band + 1].map { roundedLabel(Double($0) * width, places: 2) }
      return LinearEstimate.Entry(
        label: "\(ends[0]) to \(ends[1]) degrees",
        terms: states.map { .init(.density(record: record, state: $0), coefficient: scale) })
    }
    return LinearEstimate(name: "density per steradian by colatitude", entries: entries)
  }

  /// The exact density at the vertices of every band, averaged by their solid angles.
  private static func seriesByBand(_ walk: SphereWalk, _ states: [[Int]]) throws -> [Double] {
    let (angles, colatitudes) = (walk.solidAngles, walk.colatitudes)
    return try states.map { states in
      let sum = try states.reduce(0) {
        $0 + angles[$1] * (try walk.heat.density(colatitude: colatitudes[$1], time: walk.time))
      }
      return sum / states.reduce(0) { $0 + angles[$1] }
    }
  }
}
