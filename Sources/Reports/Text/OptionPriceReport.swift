import Experiments

/// Exact prices in a terminal.
public struct OptionPriceReport: Sendable {
  public let prices: OptionPrices

  public init(prices: OptionPrices) {
    self.prices = prices
  }

  public func text() -> String {
    var lines = TextReport.wrapped(
      prices.reason.isEmpty ? prices.scheme : "No chain carries walkers here: \(prices.reason).")
    if !prices.closedFormName.isEmpty { lines += TextReport.wrapped("Reference: \(prices.closedFormName).") }
    let header = ["biases in bp of spot"] + BudgetTable.header.dropFirst()
    let rows = prices.rows.map { row in
      [row.label, NumberText.known(row.closedForm, 10), NumberText.known(row.chain, 10)]
        + (row.isPrice ? parts(row) : [])
    }
    lines += [""] + TextTable(rows: [header] + rows, numbers: Set(1...6)).lines(width: TextReport.width)
    return lines.joined(separator: "\n") + "\n"
  }

  private func parts(_ row: OptionPrices.Row) -> [String] {
    [row.bias.total, row.bias.mesh, row.bias.timeStep, row.bias.probability].map {
      $0.isFinite ? NumberText.significant($0 / prices.basisPoint, 3) : "–"
    }
  }
}
