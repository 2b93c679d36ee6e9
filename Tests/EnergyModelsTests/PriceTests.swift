import EnergyModels
import Instrumentation
import Testing

@Suite("Pricing")
struct PriceTests {
  static func cited(_ low: Double, _ nominal: Double, _ high: Double) -> CitedRange {
    CitedRange(low: low, nominal: nominal, high: high, trust: .derived, source: "made up for a test")
  }

  static func table(_ power: StaticPower = .unknown) -> CostTable {
    var table = CostTable(
      name: "test", title: "Test", chip: "none", year: 2000, includes: "nothing", staticPower: power)
    table.costs = [.spike: cited(1, 2, 4), .synapticEvent: cited(10, 20, 40), .chipCrossing: cited(5, 5, 5)]
    table.included = [.messageOut: "held by spike"]
    return table
  }

  @Test("multiplies counts by costs and names the shares")
  func shares() throws {
    let events = EventCounts([.spike: 3, .synapticEvent: 2, .chipCrossing: 1])
    let estimate = try Self.table().price(events, seconds: 0, poweredCores: 1, poweredChips: 1)
    #expect(estimate.total == EnergyRange(low: 28, nominal: 51, high: 97))
    let spike = try #require(estimate.shares.first { $0.name == "spike" })
    #expect(spike.joules == EnergyRange(low: 3, nominal: 6, high: 12))
    #expect(spike.kind == .dynamic)
    #expect(estimate.shares.first { $0.name == "chip_crossing" }?.kind == .crossing)
  }

  @Test("lists every event without a price, and none that is included or did not happen")
  func unpriced() throws {
    let events = EventCounts([.spike: 1, .messageOut: 5, .noiseDraw: 7, .walkerStep: 9])
    let estimate = try Self.table().price(events, seconds: 0, poweredCores: 0, poweredChips: 0)
    #expect(
      estimate.unpriced == [
        UnpricedEvent(event: .noiseDraw, count: 7), UnpricedEvent(event: .walkerStep, count: 9),
      ])
    #expect(!estimate.isComplete)
    #expect(estimate.assumptions.contains { $0.contains("message_out") && $0.contains("held by spike") })
  }

  @Test("charges whole chips, with the used cores alone as the low end")
  func staticPower() throws {
    let table = Self.table(.chip(Self.cited(80, 100, 120), cores: 4))
    let estimate = try table.price(EventCounts(), seconds: 10, poweredCores: 6, poweredChips: 2)
    #expect(estimate.total == EnergyRange(low: 1200, nominal: 2000, high: 2400))
    #expect(estimate.shares.map(\.joules.nominal) == [1500, 500])
    let core = try Self.table(.core(Self.cited(1, 2, 3)))
      .price(EventCounts(), seconds: 10, poweredCores: 6, poweredChips: 2)
    #expect(core.total == EnergyRange(low: 60, nominal: 120, high: 180))
  }

  @Test("does not add static power twice, and says when it is unknown")
  func noStaticPower() throws {
    let events = EventCounts([.spike: 1])
    let inEvents = try Self.table(.inEvents("leakage is inside"))
      .price(events, seconds: 100, poweredCores: 1, poweredChips: 1)
    #expect(inEvents.total.nominal == 2)
    #expect(inEvents.isComplete)
    let unknown = try Self.table(.unknown).price(events, seconds: 100, poweredCores: 1, poweredChips: 1)
    #expect(unknown.total.nominal == 2)
    #expect(!unknown.isComplete)
  }

  @Test("takes the interval of a split from its corners")
  func split() throws {
    var table = Self.table()
    table.costs = [.spike: Self.cited(0, 70, 210), .synapticEvent: Self.cited(0, 1, 1.5)]
    table.splits = [
      CostSplit(
        events: [.spike, .synapticEvent], corners: [[210, 0], [0, 1.5]], source: "only the sum is known")
    ]
    // At the working point of the measurement the total is known, whatever the split.
    let known = try table.price(
      EventCounts([.spike: 10, .synapticEvent: 1400]), seconds: 0, poweredCores: 0, poweredChips: 0)
    #expect(known.total == EnergyRange(low: 2100, nominal: 2100, high: 2100))
    let sparse = try table.price(
      EventCounts([.spike: 10, .synapticEvent: 10]), seconds: 0, poweredCores: 0, poweredChips: 0)
    #expect(sparse.total == EnergyRange(low: 15, nominal: 710, high: 2100))
  }

  @Test("keeps the host beside the total")
  func host() throws {
    var table = Self.table()
    table.hostPower = Self.cited(1, 2, 3)
    let estimate = try table.price(EventCounts(), seconds: 10, poweredCores: 1, poweredChips: 3)
    #expect(estimate.total == .zero)
    #expect(estimate.host == EnergyRange(low: 30, nominal: 60, high: 90))
  }

  @Test("refuses lengths and numbers that make no sense", arguments: [-1, Double.nan, .infinity])
  func refusal(seconds: Double) {
    #expect(throws: EnergyModelError.self) {
      try Self.table().price(EventCounts(), seconds: seconds, poweredCores: 1, poweredChips: 1)
    }
    #expect(throws: EnergyModelError.powered(what: "chips", count: -1)) {
      try Self.table().price(EventCounts(), seconds: 1, poweredCores: 1, poweredChips: -1)
    }
  }

  @Test("spans several estimates")
  func span() throws {
    let one = try Self.table().price(EventCounts([.spike: 1]), seconds: 0, poweredCores: 0, poweredChips: 0)
    let ten = try Self.table().price(EventCounts([.spike: 10]), seconds: 0, poweredCores: 0, poweredChips: 0)
    #expect(EnergyEstimate.span(of: [ten, one]) == 1...40)
    #expect(EnergyEstimate.span(of: []) == nil)
  }
}
