/// Why energy cannot be modelled.
public enum EnergyModelError: Error, Hashable, Sendable {
  case noVoltageScaling(table: String)
  case voltage(table: String, volts: Double, allowed: ClosedRange<Double>)
  case duration(seconds: Double)
  case powered(what: String, count: Int)
}

extension EnergyModelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noVoltageScaling(let table):
      "cost table \(table): it does not say how its figures go with the voltage; use it at its own voltage"
    case .voltage(let table, let volts, let allowed):
      "cost table \(table): \(volts) V is outside \(allowed.lowerBound) to \(allowed.upperBound) V, where "
        + "its figures were held against measurements; choose a voltage in that range"
    case .duration(let seconds):
      "a run of \(seconds) s cannot be priced; give its length in seconds, 0 or more"
    case .powered(let what, let count):
      "\(count) powered \(what) cannot be priced; give how many the run used, 0 or more"
    }
  }
}
