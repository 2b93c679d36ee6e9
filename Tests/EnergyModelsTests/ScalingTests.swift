import EnergyModels
import Instrumentation
import Testing

@Suite("Supply voltage and timing")
struct ScalingTests {
  static func table() -> CostTable {
    var table = PriceTests.table(.chip(PriceTests.cited(8, 8, 8), cores: 2))
    table.voltage = SupplyVoltage(
      volts: 1,
      scaling: VoltageScaling(
        dynamicExponent: 2, staticExponent: 3, range: 0.5...2, fixedEvents: [.chipCrossing]))
    return table
  }

  @Test("costs and static power follow their own powers of the voltage, fixed events none")
  func scaling() throws {
    let half = try Self.table().scaled(toVolts: 0.5)
    #expect(half.voltage?.volts == 0.5)
    #expect(half.costs[.spike]?.nominal == 0.5)
    #expect(half.costs[.chipCrossing]?.nominal == 5)
    guard case .chip(let watts, cores: 2) = half.staticPower else {
      Issue.record("static power changed its kind: \(half.staticPower)")
      return
    }
    #expect(abs(watts.nominal - 1) < 1e-12)
    let back = try half.scaled(toVolts: 1)
    #expect(abs(back.costs[.spike]!.nominal - 2) < 1e-12)
  }

  @Test("a voltage without measurements, or a table without scaling, is refused")
  func refusal() {
    for volts in [0.4, 2.1, -1, Double.nan] {
      #expect(throws: EnergyModelError.self) { try Self.table().scaled(toVolts: volts) }
    }
    #expect(throws: EnergyModelError.noVoltageScaling(table: "test")) {
      try PriceTests.table().scaled(toVolts: 1)
    }
  }

  @Test("the barrier is a straight line through its published ends")
  func barrier() {
    let barrier = BarrierTime(overOneTile: 113_000, overAllTiles: 465_000, tiles: 32)
    #expect(
      [0, 1, 2, 32, 63].map { barrier.picoseconds(tiles: $0) } == [
        113_000, 113_000, 124_354, 465_000, 817_000,
      ])
    let huge = BarrierTime(overOneTile: 1, overAllTiles: .max, tiles: 2)
    #expect(huge.picoseconds(tiles: .max) == .max)
  }

  @Test("events without a time are named")
  func untimed() {
    var timing = EventTiming(
      barrier: BarrierTime(overOneTile: 1, overAllTiles: 2, tiles: 2), trust: .derived, source: "test")
    timing.access = 5
    timing.synapse = 1
    #expect(timing.untimed == ["update", "noise_update", "spike", "message_out", "message_in"])
  }
}
