import Instrumentation
import NeuroFabric

extension RecordingFile {
  /// Whether a file is a recording, as far as its seal and its `format` tell.
  public static func isRecording(_ path: String) -> Bool {
    guard let file = try? HDF5Reader(piecewise: path, isSealed: true) else { return false }
    return (try? file.text("format")) == format
  }

  /// Reads a recording; what was written comes back equal, but for the limit of its lists.
  ///
  /// - Throws: `FormatError` for a file that is missing, damaged, no recording, of another format version, or whose
  ///   parts do not fit together.
  public static func read(_ path: String) throws -> EmulationRecord {
    let file = try HDF5Reader(path: path)
    let found = try file.text("format")
    guard found == format else {
      throw FormatError(file: path, message: RecordingWording.foreign(found))
    }
    let stored: UInt64 = try file.attribute("format_version")
    guard stored == version else {
      throw FormatError(file: path, message: RecordingWording.version(stored))
    }
    return try RecordingReader(file: file).record()
  }
}

/// Reads the parts of a recording, with the checks that let a report use them without asking.
private struct RecordingReader {
  let file: HDF5Reader
  private let columns: ProgramColumns

  init(file: HDF5Reader) {
    self.file = file
    columns = ProgramColumns(file: file, memoryLimit: file.maximumBytes)
  }

  func record() throws -> EmulationRecord {
    let askedTicks = try columns.number("ticks_asked", in: InputSpike.ticks)
    let ticks = try columns.number("ticks", in: 0...askedTicks)
    let inputs = try columns.number("inputs", in: 0...Int.max)
    let cores = try cores()
    let neurons = try column("cores/neurons", of: UInt32.self, count: cores.count).map(Int.init)
    var events = EventCounts()
    for event in CountableEvent.allCases {
      events[event] = try file.attribute(event.rawValue, of: "events")
    }
    return EmulationRecord(
      files: try files(), codeVersion: try file.text("code_version"),
      family: try columns.word("family", among: ChipProfile.Family.self),
      engine: try columns.word("engine", among: FabricEngine.self), seed: try file.attribute("seed"),
      ticks: ticks, askedTicks: askedTicks,
      inputs: (inputs, try columns.number("inputs_left", in: 0...inputs)),
      recording: try recording(ticks: ticks, neurons: neurons), events: events, cores: cores,
      neurons: neurons, links: try links())
  }

  private func files() throws -> EmulationFiles {
    let input = EmulationFiles.File(name: try file.text("input"), hash: try file.text("input_sha256"))
    return EmulationFiles(
      network: .init(name: try file.text("network"), hash: try file.text("network_sha256")),
      input: input.name.isEmpty ? nil : input)
  }

  private func cores() throws -> [(place: MeshPoint, load: CoreLoad)] {
    let x = try file.dataset("cores/x", as: Int32.self)
    let y = try column("cores/y", of: Int32.self, count: x.count)
    let counts = try CoreLoad().named.map {
      try column("cores/" + $0.event.rawValue, of: UInt64.self, count: x.count)
    }
    return x.indices.map { core in
      (MeshPoint(x: Int(x[core]), y: Int(y[core])), CoreLoad(named: counts.map { $0[core] }))
    }
  }

  private func links() throws -> [(link: MeshLink, packets: UInt64)] {
    let x = try file.dataset("links/x", as: Int32.self)
    let y = try column("links/y", of: Int32.self, count: x.count)
    let directions = try column("links/direction", of: UInt8.self, count: x.count)
    let packets = try column("links/packets", of: UInt64.self, count: x.count)
    let all = MeshLink.Direction.allCases
    return try x.indices.map { link in
      try check("links/direction", at: link, Int(directions[link]), below: all.count)
      let place = MeshPoint(x: Int(x[link]), y: Int(y[link]))
      return (MeshLink(from: place, direction: all[Int(directions[link])]), packets[link])
    }
  }

