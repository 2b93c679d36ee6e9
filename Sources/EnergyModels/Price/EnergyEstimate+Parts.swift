extension EnergyEstimate {
  /// An estimate from its parts, as a result file holds them; pricing is done by `CostTable`.
  package init(
    table: String, total: EnergyRange, parts: [EnergyShare], host: EnergyRange?, unpriced: [UnpricedEvent],
    seconds: Double, assumptions: [String], staticIsPriced: Bool
  ) {
    self.init(
      table: table, total: total, shares: parts, host: host, unpriced: unpriced, seconds: seconds,
      assumptions: assumptions, staticIsPriced: staticIsPriced)
  }
}
