import EnergyModels
import Instrumentation

extension CostTableFile {
  private static let largest = 1e15

  /// `{low, nominal, high, trust, source}` where one joule or watt is `perUnit` of the file's unit.
  static func range(_ node: ConfigurationNode, perUnit: Double) throws -> CitedRange {
    let fields = try node.fields(allowed: ["low", "nominal", "high", "trust", "source"])
    let low = try fields.required("low").number(in: 0...largest)
    let nominal = try positive(fields.required("nominal"))
    let high = try fields.required("high").number(in: 0...largest)
    guard low <= nominal, nominal <= high else {
      throw node.fail(
        "low \(low), nominal \(nominal), high \(high) do not ascend; write low <= nominal <= high")
    }
    return try CitedRange(
      low: low / perUnit, nominal: nominal / perUnit, high: high / perUnit, trust: trust(fields),
      source: fields.required("source").string())
  }

  /// Above zero: a zero would pass an unknown figure off as free.
  private static func positive(_ node: ConfigurationNode) throws -> Double {
    let value = try node.number(in: 0...largest)
    guard value > 0 else {
      throw node.fail("is 0; leave a figure that is unknown out, so that it is listed as unpriced")
    }
    return value
  }

  private static func trust(_ fields: ConfigurationFields) throws -> TrustMark {
    let mark = try fields.required("trust").oneOf(TrustMark.allCases.map(\.rawValue))
    return TrustMark(rawValue: mark)!
  }

  static func staticPower(_ node: ConfigurationNode) throws -> StaticPower {
    let fields = try node.fields(allowed: ["per", "cores", "milliwatts", "reason"])
    let per = try fields.required("per")
    switch try per.oneOf(["chip", "core", "event", "unknown"]) {
    case "chip":
      return try .chip(
        range(fields.required("milliwatts"), perUnit: milliwatts),
        cores: fields.required("cores").integer(in: 1...1 << 24))
    case "core": return try .core(range(fields.required("milliwatts"), perUnit: milliwatts))
    case "event": return try .inEvents(fields.required("reason").string())
    default: return .unknown
    }
  }

  static func voltage(_ node: ConfigurationNode) throws -> SupplyVoltage {
    let fields = try node.fields(allowed: ["volts", "scaling"])
    let volts = fields.required
    let supply = try volts("volts").number(in: 0...100, exclusiveLower: true)
    guard let scaling = try fields.optional("scaling").map(voltageScaling) else {
      return SupplyVoltage(volts: supply)
    }
    guard scaling.range.contains(supply) else {
      throw try volts("volts").fail("is \(supply), outside scaling.range \(scaling.range); widen the range")
    }
    return SupplyVoltage(volts: supply, scaling: scaling)
  }

  private static func voltageScaling(_ node: ConfigurationNode) throws -> VoltageScaling {
    let fields = try node.fields(allowed: ["dynamic_exponent", "static_exponent", "range", "fixed"])
    let rangeNode = try fields.required("range")
    let ends = try rangeNode.list().map { try $0.number(in: 0...100, exclusiveLower: true) }
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw rangeNode.fail("needs two voltages, the lower first")
    }
    return try VoltageScaling(
      dynamicExponent: fields.required("dynamic_exponent").number(in: 0...10),
      staticExponent: fields.required("static_exponent").number(in: 0...10), range: ends[0]...ends[1],
      fixedEvents: Set(items(fields.optional("fixed")).map { try event($0.string(), at: $0) }))
  }

  static func split(_ node: ConfigurationNode, costs: [CountableEvent: CitedRange]) throws -> CostSplit {
    let fields = try node.fields(allowed: ["events", "corners_pj", "source"])
    let events = try fields.required("events").list().map { node in
      let event = try event(node.string(), at: node)
      guard costs[event] != nil else {
        throw node.fail("\(event.rawValue) has no cost under events_pj; give it one")
      }
      return event
    }
    let corners = try fields.required("corners_pj").list().map { corner in
      let values = try corner.list().map { try $0.number(in: 0...largest) / picojoules }
      guard values.count == events.count else {
        throw corner.fail("has \(values.count) costs; one for each of the \(events.count) events is needed")
      }
      return values
    }
    return try CostSplit(events: events, corners: corners, source: fields.required("source").string())
  }

  static func tickPeriod(_ node: ConfigurationNode) throws -> TickPeriod {
    let fields = try node.fields(allowed: ["name", "microseconds", "trust", "source"])
    return try TickPeriod(
      name: fields.required("name").string(), seconds: positive(fields.required("microseconds")) / 1e6,
      trust: trust(fields), source: fields.required("source").string())
  }

  static func validationPoint(_ node: ConfigurationNode) throws -> ValidationPoint {
    let fields = try node.fields(
      allowed: ["name", "watts", "volts", "hertz", "synapses", "error_percent", "leave_one_out_percent"])
    let percent = -1000.0...1000.0
    return try ValidationPoint(
      name: fields.required("name").string(), watts: positive(fields.required("watts")),
      voltage: positive(fields.required("volts")), rate: fields.required("hertz").number(in: 0...largest),
      synapses: fields.required("synapses").number(in: 0...largest),
      error: fields.required("error_percent").number(in: percent),
      leaveOneOut: fields.required("leave_one_out_percent").number(in: percent))
  }

  static func timing(_ node: ConfigurationNode) throws -> EventTiming {
    let fields = try node.fields(allowed: [
      "access", "update", "noise_update", "spike", "message_out", "message_in", "synapse", "barrier", "trust",
      "source",
    ])
    var timing = try EventTiming(
      barrier: barrier(fields.required("barrier")), trust: trust(fields),
      source: fields.required("source").string())
    timing.access = try fields.optional("access").map(picoseconds)
    timing.update = try fields.optional("update").map(picoseconds)
    timing.noiseUpdate = try fields.optional("noise_update").map(picoseconds)
    timing.spike = try fields.optional("spike").map(picoseconds)
    timing.messageOut = try fields.optional("message_out").map(picoseconds)
    timing.messageIn = try fields.optional("message_in").map(picoseconds)
    timing.synapse = try fields.optional("synapse").map(picoseconds)
    return timing
  }

  private static func barrier(_ node: ConfigurationNode) throws -> BarrierTime {
    let fields = try node.fields(allowed: ["one_tile", "all_tiles", "tiles"])
    let one = try picoseconds(fields.required("one_tile"))
    let all = try picoseconds(fields.required("all_tiles"))
    guard one <= all else { throw node.fail("one_tile \(one) is above all_tiles \(all); swap them") }
    return try BarrierTime(
      overOneTile: one, overAllTiles: all, tiles: fields.required("tiles").integer(in: 2...1 << 20))
  }

  /// From 1: a time that nobody published is left out. Up to a second.
  private static func picoseconds(_ node: ConfigurationNode) throws -> UInt64 {
    try UInt64(node.integer(in: 1...1_000_000_000_000))
  }
}
