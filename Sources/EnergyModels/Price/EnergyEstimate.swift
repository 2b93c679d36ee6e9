import Instrumentation

/// Joules of a run by one cost table: event counts times cited constants, not a measurement.
public struct EnergyEstimate: Hashable, Sendable {
  /// Name of the cost table.
  public var table: String
  /// Events and static power together; without the host.
  public var total: EnergyRange
  /// What the total is made of: every priced event that happened, by its name in files, then static power.
  /// Nominal values add up to the total's. Lows and highs of events in a `CostSplit` do not: only their sum
  /// is known.
  public var shares: [EnergyShare]
  /// Joules of the host processors, if the table gives their power; not part of the total.
  public var host: EnergyRange?
  /// Events that happened and that the table does not price, with their counts. They are missing from the
  /// total.
  public var unpriced: [UnpricedEvent]
  /// Length of the run on the chip that static power was priced for.
  public var seconds: Double
  /// What a reader must know to judge the figure.
  public var assumptions: [String]

  /// Whether every event and static power has a price.
  public var isComplete: Bool { unpriced.isEmpty && staticIsPriced }
  /// False if the table has no static power and does not say that events hold it.
  public var staticIsPriced: Bool
}

/// One part of an estimate.
public struct EnergyShare: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, Codable {
    case dynamic, crossing
    case staticPower = "static"
  }

  public var name: String
  public var kind: Kind
  public var joules: EnergyRange

  public init(name: String, kind: Kind, joules: EnergyRange) {
    self.name = name
    self.kind = kind
    self.joules = joules
  }
}

/// An event that happened and has no price.
public struct UnpricedEvent: Hashable, Sendable {
  public var event: CountableEvent
  public var count: UInt64

  public init(event: CountableEvent, count: UInt64) {
    self.event = event
    self.count = count
  }
}

extension EnergyEstimate {
  /// The interval over several tables: the lowest low, the highest high, no nominal value (tables disagree;
  /// show each by name). Nil if there is none.
  public static func span(of estimates: [EnergyEstimate]) -> ClosedRange<Double>? {
    guard let low = estimates.map(\.total.low).min(), let high = estimates.map(\.total.high).max() else {
      return nil
    }
    return low...high
  }
}
