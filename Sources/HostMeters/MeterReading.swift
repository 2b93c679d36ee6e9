/// What a meter says about a stretch of time: joules, or why there are none. Never an estimate in place of a
/// reading.
public enum MeterReading: Hashable, Sendable {
  /// Joules of every domain that has a counter, over `seconds` of the monotonic clock.
  case measured([EnergyDomain: Double], seconds: Double)
  /// There is no reading; with the reason and, where there is one, the remedy.
  case notMeasured(String)

  /// Joules of one domain, if it was measured.
  public func joules(_ domain: EnergyDomain) -> Double? {
    if case .measured(let joules, _) = self { joules[domain] } else { nil }
  }

  /// Watts of one domain on average, if it was measured over some time.
  public func watts(_ domain: EnergyDomain) -> Double? {
    guard case .measured(let joules, let seconds) = self, seconds > 0 else { return nil }
    return joules[domain].map { $0 / seconds }
  }
}

/// A part of the computer that counts its energy. `package` holds `core`; `dram` is beside it on most
/// machines; `psys` is the whole platform.
public enum EnergyDomain: String, CaseIterable, Hashable, Sendable, Codable {
  case package, core, uncore, dram, psys
}

/// Joules of a run above the idle computer, with what they were made from.
public struct NetEnergy: Hashable, Sendable {
  public var gross: MeterReading
  /// The computer at rest, measured before.
  public var idle: MeterReading

  public init(gross: MeterReading, idle: MeterReading) {
    self.gross = gross
    self.idle = idle
  }

  /// Joules of a domain less idle power times the run's length; nil unless both were measured. It can be
  /// negative when a run hardly uses the computer: that is the noise of the meter and is reported as it is.
  public func joules(_ domain: EnergyDomain) -> Double? {
    guard case .measured(_, let seconds) = gross, let used = gross.joules(domain),
      let rest = idle.watts(domain)
    else {
      return nil
    }
    return used - rest * seconds
  }
}
