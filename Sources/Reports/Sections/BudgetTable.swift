import Experiments

/// Where the bias of every entry comes from: the reference, the chain's exact answer, and the parts between them.
struct BudgetTable {
  let result: ExperimentResult

  static let header = ["Entry", "reference", "chain, exact", "mesh", "time step", "probability", "bias"]

  var html: String {
    guard let budget = result.budget else { return "" }
    let table = Markup.table(Self.header, rows, numbers: Set(1..<Self.header.count))
    return Markup.heading("Error budget, biases in \(budget.unit)") + table
      + Markup.paragraph("\(budget.scheme) Sampling noise comes on top: it is the interval of every engine.")
  }

  /// The entries whose budget is known, and those whose exact answer is not: they have their reference at least.
  var rows: [[String]] {
    guard let budget = result.budget else { return [] }
    return budget.entries.enumerated().compactMap { index, entry in
      let isKnown = entry.mesh.isFinite || entry.timeStep.isFinite || entry.probability.isFinite
      guard isKnown || result.idealEstimate.at(index)?.isNaN == true else { return nil }
      let parts = [entry.mesh, entry.timeStep, entry.probability, entry.total]
      return [
        result.estimateLabels.at(index) ?? String(index),
        result.reference?.values.at(index).map { NumberText.known($0, 9) } ?? "–",
        result.idealEstimate.at(index).map { NumberText.known($0, 9) } ?? "–",
      ] + parts.map { $0.isFinite ? NumberText.significant($0 / budget.unitSize, 3) : "–" }
    }
  }
}
