import Instrumentation
import NeuroFabric

/// A record as one HDF5 file. See Documentation/Formats/recording.md.
public enum RecordingFile {
  public static let format = "spikewalk-recording"
  public static let version: UInt64 = 1

  /// - Parameter set: files with which this one appears.
  /// - Throws: `FormatError` of kind `cannotWrite`.
  public static func write(_ record: EmulationRecord, to path: String, in set: FileSet? = nil) throws {
    let file = try HDF5Writer(path: path, onDisk: true, in: set)
    try file.attribute("format", format)
    try file.attribute("format_version", version)
    try file.attribute("code_version", record.codeVersion)
    try file.attribute("network", record.files.network.name)
    try file.attribute("network_sha256", record.files.network.hash)
    try file.attribute("input", record.files.input?.name ?? "")
    try file.attribute("input_sha256", record.files.input?.hash ?? "")
    try file.attribute("family", record.family.rawValue)
    try file.attribute("engine", record.engine.rawValue)
    try file.attribute("seed", record.seed)
    try file.attribute("status", record.status.rawValue)
    try file.attribute("ticks", UInt64(record.ticks))
    try file.attribute("ticks_asked", UInt64(record.askedTicks))
    try file.attribute("inputs", UInt64(record.inputs.all))
    try file.attribute("inputs_left", UInt64(record.inputs.left))
    try file.group("events")
    for event in CountableEvent.allCases {
      try file.attribute(event.rawValue, record.events[event], on: "events")
    }
    try write(record.recording, to: file)
    try writeLoads(record, to: file)
    try file.finish()
  }

  private static func write(_ recording: FabricRecording, to file: HDF5Writer) throws {
    let outputs = recording.outputs
    try file.column("outputs/tick", outputs, count: outputs.count) { UInt64($0.tick) }
    try file.column("outputs/port", outputs, count: outputs.count) { $0.port }
    try file.attribute("dropped", recording.dropped.outputs, on: "outputs")
    if recording.probes.spikes != .some([]) {
      let spikes = recording.spikes
      try file.column("spikes/tick", spikes, count: spikes.count) { UInt64($0.tick) }
      try file.column("spikes/core", spikes, count: spikes.count) { $0.core }
      try file.column("spikes/neuron", spikes, count: spikes.count) { $0.neuron }
      try file.attribute("dropped", recording.dropped.spikes, on: "spikes")
    }
    if case .some(let neurons) = recording.probes.spikes, !neurons.isEmpty {
      try file.column("spikes/probed_core", neurons, count: neurons.count) { UInt32($0.core) }
      try file.column("spikes/probed_neuron", neurons, count: neurons.count) { UInt32($0.neuron) }
    }
    let probes = recording.probes.potentials
    guard !probes.isEmpty else { return }
    try file.column("potentials/core", probes, count: probes.count) { UInt32($0.core) }
    try file.column("potentials/neuron", probes, count: probes.count) { UInt32($0.neuron) }
    let ticks = recording.potentialTicks
    try file.column("potentials/tick", ticks, count: ticks.count) { UInt64($0) }
    try file.dataset(
      "potentials/value", recording.potentials, shape: [ticks.count, probes.count], compression: 1)
    try file.attribute("dropped", recording.dropped.potentials, on: "potentials")
  }

  private static func writeLoads(_ record: EmulationRecord, to file: HDF5Writer) throws {
    let (cores, links) = (record.cores, record.links)
    try file.column("cores/x", cores, count: cores.count) { Int32(clamping: $0.place.x) }
    try file.column("cores/y", cores, count: cores.count) { Int32(clamping: $0.place.y) }
    try file.column("cores/neurons", record.neurons, count: cores.count) { UInt32($0) }
    for (index, count) in CoreLoad().named.enumerated() {
      try file.column("cores/" + count.event.rawValue, cores, count: cores.count) {
        $0.load.named[index].count
      }
    }
    try file.column("links/x", links, count: links.count) { Int32(clamping: $0.link.from.x) }
    try file.column("links/y", links, count: links.count) { Int32(clamping: $0.link.from.y) }
    try file.column("links/direction", links, count: links.count) {
      UInt8(MeshLink.Direction.allCases.firstIndex(of: $0.link.direction)!)
    }
    try file.column("links/packets", links, count: links.count) { $0.packets }
  }
}
