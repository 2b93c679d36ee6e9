/// How often each countable event happened. Integers, so that sums do not depend on order.
public struct EventCounts: Hashable, Sendable {
  private var counts = [UInt64](repeating: 0, count: CountableEvent.allCases.count)

  public init() {}

  public init(_ pairs: [CountableEvent: UInt64]) {
    for (event, count) in pairs { self[event] = count }
  }

  public subscript(event: CountableEvent) -> UInt64 {
    get { counts[event.index] }
    set { counts[event.index] = newValue }
  }

  /// Adds every count of `other`.
  public static func += (sum: inout EventCounts, other: EventCounts) {
    for index in sum.counts.indices { sum.counts[index] += other.counts[index] }
  }

  /// The events that happened at least once, in the order of their declaration.
  public var nonZero: [(event: CountableEvent, count: UInt64)] {
    CountableEvent.allCases.compactMap { self[$0] == 0 ? nil : ($0, self[$0]) }
  }
}

extension CountableEvent {
  /// Position in `allCases`. An enumeration without payloads is its case number in memory; engines count on
  /// this path millions of times, and a dictionary hashes the raw string each time. A test compares the two.
  var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}
