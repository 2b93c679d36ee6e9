import EnergyModels

extension EnergyEstimate {
  /// What a computer would take if every busy core drew `watts`: a figure that the user assumes, not a measurement.
  init(assumedWattsPerCore watts: Double, busyCores: Int, seconds: Double) {
    let joules = watts * Double(busyCores) * seconds
    let range = EnergyRange(low: joules, nominal: joules, high: joules)
    let shown = watts == watts.rounded() ? "\(Int(watts))" : "\(watts)"
    self.init(
      table: "assumed \(shown) W per busy core (not measured)", total: range,
      parts: [EnergyShare(name: "busy cores", kind: .staticPower, joules: range)], host: nil,
      unpriced: [], seconds: seconds,
      assumptions: [
        "assumed on the command line: \(shown) W for each of \(busyCores) busy threads over the wall-clock time; "
          + "no meter was read"
      ],
      staticIsPriced: true)
  }
}
