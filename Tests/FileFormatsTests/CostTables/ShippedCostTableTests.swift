import EnergyModels
import FileFormats
import Foundation
import Instrumentation
import Testing

/// The cost tables that the project ships, row by row: name, chip, and a run of one of each chip event in
/// picojoules.
@Suite("Shipped cost tables")
struct ShippedCostTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var chip: String
    /// Nominal sum of one of every event that the table prices, in picojoules.
    var sum: Double
    /// Watts of a whole chip or core.
    var watts: Double?
    var unpriced: Set<CountableEvent>
    var testDescription: String { name }
  }

  static let computer: Set<CountableEvent> = [.walkerStep, .randomDraw, .binomialDraw, .multiplyAdd]
  static let host: Set<CountableEvent> = [.inputSpike, .outputSpike]
  static let rows = [
    Row(
      name: "truenorth-fit", chip: "truenorth", sum: 1.1 + 70 + 2 * 2.45 + 832, watts: 0.068,
      unpriced: computer.union(host)),
    Row(
      name: "truenorth-26pj", chip: "truenorth", sum: 26 + 832, watts: nil, unpriced: computer.union(host)),
    Row(
      name: "loihi-davies2018", chip: "loihi", sum: 52 + 29 + 23.6 + 1.7 + 3 + 4, watts: 0.104,
      unpriced: computer.union(host).union([.spike, .noiseDraw, .messageOut, .messageIn, .chipCrossing])),
    Row(
      name: "loihi-sanafe", chip: "loihi", sum: 51.2 + 21.6 + 6 + 69.3 + 111 + 33.6 + 4.2 + 3, watts: 0.104,
      unpriced: computer.union(host).union([.chipCrossing])),
  ]

  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Models/Costs"

  static func read(_ name: String) throws -> CostTable {
    try CostTableFile.read(path: "\(folder)/\(name).yaml")
  }

  @Test("have the figures of their sources", arguments: rows)
  func figures(_ row: Row) throws {
    let table = try Self.read(row.name)
    #expect(table.name == row.name)
    #expect(table.chip == row.chip)
    let one = EventCounts(Dictionary(uniqueKeysWithValues: CountableEvent.allCases.map { ($0, 1) }))
    let estimate = try table.price(one, seconds: 0, poweredCores: 1, poweredChips: 1)
    #expect(abs(estimate.total.nominal * 1e12 - row.sum) < 1e-6)
    #expect(Set(estimate.unpriced.map(\.event)) == row.unpriced)
    #expect(estimate.total.low <= estimate.total.nominal && estimate.total.nominal <= estimate.total.high)
    switch table.staticPower {
    case .chip(let watts, _), .core(let watts): #expect(watts.nominal == row.watts)
    case .inEvents, .unknown: #expect(row.watts == nil)
    }
  }

  @Test("are all in the table above")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
    #expect(files == Self.rows.map { $0.name + ".yaml" }.sorted())
  }

  @Test("Loihi times and barriers")
  func timing() throws {
    let makers = try #require(try Self.read("loihi-davies2018").timing)
    #expect(makers.access == 5300 && makers.update == 3100 && makers.synapse == 3500)
    #expect(makers.untimed == ["noise_update", "spike", "message_in"])
    #expect(makers.barrier.picoseconds(tiles: 32) == 465_000)
    let board = try #require(try Self.read("loihi-sanafe").timing)
    #expect(board.untimed.isEmpty)
    #expect(board.barrier.picoseconds(tiles: 29) == 1_800_000)
  }
}
