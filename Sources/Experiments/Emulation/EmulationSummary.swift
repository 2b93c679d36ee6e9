import FileFormats
import Instrumentation
import NeuroFabric

/// What a run of a fabric program did, for people and for scripts. The seed is a decimal string, as in results: many
/// readers of JSON hold no number of 64 bits.
public struct EmulationSummary {
  private let record: EmulationRecord
  /// Files written.
  private let files: [String]

  public init(_ record: EmulationRecord, files: [String]) {
    self.record = record
    self.files = files
  }

  private var neurons: Int { record.neurons.reduce(0, +) }

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
      .init("network", .string(record.files.network.name)),
      .init("network_sha256", .string(record.files.network.hash)),
      .init("input", .string(record.files.input?.name ?? "")),
      .init("input_sha256", .string(record.files.input?.hash ?? "")),
      .init("code_version", .string(record.codeVersion)), .init("family", .string(record.family.rawValue)),
      .init("engine", .string(record.engine.rawValue)), .init("seed", .string(String(record.seed))),
      .init("status", .string(record.status.rawValue)), .init("ticks", .integer(record.ticks)),
      .init("ticks_asked", .integer(record.askedTicks)), .init("cores", .integer(record.cores.count)),
      .init("neurons", .integer(neurons)), .init("inputs", .integer(record.inputs.all)),
      .init("inputs_left", .integer(record.inputs.left)),
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
      "\(record.files.network.name): \(record.progress) on the \(record.engine.rawValue) engine, seed \(record.seed)",
      "  \(record.family.rawValue), \(record.cores.count) cores, \(neurons) neurons",
    ]
    lines += record.events.nonZero.map { "  " + Self.padded($0.event.rawValue) + "\($0.count)" }
    if record.inputs.left > 0 {
      lines.append("  \(record.inputs.left) of \(record.inputs.all) input spikes were for later ticks")
    }
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

extension EmulationRecord {
  fileprivate var progress: String {
    status == .completed ? "\(ticks) of \(askedTicks) ticks" : "interrupted at tick \(ticks) of \(askedTicks)"
  }
}

extension CountableEvent {
  /// The events of chips.
  static let chipEvents = allCases.filter {
    ![.walkerStep, .randomDraw, .binomialDraw, .multiplyAdd].contains($0)
  }
}
