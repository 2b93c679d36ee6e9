import FileFormats
import MarkovChains

/// Whether the parts of a result that was read fit together, so that what uses it need not ask.
struct ResultFileChecks {
  let path: String

  func check(_ result: ExperimentResult) throws {
    let (states, records) = (result.labels.count, result.recordedSteps.count)
    try checkSpace(result.space, states: states)
    try equal("problem/absorbing", result.absorbing.count, states, "states")
    try check("problem/ideal_law", result.idealLaw, records: records, states: states)
    let entries = result.estimateLabels.count
    try equal("estimate/ideal", result.idealEstimate.count, entries, "labels")
    if let reference = result.reference {
      try equal("estimate/reference", reference.values.count, entries, "labels")
    }
    if let budget = result.budget {
      try equal("estimate/budget", budget.entries.count, entries, "labels")
    }
    for engine in result.engines {
      try check("\(engine.name): densities", engine.tally.densities, records: records, states: states)
      try check("\(engine.name): exact_law", engine.exactLaw, records: records, states: states)
      try equal("\(engine.name): visits", engine.tally.visits.count, states, "states")
      try equal("\(engine.name): arrivals", engine.tally.arrivals.count, states, "states")
      try equal("\(engine.name): arrival_steps", engine.tally.arrivalSteps.count, states, "states")
      // An engine that was stopped before its first batch ended has no estimates.
      if !engine.estimates.isEmpty {
        try equal("\(engine.name): estimates", engine.estimates.count, entries, "labels")
      }
    }
  }

  /// Sizes come from a file: their product is formed with care before anything uses it.
  private func checkSpace(_ space: StateSpace, states: Int) throws {
    let sides: (Int, Int) =
      switch space {
      case .interval(let count, _, _), .graph(let count): (count, 1)
      case .rectangle(let columns, let rows, _), .torus(let columns, let rows, _): (columns, rows)
      case .product(let cells, _, _, let directions): (cells, directions)
      }
    let (places, overflow) = sides.0.multipliedReportingOverflow(by: sides.1)
    guard !overflow, places <= states else {
      let shown = overflow ? "more than 2^63" : String(places)
      throw FormatError(file: path, message: ResultFileWording.space(shown, states: states))
    }
  }

  private func check<Number>(_ name: String, _ rows: [[Number]], records: Int, states: Int) throws {
    try equal(name, rows.count, records, "recorded steps")
    try equal(name, rows.first?.count ?? states, states, "states")
  }

  private func equal(_ name: String, _ count: Int, _ expected: Int, _ what: String) throws {
    guard count == expected else {
      throw FormatError(
        file: path, message: ResultFileWording.count(name, count, expected: expected, of: what))
    }
  }
}
