import FileFormats
import MarkovChains

extension WorkloadKind {
  /// Heat on a wire: walkers from one node until the hot end absorbs them; mean visits and mean steps.
  static let wire = WorkloadKind(
    name: "wire", summary: "steady heat on a wire (Smith et al., ICONS 2020)",
    read: { node, recorded in
      let fields = try node.fields(allowed: ["length", "cells", "time_step", "start", "limit"])
      let wire = HeatOnAWire(
        length: try fields.number("length", in: Limits.positive, or: 2),
        cells: try fields.integer("cells", in: 2...100_000, or: 40),
        timeStep: try fields.number("time_step", in: Limits.positive, or: 1e-4))
      let start = try fields.integer("start", in: 0...(wire.cells - 1), or: wire.cells / 2)
      let limit = try fields.integer("limit", in: Limits.steps, or: 1_000_000)
      let problem = try node.placing { try wire.problem(startNode: start, stepLimit: limit) }
      // A walker that hardly moves takes longer than any limit: the quotient may be infinite.
      let relaxation = Double(wire.cells * wire.cells) / (1 - wire.stayProbability)
      let last = Int(min(Double(limit), max(24, relaxation)))
      return Workload(
        problem: problem, recordedSteps: Recording.steps(recorded, last: last),
        estimate: visits(of: problem.chain), stepTime: wire.timeStep, timeUnit: "s")
    })

  private static func visits(of chain: MarkovChain) -> LinearEstimate {
    let states = chain.transientStates
    let visits = states.map {
      LinearEstimate.Entry(label: chain.label(of: $0), terms: [.init(.visits(state: $0))])
    }
    let total = LinearEstimate.Entry(
      label: "steps to absorption", terms: states.map { .init(.visits(state: $0)) })
    return LinearEstimate(name: "mean visits per walker", entries: visits + [total])
  }
}
