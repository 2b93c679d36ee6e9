import FileFormats
import MarkovChains

extension WorkloadKind {
  /// Ornstein-Uhlenbeck sampling: the histogram after long, against the process's stationary law.
  static let ornsteinUhlenbeck = WorkloadKind(
    name: "ornstein-uhlenbeck", summary: "Ornstein-Uhlenbeck sampling towards its stationary law",
    read: { node, recorded in
      let fields = try node.fields(
        allowed: [
          "theta", "sigma", "mean", "cells", "half_width", "time_step", "start", "steps",
        ])
      let plain = OrnsteinUhlenbeckWalk(
        theta: try fields.number("theta", in: Limits.positive, or: 1),
        sigma: try fields.number("sigma", in: Limits.positive, or: 1),
        mean: try fields.number("mean", in: -1e300...1e300, or: 0),
        cells: try fields.integer("cells", in: 2...100_000, or: 32),
        halfWidth: try fields.number("half_width", in: 0.1...100, or: 4),
        timeStep: try fields.number("time_step", in: Limits.positive, or: 0.01))
      let steps = try fields.integer("steps", in: Limits.steps, or: 600)
      let from = try fields.number("start", in: -1e300...1e300, or: plain.mean)
      let problem = try node.placing { try plain.problem(from: from, steps: steps) }
      var workload = lastDensity(problem, steps: steps, recorded: recorded)
      workload.reference = .init(name: "stationary law of the process", values: plain.stationaryLaw)
      workload.stepTime = plain.timeStep
      workload.timeUnit = "s"
      return workload
    })
}
