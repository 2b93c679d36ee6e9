import EnergyModels
import Instrumentation

/// Reads cost tables: YAML files of format `spikewalk-cost-table`, version 1.
///
/// Keys carry their units (picojoules, milliwatts, microseconds, picoseconds). Every figure needs a source
/// and a trust mark; a figure that nobody published is left out, and a nominal value of zero is refused.
public enum CostTableFile {
  public static let format = "spikewalk-cost-table"
  public static let version = 1

  /// Reads the table in the file at `path`.
  ///
  /// - Throws: `FormatError` with file, line, column, key, value and what is allowed.
  public static func read(path: String) throws -> CostTable {
    try table(ConfigurationNode.read(path: path))
  }

  /// Reads a table from text.
  ///
  /// - Parameter file: the name that errors carry.
  public static func parse(_ text: String, file: String) throws -> CostTable {
    try table(ConfigurationNode.parse(text, file: file))
  }

  private static let keys = [
    "format", "version", "name", "title", "chip", "process_node_nm", "year", "voltage", "includes",
    "static_power",
    "host_power_mw", "events_pj", "included", "splits", "tick_periods_us", "timing_ps", "validation",
    "warnings",
  ]

  private static func table(_ node: ConfigurationNode) throws -> CostTable {
    let fields = try node.fields(allowed: keys)
    _ = try fields.required("format").oneOf([format])
    _ = try fields.required("version").integer(in: version...version)
    var table = try CostTable(
      name: fields.required("name").string(), title: fields.required("title").string(),
      chip: fields.required("chip").string(), year: fields.required("year").integer(in: 1950...2100),
      includes: fields.required("includes").string(),
      staticPower: staticPower(fields.required("static_power")))
    table.processNode = try fields.optional("process_node_nm")?.integer(in: 1...10_000)
    table.hostPower = try fields.optional("host_power_mw").map { try range($0, perUnit: milliwatts) }
    table.costs = try costs(fields.optional("events_pj"))
    table.included = try included(fields.optional("included"), costs: table.costs)
    table.voltage = try fields.optional("voltage").map(voltage)
    table.splits = try items(fields.optional("splits")).map { try split($0, costs: table.costs) }
    table.tickPeriods = try items(fields.optional("tick_periods_us")).map(tickPeriod)
    table.timing = try fields.optional("timing_ps").map(timing)
    table.validation = try items(fields.optional("validation")).map(validationPoint)
    table.warnings = try items(fields.optional("warnings")).map { try $0.string() }
    return table
  }

  /// Of a joule and of a watt. Files are divided by these whole numbers, so that 104 mW is 0.104 W to the
  /// last bit.
  static let picojoules = 1e12
  static let milliwatts = 1e3

  static func items(_ node: ConfigurationNode?) throws -> [ConfigurationNode] { try node?.list() ?? [] }

  /// The event that a key or value names.
  static func event(_ name: String, at node: ConfigurationNode) throws -> CountableEvent {
    guard let event = CountableEvent(rawValue: name) else {
      throw node.fail(Wording.unknown("event", name, known: CountableEvent.allCases.map(\.rawValue)))
    }
    return event
  }

  private static func costs(_ node: ConfigurationNode?) throws -> [CountableEvent: CitedRange] {
    var costs: [CountableEvent: CitedRange] = [:]
    for (name, value) in try node?.namedFields() ?? [] {
      costs[try event(name, at: value)] = try range(value, perUnit: picojoules)
    }
    return costs
  }

  private static func included(
    _ node: ConfigurationNode?, costs: [CountableEvent: CitedRange]
  ) throws -> [CountableEvent: String] {
    var included: [CountableEvent: String] = [:]
    for (name, value) in try node?.namedFields() ?? [] {
      let event = try event(name, at: value)
      guard costs[event] == nil else {
        throw value.fail(
          "has a cost under events_pj as well; an event has a cost or is included in others, not both")
      }
      included[event] = try value.string()
    }
    return included
  }
}
