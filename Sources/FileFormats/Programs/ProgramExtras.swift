import NeuroFabric

/// The optional parts of a program file: input spikes and probes.
enum ProgramExtras {
  /// Most input spikes and probes that are read: 2^31.
  private static let limit = 1 << 31

  static func write(_ program: FabricProgram, to file: HDF5Writer) throws {
    let (inputs, probes) = (program.inputs, program.probes)
    if !inputs.isEmpty {
      try file.column("inputs/tick", inputs, count: inputs.count) { UInt64($0.tick) }
      try file.column("inputs/core", inputs, count: inputs.count) { $0.core }
      try file.column("inputs/axon", inputs, count: inputs.count) { $0.axon }
    }
    guard !probes.isEmpty else { return }
    try file.group("probes")
    switch probes.spikes {
    case .all: try file.attribute("all_spikes", UInt64(1), on: "probes")
    case .some(let neurons):
      try file.attribute("all_spikes", UInt64(0), on: "probes")
      try write(neurons, "probes/spike", to: file)
    }
    try write(probes.potentials, "probes/potential", to: file)
  }

  private static func write(_ neurons: [NeuronAddress], _ name: String, to file: HDF5Writer) throws {
    guard !neurons.isEmpty else { return }
    try file.column(name + "_core", neurons, count: neurons.count) { UInt32($0.core) }
    try file.column(name + "_neuron", neurons, count: neurons.count) { UInt32($0.neuron) }
  }

  static func read(_ columns: ProgramColumns, into program: inout FabricProgram) throws {
    if columns.has("inputs") { program.inputs = try inputs(columns) }
    guard columns.has("probes") else { return }
    let isAll = try columns.number("all_spikes", of: "probes", in: 0...1) == 1
    let spikes = try neurons(columns, "spike")
    program.probes.spikes = isAll ? .all : .some(spikes)
    program.probes.potentials = try neurons(columns, "potential")
  }

  private static func inputs(_ columns: ProgramColumns) throws -> [InputSpike] {
    let count = try columns.length(of: "inputs/tick", UInt64.self, limit: limit)
    try columns.checkMemory(count * MemoryLayout<InputSpike>.stride)
    let ticks = try HDF5SlabReader<UInt64>(columns.file, "inputs/tick")
    let cores = try columns.column("inputs/core", UInt32.self, count: count, from: "the ticks")
    let axons = try columns.column("inputs/axon", UInt32.self, count: count, from: "the ticks")
    return try (0..<count).map { index in
      let tick = try ticks.next()
      guard tick <= UInt64(InputSpike.ticks.upperBound) else {
        throw columns.fail(ProgramWording.value("inputs/tick", at: index, tick, in: InputSpike.ticks))
      }
      return InputSpike(tick: Int(tick), core: try cores.next(), axon: try axons.next())
    }.inOrder
  }

  private static func neurons(_ columns: ProgramColumns, _ what: String) throws -> [NeuronAddress] {
    guard columns.has(anyOf: [what + "_core", what + "_neuron"], in: "probes") else { return [] }
    let name = "probes/" + what
    let count = try columns.length(of: name + "_core", UInt32.self, limit: limit)
    try columns.checkMemory(count * MemoryLayout<NeuronAddress>.stride)
    let cores = try HDF5SlabReader<UInt32>(columns.file, name + "_core")
    let neurons = try columns.column(name + "_neuron", UInt32.self, count: count, from: "the cores")
    return try (0..<count).map { _ in
      NeuronAddress(core: Int(try cores.next()), neuron: Int(try neurons.next()))
    }
  }
}

extension [InputSpike] {
  /// The spikes by tick; those that are in order already are left as they are.
  var inOrder: [InputSpike] {
    zip(self, dropFirst()).allSatisfy { $0.tick <= $1.tick } ? self : sorted { $0.tick < $1.tick }
  }
}
