import EnergyModels
import Instrumentation
import MarkovChains

/// The result in JSON for other programs: everything but densities, laws, visits and loads of cores, which
/// are in the
/// HDF5 file. Keys keep their order; seeds are decimal strings; what is not finite is null.
public func summaryJSON(_ result: ExperimentResult) -> String {
  JSONValue.object([
    .init("format", .string("spikewalk-summary")),
    .init("format_version", .integer(ExperimentResult.formatVersion)),
    .init("content_hash", .string(contentHash(of: result))), .init("title", .string(result.title)),
    .init("seed", .string(String(result.seed))), .init("code_version", .string(result.codeVersion)),
    .init("machine", .string(result.machine)), .init("date", .string(result.date)),
    .init("walkers", .integer(result.walkers)), .init("batches", .integer(result.batches)),
    .init("states", .integer(result.labels.count)), .init("step_time", .number(result.stepTime)),
    .init("time_unit", .string(result.timeUnit)),
    .init("recorded_steps", .array(result.recordedSteps.map(JSONValue.integer))),
    .init("estimate", estimate(result)),
    .init("engines", .array(result.engines.map(EngineSummary.json))),
    .init("experiment_text", .string(result.experimentText)),
  ]).text()
}

private func estimate(_ result: ExperimentResult) -> JSONValue {
  .object([
    .init("name", .string(result.estimateName)),
    .init("labels", .array(result.estimateLabels.map(JSONValue.string))),
    .init("ideal", .array(result.idealEstimate.map(JSONValue.number))),
    .init(
      "reference",
      result.reference.map {
        .object([
          .init("name", .string($0.name)), .init("values", .array($0.values.map(JSONValue.number))),
        ])
      } ?? .null),
    .init("budget", result.budget.map(budget) ?? .null),
  ])
}

private func budget(_ budget: ExperimentResult.Budget) -> JSONValue {
  func part(_ part: (BiasBudget) -> Double) -> JSONValue { .array(budget.entries.map { .number(part($0)) }) }
  return .object([
    .init("unit", .string(budget.unit)), .init("unit_size", .number(budget.unitSize)),
    .init("scheme", .string(budget.scheme)), .init("mesh", part(\.mesh)),
    .init("time_step", part(\.timeStep)), .init("probability", part(\.probability)),
    .init("total", part(\.total)),
  ])
}

/// One engine's part of the summary.
private enum EngineSummary {
  static func json(_ engine: EngineResult) -> JSONValue {
    .object([
      .init("name", .string(engine.name)), .init("kind", .string(engine.kind.rawValue)),
      .init("method", .string(engine.method)), .init("status", .string(engine.status.rawValue)),
      .init("advice", .string(engine.advice)), .init("verdict", verdict(engine.verdict)),
      .init("completed_batches", .integer(engine.completedBatches)),
      .init("walkers", .count(engine.tally.walkers)),
      .init("markov_steps", .integer(engine.tally.steps)),
      .init("walker_steps", .count(engine.tally.walkerSteps)),
      .init("relative_bias", .number(engine.relativeBias)), .init("estimates", estimates(engine.estimates)),
      .init("goodness_of_fit", .array(engine.fits.map(fit))), .init("events", events(engine.events)),
      .init("chip", engine.chip.map(chip) ?? .null),
      .init("modelled_energy", .array(engine.energies.map(energy))),
      .init("host_seconds", .number(engine.hostSeconds)),
      .init("measured_host_energy", host(engine.hostEnergy)),
    ])
  }

  private static func verdict(_ verdict: Verdict) -> JSONValue {
    .object([
      .init("good", .bool(verdict.isGood)),
      .init(
        "checks",
        .array(
          verdict.checks.map {
            .object([.init("passed", .bool($0.passed)), .init("text", .string($0.text))])
          })),
    ])
  }

  private static func estimates(_ estimates: [Estimate]) -> JSONValue {
    .object([
      .init("values", .array(estimates.map { .number($0.value) })),
      .init("standard_errors", .array(estimates.map { .number($0.standardError) })),
      .init("half_widths", .array(estimates.map { .number($0.halfWidth) })),
      .init("exact", .array(estimates.map { .number($0.exact) })),
    ])
  }

  private static func fit(_ fit: GoodnessOfFit) -> JSONValue {
    .object([
      .init("step", .integer(fit.step)), .init("statistic", .number(fit.statistic)),
      .init("degrees_of_freedom", .integer(fit.degreesOfFreedom)), .init("p_value", .number(fit.pValue)),
      .init("detectable_shift", .number(fit.detectableShift)),
    ])
  }

  private static func events(_ events: EventCounts) -> JSONValue {
    .object(events.nonZero.map { .init($0.event.rawValue, .count($0.count)) })
  }

  private static func chip(_ chip: ChipRun) -> JSONValue {
    .object([
      .init("profile", .string(chip.profile)), .init("image_hash", .string(chip.imageHash)),
      .init("replicas", .integer(chip.replicas)), .init("ticks", .count(chip.ticks)),
      .init("total_ticks", .count(chip.totalTicks)), .init("chip_seconds", .number(chip.chipSeconds)),
      .init("tick_note", .string(chip.tickNote)), .init("neurons", .integer(chip.utilisation.neurons)),
      .init("cores", .integer(chip.utilisation.cores)), .init("chips", .integer(chip.utilisation.chips)),
    ])
  }

  private static func energy(_ energy: EnergyEstimate) -> JSONValue {
    .object([
      .init("table", .string(energy.table)), .init("low_joules", .number(energy.total.low)),
      .init("nominal_joules", .number(energy.total.nominal)),
      .init("high_joules", .number(energy.total.high)),
      .init("complete", .bool(energy.isComplete)),
      .init("unpriced", .object(energy.unpriced.map { .init($0.event.rawValue, .count($0.count)) })),
    ])
  }

  /// Joules where they were measured, and otherwise the reason; never an estimate in their place.
  private static func host(_ energy: HostEnergy) -> JSONValue {
    switch energy {
    case .measured(let joules, let source):
      .object([.init("joules", .number(joules)), .init("source", .string(source))])
    case .notMeasured(let reason): .object([.init("joules", .null), .init("not_measured", .string(reason))])
    }
  }
}
