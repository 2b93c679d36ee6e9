import Instrumentation
import Testing

@Suite struct InstrumentationTests {
  @Test func everyEventHasACountOfItsOwn() {
    var counts = EventCounts()
    for (index, event) in CountableEvent.allCases.enumerated() { counts[event] = UInt64(index) + 100 }
    for (index, event) in CountableEvent.allCases.enumerated() {
      #expect(counts[event] == UInt64(index) + 100)
    }
    #expect(counts.nonZero.map(\.event) == CountableEvent.allCases)
    #expect(counts.nonZero.map(\.count) == CountableEvent.allCases.indices.map { UInt64($0) + 100 })
  }

  @Test func countsAdd() {
    var sum = EventCounts([.spike: 3, .walkerStep: 1])
    sum += EventCounts([.spike: 4, .synapticEvent: 9])
    #expect(sum == EventCounts([.synapticEvent: 9, .spike: 7, .walkerStep: 1]))
    #expect(sum.nonZero.map(\.event) == [.synapticEvent, .spike, .walkerStep])
    #expect(EventCounts().nonZero.isEmpty)
  }
}
