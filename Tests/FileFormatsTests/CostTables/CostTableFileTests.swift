import EnergyModels
import FileFormats
import Testing

@Suite("Cost table files")
struct CostTableFileTests {
  static let good = """
    format: spikewalk-cost-table
    version: 1
    name: small
    title: A small table
    chip: loihi
    year: 2020
    includes: everything
    voltage: {volts: 0.8}
    static_power: {per: event, reason: inside}
    events_pj:
      spike: {low: 1, nominal: 2, high: 3, trust: A, source: a paper}
      hop_east_west: {low: 1, nominal: 1, high: 1, trust: C, source: a paper}
    included:
      message_in: inside spike
    splits:
      - {events: [spike, hop_east_west], corners_pj: [[1, 1]], source: a paper}
    tick_periods_us:
      - {name: nominal, microseconds: 1000, trust: B, source: a paper}
    """

  @Test("a good file gives its values in SI units")
  func values() throws {
    let table = try CostTableFile.parse(Self.good, file: "t.yaml")
    #expect(table.name == "small" && table.year == 2020 && table.processNode == nil)
    let spike = try #require(table.costs[.spike])
    #expect(spike == CitedRange(low: 1e-12, nominal: 2e-12, high: 3e-12, trust: .primary, source: "a paper"))
    #expect(table.included == [.messageIn: "inside spike"])
    #expect(table.tickPeriods.map(\.seconds) == [1e-3])
    #expect(table.staticPower == .inEvents("inside"))
    #expect(table.splits.count == 1)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var from: String
    var to: String
    var place: String
    var says: [String]
    var testDescription: String { to.isEmpty ? "without \(from)" : to }
  }

  static let faults: [Fault] = [
    Fault(from: "name: small", to: "nane: small", place: "3:1", says: ["unknown key", "nane", "name"]),
    Fault(from: "name: small\n", to: "", place: "1:1", says: ["name", "missing"]),
    Fault(from: "version: 1", to: "version: 2", place: "2:10", says: ["version", "2"]),
    Fault(from: "year: 2020", to: "year: soon", place: "6:7", says: ["year", "soon", "whole number"]),
    Fault(
      from: "nominal: 2,", to: "nominal: 5,", place: "11:10", says: ["events_pj.spike", "5.0", "ascend"]),
    Fault(
      from: "low: 1, nominal: 2", to: "low: -1, nominal: 2", place: "11:16", says: ["spike.low", "-1", "0"]),
    Fault(
      from: "low: 1, nominal: 2", to: "low: 0, nominal: 0", place: "11:28",
      says: ["spike.nominal", "leave", "unpriced"]),
    Fault(from: "high: 3", to: "high: nan", place: "11:37", says: ["spike.high", "nan", "number"]),
    Fault(from: "high: 3", to: "high: 1e400", place: "11:37", says: ["spike.high", "1e400"]),
    Fault(
      from: "trust: A, source: a paper", to: "trust: A", place: "11:10",
      says: ["spike", "source", "missing"]),
    Fault(from: "trust: A", to: "trust: E", place: "11:47", says: ["trust", "E", "A, B, C, D"]),
    Fault(from: "spike: {", to: "spikes: {", place: "11:11", says: ["unknown event", "spikes", "spike"]),
    Fault(from: "message_in:", to: "spike:", place: "14:10", says: ["included.spike", "not both"]),
    Fault(from: "per: event", to: "per: board", place: "9:21", says: ["per", "board", "chip"]),
    Fault(from: "volts: 0.8", to: "volts: 0", place: "8:18", says: ["voltage.volts", "above 0"]),
    Fault(from: "[[1, 1]]", to: "[[1]]", place: "16:51", says: ["corners_pj", "2 events"]),
    Fault(
      from: "events: [spike,", to: "events: [noise_draw,", place: "16:15", says: ["noise_draw", "no cost"]),
    Fault(
      from: "{per: event, reason: inside}", to: "[event]", place: "9:15",
      says: ["static_power", "a list", "a mapping"]),
  ]

  @Test("a fault is refused at its place, with key, value and what is allowed", arguments: faults)
  func refusal(_ fault: Fault) throws {
    let text = Self.good.replacingFirst(fault.from, with: fault.to)
    try #require(text != Self.good)
    let error = try #require(throws: FormatError.self) { try CostTableFile.parse(text, file: "t.yaml") }
    #expect(error.description.hasPrefix("t.yaml:\(fault.place):"), "\(error)")
    for word in fault.says { #expect(error.message.contains(word), "\(error)") }
  }

  /// Truncations and single-byte damage: a table or a `FormatError`, never a crash.
  @Test("damage gives a table or an error that names the file")
  func damage() throws {
    let bytes = Array(Self.good.utf8)
    var refused = 0
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= UInt8(1 << (index % 7))
      for text in [bytes[..<index], flipped[...]] {
        do {
          _ = try CostTableFile.parse(String(decoding: text, as: UTF8.self), file: "t.yaml")
        } catch let error as FormatError {
          refused += 1
          #expect(error.file == "t.yaml")
        }
      }
    }
    #expect(refused > bytes.count)
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }

  private func replacingCharacters(in range: Range<Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + self[range.upperBound...]
  }
}
