import Experiments

/// Every entry of the estimate in numbers, an engine at a time.
struct EstimateTable {
  let result: ExperimentResult

  /// Rows beyond which a table opens only on demand.
  private static let shownRows = 12

  var html: String {
    result.engines.map { engine in
      let table = Markup.table(header, rows(engine), numbers: Set(1..<header.count))
      guard !table.isEmpty else { return "" }
      let title = "Estimates of \(engine.name)"
      return engine.estimates.count > Self.shownRows
        ? Markup.collapsed("\(title): \(NumberText.count(engine.estimates.count)) entries", table)
        : Markup.heading(title) + table
    }.joined()
  }

  private var header: [String] {
    ["Entry", "sampled", "standard error", "95 % half-width", "exact, sampled chain", "exact, ideal chain"]
      + (result.reference.map { [$0.name] } ?? []) + ["residual (standard errors)"]
  }

  private func rows(_ engine: EngineResult) -> [[String]] {
    engine.estimates.enumerated().map { index, estimate in
      let reference = result.reference.map { [number($0.values.at(index))] } ?? []
      return [
        result.estimateLabels.at(index) ?? String(index), number(estimate.value, 6),
        number(estimate.standardError, 3), number(estimate.halfWidth, 3), number(estimate.exact),
        number(result.idealEstimate.at(index)),
      ] + reference + [estimate.residual.isNaN ? "–" : number(estimate.residual, 3)]
    }
  }

  private func number(_ value: Double?, _ digits: Int = 6) -> String {
    value.map { NumberText.known($0, digits) } ?? "–"
  }
}
