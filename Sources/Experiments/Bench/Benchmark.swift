import HostMeters
import Instrumentation

/// One row of benchmark output; nil where a figure does not apply.
public struct BenchmarkRow: Hashable, Sendable {
  public var name: String
  public var chip: String?
  public var method: String
  public var threads: Int
  /// Median over the repeats, of the walk alone: compiling and loading are not in it.
  public var seconds: Double
  public var ticks: Int?
  /// Length of the chip's own tick, to compare the emulator with real time.
  public var tickPeriod: Double?
  public var walkerSteps: UInt64
  public var synapticEvents: UInt64?
  public var spikes: UInt64?
  public var peakMemory: Int
  public var machine: String

  public var walkerStepsPerSecond: Double { Double(walkerSteps) / seconds }

  /// The schema of all benchmark output.
  public var json: JSONValue {
    func perSecond(_ count: UInt64?) -> JSONValue { count.map { .number(Double($0) / seconds) } ?? .null }
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    let realTime = ticks.flatMap { ticks in tickPeriod.map { Double(ticks) * $0 / seconds } }
    return .object([
      .init("name", .string(name)), .init("chip", text(chip)), .init("method", .string(method)),
      .init("threads", .integer(threads)), .init("seconds", .number(seconds)),
      .init("ticks_per_second", perSecond(ticks.map { UInt64($0) })),
      .init("real_time_factor", realTime.map { .number($0) } ?? .null),
      .init("walker_steps_per_second", .number(walkerStepsPerSecond)),
      .init("synaptic_events_per_second", perSecond(synapticEvents)),
      .init("spikes_per_second", perSecond(spikes)),
      .init(
        "events_per_walker_step",
        synapticEvents.map { .number(Double($0) / Double(walkerSteps)) } ?? .null),
      .init("peak_memory_bytes", .integer(peakMemory)), .init("machine", .string(machine)),
    ])
  }
}

/// Times a body several times and gives the median.
func medianSeconds(repeats: Int, _ body: () throws -> Void) rethrows -> Double {
  var times: [Double] = []
  for _ in 0..<repeats {
    let start = MonotonicTime.now
    try body()
    times.append(start.secondsAgo)
  }
  times.sort()
  return times[repeats / 2]
}
