import Instrumentation

/// What the events of one chip (or computer) cost, by one source: a value, read from a data file or built in
/// code.
///
/// A figure that nobody published is absent, never zero: events without a cost are listed as unpriced.
public struct CostTable: Hashable, Sendable {
  /// Short name, as files and results use it.
  public var name: String
  public var title: String
  /// Chip family: "truenorth", "loihi", "computer".
  public var chip: String
  /// Process node in nanometres, if stated.
  public var processNode: Int?
  /// Supply voltage of the figures, and how they go with it, if stated.
  public var voltage: SupplyVoltage?
  /// Year of the source.
  public var year: Int
  /// What the figures include and leave out.
  public var includes: String
  /// Joules per event.
  public var costs: [CountableEvent: CitedRange]
  /// Events without a cost of their own because another figure holds it, or because they are outcomes and not
  /// operations; with the reason. They are not unpriced.
  public var included: [CountableEvent: String]
  /// Costs whose sum is known better than their parts.
  public var splits: [CostSplit]
  public var staticPower: StaticPower
  /// Watts of the host processors of a chip; reported beside the chip's energy, never in it.
  public var hostPower: CitedRange?
  /// Lengths of a tick, the usual one first; empty where the tick is as long as the work (`timing`).
  public var tickPeriods: [TickPeriod]
  /// Time per event, for chips whose tick is as long as the work of the busiest core.
  public var timing: EventTiming?
  /// Published measurements that the table was held against.
  public var validation: [ValidationPoint]
  /// What a reader of any estimate must be told.
  public var warnings: [String]

  public init(
    name: String, title: String, chip: String, year: Int, includes: String, staticPower: StaticPower
  ) {
    self.name = name
    self.title = title
    self.chip = chip
    self.year = year
    self.includes = includes
    self.staticPower = staticPower
    costs = [:]
    included = [:]
    splits = []
    tickPeriods = []
    validation = []
    warnings = []
  }
}

/// Power that flows whether or not anything happens.
public enum StaticPower: Hashable, Sendable {
  /// Watts of a whole chip of `cores` cores.
  case chip(CitedRange, cores: Int)
  /// Watts of one core, where cores can be used alone.
  case core(CitedRange)
  /// The costs per event hold it already; adding it would count it twice. With the reason.
  case inEvents(String)
  /// Nobody has published it.
  case unknown
}

/// Two or more costs of which only a sum is known: low and high of a total are taken over `corners`, not over
/// each cost by itself.
public struct CostSplit: Hashable, Sendable {
  public var events: [CountableEvent]
  /// Every corner prices all events of the split, in joules, in their order.
  public var corners: [[Double]]
  public var source: String

  /// - Precondition: every corner has a value, finite and not negative, for every event.
  public init(events: [CountableEvent], corners: [[Double]], source: String) {
    precondition(
      corners.allSatisfy { $0.count == events.count && $0.allSatisfy { $0 >= 0 && $0.isFinite } },
      "a corner prices every event of its split")
    self.events = events
    self.corners = corners
    self.source = source
  }
}

/// A length of a tick that was shown on silicon.
public struct TickPeriod: Hashable, Sendable {
  public var name: String
  public var seconds: Double
  public var trust: TrustMark
  public var source: String

  public init(name: String, seconds: Double, trust: TrustMark, source: String) {
    self.name = name
    self.seconds = seconds
    self.trust = trust
    self.source = source
  }
}

/// A published measurement, and how far the table is from it.
public struct ValidationPoint: Hashable, Sendable {
  public var name: String
  public var watts: Double
  public var voltage: Double
  /// Spikes per second of every neuron, and set crossbar bits per neuron.
  public var rate: Double
  public var synapses: Double
  /// Error of the table, percent.
  public var error: Double
  /// Error at this point after a fit to the others, percent.
  public var leaveOneOut: Double

  public init(
    name: String, watts: Double, voltage: Double, rate: Double, synapses: Double, error: Double,
    leaveOneOut: Double
  ) {
    self.name = name
    self.watts = watts
    self.voltage = voltage
    self.rate = rate
    self.synapses = synapses
    self.error = error
    self.leaveOneOut = leaveOneOut
  }
}
