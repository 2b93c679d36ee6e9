import HostMeters
import Instrumentation

/// One row of benchmark output; nil where a figure does not apply.
public struct BenchmarkRow: Hashable, Sendable {
  public var name: String
  public var chip: String?
  public var method: String
  public var threads: Int
  /// Median over the repeats, of the walk or the ticks alone: compiling and loading are not in it.
  public var seconds: Double
  /// The same of processor time, all threads together: what is left of it on a busy machine.
  public var processorSeconds: Double
  public var ticks: Int?
  /// Length of the chip's own tick, to compare the emulator with real time.
  public var tickPeriod: Double?
  public var walkerSteps: UInt64?
  /// Paths of options, and processor seconds until their price has a standard error of 0.01.
  public var paths: Int?
  public var processorSecondsToError: Double?
  public var synapticEvents: UInt64?
  public var spikes: UInt64?
  public var neurons: Int?
  /// Resident memory that image and fabric took, in bytes, crossbars included.
  public var memoryPerNeuron: Double?
  /// Drawing the network, and loading it into a fabric.
  public var drawSeconds: Double?
  public var loadSeconds: Double?
  public var peakMemory = ProcessUse.now.peakMemory
  public var machine = Machine.current().description

  init(name: String, method: String, threads: Int, time: MedianTime) {
    self.name = name
    self.method = method
    self.threads = threads
    seconds = time.seconds
    processorSeconds = time.processorSeconds
  }

  public var ticksPerSecond: Double? { ticks.map { Double($0) / seconds } }
  public var walkerStepsPerSecond: Double? { walkerSteps.map { Double($0) / seconds } }
  public var pathsPerSecond: Double? { paths.map { Double($0) / seconds } }
  public var synapticEventsPerSecond: Double? { synapticEvents.map { Double($0) / seconds } }
  public var realTimeFactor: Double? {
    ticks.flatMap { ticks in tickPeriod.map { Double(ticks) * $0 / seconds } }
  }
  public var eventsPerWalkerStep: Double? {
    synapticEvents.flatMap { events in walkerSteps.map { Double(events) / Double($0) } }
  }

  /// The schema of all benchmark output.
  public var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    func integer(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return .object([
      .init("name", .string(name)), .init("chip", text(chip)), .init("method", .string(method)),
      .init("threads", .integer(threads)), .init("seconds", .number(seconds)),
      .init("processor_seconds", .number(processorSeconds)),
      .init("ticks", integer(ticks)), .init("ticks_per_second", number(ticksPerSecond)),
      .init("real_time_factor", number(realTimeFactor)),
      .init("walker_steps_per_second", number(walkerStepsPerSecond)),
      .init("paths_per_second", number(pathsPerSecond)),
      .init("processor_seconds_to_error_0.01", number(processorSecondsToError)),
      .init("synaptic_events", integer(synapticEvents.map { Int($0) })),
      .init("synaptic_events_per_second", number(synapticEventsPerSecond)),
      .init("spikes", integer(spikes.map { Int($0) })),
      .init("spikes_per_second", number(spikes.map { Double($0) / seconds })),
      .init("events_per_walker_step", number(eventsPerWalkerStep)),
      .init("neurons", integer(neurons)), .init("memory_bytes_per_neuron", number(memoryPerNeuron)),
      .init("draw_seconds", number(drawSeconds)), .init("load_seconds", number(loadSeconds)),
      .init("peak_memory_bytes", .integer(peakMemory)), .init("machine", .string(machine)),
    ])
  }
}

/// Medians over the repeats of a body.
struct MedianTime {
  var seconds: Double
  /// Of all threads.
  var processorSeconds: Double

  /// - Parameter between: is called after each time, untimed.
  init(repeats: Int, _ body: () throws -> Void, between: () -> Void = {}) rethrows {
    var (times, uses): ([Double], [Double]) = ([], [])
    for _ in 0..<repeats {
      let (start, before) = (MonotonicTime.now, ProcessUse.now)
      try body()
      times.append(start.secondsAgo)
      let after = ProcessUse.now
      uses.append(after.userSeconds + after.systemSeconds - before.userSeconds - before.systemSeconds)
      between()
    }
    seconds = times.sorted()[repeats / 2]
    processorSeconds = uses.sorted()[repeats / 2]
  }
}
