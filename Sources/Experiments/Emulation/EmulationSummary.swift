import FileFormats
import Instrumentation
import NeuroFabric

/// What a run of a fabric program did, for people and for scripts.
public struct EmulationSummary {
  private let network: String
  private let record: EmulationRecord
  private let neurons: Int
  private let askedTicks: Int
  /// Input spikes, and those whose tick did not come.
  private let inputs: Int
  private let inputsLeft: Int
  /// Files written.
  private let files: [String]

  public init(_ emulation: Emulation, record: EmulationRecord, network: String, files: [String]) {
    self.network = network
    self.record = record
    neurons = emulation.program.image.neuronCount
    askedTicks = emulation.settings.ticks
    inputs = emulation.program.inputs.count
    inputsLeft = inputs - emulation.nextInput
    self.files = files
  }

  /// At most ten.
  private var busiest: [(index: Int, place: MeshPoint, load: CoreLoad)] {
    record.busiestCores.prefix(10).map { ($0, record.cores[$0].place, record.cores[$0].load) }
  }

  private var busiestLink: (link: MeshLink, packets: UInt64)? {
    record.links.max { $0.packets < $1.packets }
  }

  public var json: JSONValue {
    let recording = record.recording
    return .object([
      .init("network", .string(network)), .init("family", .string(record.family.rawValue)),
      .init("engine", .string(record.engine.rawValue)), .init("seed", .count(record.seed)),
      .init("status", .string(record.ticks == askedTicks ? "completed" : "interrupted")),
      .init("ticks", .integer(record.ticks)), .init("cores", .integer(record.cores.count)),
      .init("neurons", .integer(neurons)), .init("inputs", .integer(inputs)),
      .init("inputs_left", .integer(inputsLeft)),
      .init("events", Self.object(CountableEvent.chipEvents.map { ($0, record.events[$0]) })),
      .init(
        "recorded",
        .object([
          .init("outputs", .integer(recording.outputs.count)),
          .init("spikes", .integer(recording.spikes.count)),
          .init("potentials", .integer(recording.potentials.count)),
        ])),
      .init(
        "dropped",
        .object([
          .init("outputs", .count(recording.dropped.outputs)),
          .init("spikes", .count(recording.dropped.spikes)),
          .init("potentials", .count(recording.dropped.potentials)),
        ])),
      .init("links", .integer(record.links.count)),
      .init("busiest_link_packets", .count(busiestLink?.packets ?? 0)),
      .init("busiest_cores", .array(busiest.map(Self.core))),
      .init("files", .array(files.map(JSONValue.string))),
    ])
  }

  private static func object(_ counts: [(event: CountableEvent, count: UInt64)]) -> JSONValue {
    .object(counts.map { .init($0.event.rawValue, .count($0.count)) })
  }

  private static func core(_ core: (index: Int, place: MeshPoint, load: CoreLoad)) -> JSONValue {
    .object(
      [
        .init("core", .integer(core.index)), .init("x", .integer(core.place.x)),
        .init("y", .integer(core.place.y)),
      ] + core.load.named.map { .init($0.event.rawValue, .count($0.count)) })
  }

  public var text: String {
    var lines = [
      "\(network): \(record.ticks) of \(askedTicks) ticks on the \(record.engine.rawValue) engine, seed \(record.seed)",
      "  \(record.family.rawValue), \(record.cores.count) cores, \(neurons) neurons",
    ]
    lines += record.events.nonZero.map { "  " + Self.padded($0.event.rawValue) + "\($0.count)" }
    if inputsLeft > 0 { lines.append("  \(inputsLeft) of \(inputs) input spikes were for later ticks") }
    if let first = busiest.first {
      lines.append(
        "  busiest core: \(first.index) at (\(first.place.x), \(first.place.y)), "
          + "\(first.load.synapticEvent) synaptic events, \(first.load.spike) spikes")
    }
    if let (link, packets) = busiestLink {
      lines.append(
        "  busiest link: \(link.direction.rawValue) from (\(link.from.x), \(link.from.y)), \(packets) packets; "
          + "\(record.links.count) links carried any")
    }
    return lines.joined(separator: "\n")
  }

  private static func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(1, 20 - name.count))
  }

  /// What was not recorded, or nil: a line for standard error.
  public var warning: String? {
    let dropped = record.recording.dropped
    guard dropped.all > 0 else { return nil }
    return
      "the recording was full at \(record.recording.limit) entries: dropped were \(dropped.outputs) outputs, "
      + "\(dropped.spikes) spikes and \(dropped.potentials) potentials; record more with --probe-limit"
  }
}

extension CountableEvent {
  /// The events of chips.
  static let chipEvents = allCases.filter {
    ![.walkerStep, .randomDraw, .binomialDraw, .multiplyAdd].contains($0)
  }
}
