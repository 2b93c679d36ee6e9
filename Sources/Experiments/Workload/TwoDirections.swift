import FileFormats
import MarkovChains

extension WorkloadKind {
  /// Two-direction flux with absorption: the two fluxes at every recorded time.
  static let twoDirections = WorkloadKind(
    name: "two-directions", summary: "two-direction flux with scattering and absorption",
    read: { node, recorded in
      let fields = try node.fields(
        allowed: ["scattering", "absorption", "right", "left", "time_step", "steps"])
      let flux = TwoDirectionFlux(
        scattering: try fields.number("scattering", in: 0...1e300, or: 8),
        absorption: try fields.number("absorption", in: 0...1e300, or: 2),
        rightFlux: try fields.number("right", in: 0...1e300, or: 5),
        leftFlux: try fields.number("left", in: 0...1e300, or: 3),
        timeStep: try fields.number("time_step", in: Limits.positive, or: 0.005))
      let steps = try fields.integer("steps", in: Limits.steps, or: 200)
      let problem = try node.placing { try flux.problem(steps: steps) }
      let records = Recording.steps(recorded, last: steps, count: 10)
      let times = records.map { Double($0) * flux.timeStep }
      let entries = ["u+", "u-"].enumerated().flatMap { state, name in
        records.indices.map { record in
          LinearEstimate.Entry(
            label: "\(name)(\(roundedLabel(times[record], places: 6)))",
            terms: [.init(.density(record: record, state: state))])
        }
      }
      let transport = times.map { flux.transportSolution(at: $0) }
      return Workload(
        problem: problem, recordedSteps: records,
        estimate: LinearEstimate(name: "flux", entries: entries),
        reference: .init(
          name: "transport equation", values: transport.map(\.right) + transport.map(\.left)),
        stepTime: flux.timeStep, timeUnit: "s")
    })
}