  private func recording(ticks: Int, neurons: [Int]) throws -> FabricRecording {
    var (probes, dropped) = (Probes(), FabricRecording.Dropped())
    let spikes = try spikes(ticks: ticks, neurons: neurons, &probes)
    if file.exists("spikes") { dropped.spikes = try file.attribute("dropped", of: "spikes") }
    let outputTicks = try self.ticks("outputs/tick", below: ticks)
    let ports = try column("outputs/port", of: UInt32.self, count: outputTicks.count)
    dropped.outputs = try file.attribute("dropped", of: "outputs")
    var (potentialTicks, potentials) = ([Int](), [Int32]())
    if file.exists("potentials") {
      probes.potentials = try addresses("potentials/core", "potentials/neuron", neurons)
      potentialTicks = try self.ticks("potentials/tick", below: ticks)
      potentials = try file.dataset("potentials/value")
      let shape = try file.shape(of: "potentials/value")
      guard shape == [potentialTicks.count, probes.potentials.count] else {
        throw columns.fail(
          RecordingWording.shape(shape, needed: [potentialTicks.count, probes.potentials.count]))
      }
      dropped.potentials = try file.attribute("dropped", of: "potentials")
    }
    return FabricRecording(
      probes: probes, outputs: zip(outputTicks, ports).map { .init(tick: $0, port: $1) }, spikes: spikes,
      potentialTicks: potentialTicks, potentials: potentials, dropped: dropped)
  }

  private func spikes(
    ticks: Int, neurons: [Int], _ probes: inout Probes
  ) throws -> [FabricRecording.Spike] {
    guard file.exists("spikes") else { return [] }
    probes.spikes = .all
    if file.exists("spikes/probed_core") {
      probes.spikes = .some(try addresses("spikes/probed_core", "spikes/probed_neuron", neurons))
    }
    let places = try addresses("spikes/core", "spikes/neuron", neurons)
    let times = try self.ticks("spikes/tick", below: ticks, count: places.count)
    return zip(times, places).map {
      .init(tick: $0, core: UInt32($1.core), neuron: UInt32($1.neuron))
    }
  }

  private func addresses(_ core: String, _ neuron: String, _ neurons: [Int]) throws -> [NeuronAddress] {
    let cores = try file.dataset(core, as: UInt32.self)
    let numbers = try column(neuron, of: UInt32.self, count: cores.count)
    return try cores.indices.map { index in
      let address = NeuronAddress(core: Int(cores[index]), neuron: Int(numbers[index]))
      try check(core, at: index, address.core, below: neurons.count)
      try check(neuron, at: index, address.neuron, below: neurons[address.core])
      return address
    }
  }

  private func ticks(_ name: String, below limit: Int, count: Int? = nil) throws -> [Int] {
    let values =
      if let count {
        try column(name, of: UInt64.self, count: count)
      } else {
        try file.dataset(name, as: UInt64.self)
      }
    return try values.enumerated().map { index, value in
      let tick = Int(clamping: value)
      try check(name, at: index, tick, below: limit)
      return tick
    }
  }

  private func column<Number: HDF5Number>(
    _ name: String, of type: Number.Type, count: Int
  ) throws -> [Number] {
    let values = try file.dataset(name, as: Number.self)
    guard values.count == count else {
      throw columns.fail(ProgramWording.count(name, values.count, needed: count, from: "the others"))
    }
    return values
  }

  private func check(_ name: String, at index: Int, _ value: Int, below limit: Int) throws {
    guard value < limit else {
      throw columns.fail(RecordingWording.none(name, at: index, value, of: limit))
    }
  }
}

extension FabricRecording {
  /// A recording that is done, of no limit of its own.
  package init(
    probes: Probes, outputs: [Output], spikes: [Spike], potentialTicks: [Int], potentials: [Int32],
    dropped: Dropped
  ) {
    self.init(probes: probes, limit: .max)
    goOn(
      outputs: outputs, spikes: spikes, potentialTicks: potentialTicks, potentials: potentials,
      dropped: dropped)
  }
}
