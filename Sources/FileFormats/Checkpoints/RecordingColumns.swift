import NeuroFabric

/// What a run has recorded so far, as the columns of a group.
package enum RecordingColumns {
  package static func write(_ recording: FabricRecording, to file: HDF5Writer, group: String) throws {
    try file.group(group)
    func column<Number: HDF5Number>(_ name: String, _ values: [Number]) throws {
      try file.dataset(group + "/" + name, values, compression: 1)
    }
    try file.attribute("dropped_outputs", recording.dropped.outputs, on: group)
    try file.attribute("dropped_spikes", recording.dropped.spikes, on: group)
    try file.attribute("dropped_potentials", recording.dropped.potentials, on: group)
    try column("output_tick", recording.outputs.map { UInt64($0.tick) })
    try column("output_port", recording.outputs.map(\.port))
    try column("spike_tick", recording.spikes.map { UInt64($0.tick) })
    try column("spike_core", recording.spikes.map(\.core))
    try column("spike_neuron", recording.spikes.map(\.neuron))
    try column("potential_tick", recording.potentialTicks.map { UInt64($0) })
    try column("potential", recording.potentials)
  }

  /// - Parameter ticks: ticks that had run.
  package static func read(
    _ file: HDF5Reader, group: String, probes: Probes, limit: Int, ticks: Int
  ) throws -> FabricRecording {
    func ticksOf(_ name: String) throws -> [Int] {
      let values: [UInt64] = try file.dataset(group + "/" + name)
      if let late = values.first(where: { $0 >= UInt64(ticks) }) {
        throw FormatError(
          file: file.path,
          message: CheckpointWording.value(name, Int(clamping: late), in: 0...max(ticks - 1, 0)))
      }
      return values.map { Int($0) }
    }
    var recording = FabricRecording(probes: probes, limit: limit)
    let outputs = try ticksOf("output_tick")
    let ports: [UInt32] = try file.list(group + "/output_port", count: outputs.count)
    let spikes = try ticksOf("spike_tick")
    let cores: [UInt32] = try file.list(group + "/spike_core", count: spikes.count)
    let neurons: [UInt32] = try file.list(group + "/spike_neuron", count: spikes.count)
    let potentialTicks = try ticksOf("potential_tick")
    let potentials: [Int32] = try file.list(
      group + "/potential", count: potentialTicks.count * probes.potentials.count)
    var dropped = FabricRecording.Dropped()
    dropped.outputs = try file.attribute("dropped_outputs", of: group)
    dropped.spikes = try file.attribute("dropped_spikes", of: group)
    dropped.potentials = try file.attribute("dropped_potentials", of: group)
    recording.goOn(
      outputs: zip(outputs, ports).map { .init(tick: $0, port: $1) },
      spikes: spikes.indices.map { .init(tick: spikes[$0], core: cores[$0], neuron: neurons[$0]) },
      potentialTicks: potentialTicks, potentials: potentials, dropped: dropped)
    return recording
  }
}
