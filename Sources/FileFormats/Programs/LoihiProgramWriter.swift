import NeuroFabric

/// A Loihi image as columns. The image has been validated.
struct LoihiProgramWriter {
  let file: HDF5Writer
  let image: LoihiImage

  func write() throws {
    try file.attribute("family", ChipProfile.Family.loihi.rawValue)
    try file.attribute("output_ports", UInt64(image.outputPorts))
    try file.attribute("delay_slots", UInt64(image.delaySlots))
    try writeTypes()
    try writeCores()
    try writeCompartments()
    try writeLists()
  }

  private func writeTypes() throws {
    func type<Number: HDF5Number>(_ name: String, _ value: (LoihiCompartment) -> Number) throws {
      try file.column("types/" + name, image.types, count: image.types.count, value)
    }
    try type("current_decay") { $0.currentDecay }
    try type("voltage_decay") { $0.voltageDecay }
    try type("bias_mantissa") { $0.biasMantissa }
    try type("bias_exponent") { $0.biasExponent }
    try type("threshold_mantissa") { $0.thresholdMantissa }
    try type("refractory_delay") { $0.refractoryDelay }
    try type("noise_target") { $0.noiseTarget.rawValue }
  }

  private func writeCores() throws {
    func core<Number: HDF5Number>(_ name: String, _ value: (LoihiImage.Core) -> Number) throws {
      try file.column("cores/" + name, image.cores, count: image.cores.count, value)
    }
    try core("tile_x") { Int32($0.tile.x) }
    try core("tile_y") { Int32($0.tile.y) }
    try core("index_in_tile") { UInt8($0.indexInTile) }
    try core("noise_offset") { $0.noise.mantissaOffset }
    try core("noise_exponent") { $0.noise.exponent }
    try core("noise_law") { $0.noise.law.rawValue }
    try core("compartments") { UInt32($0.compartments.count) }
    try core("axon_lists") { UInt32($0.axonLists.count) }
  }

  private func writeCompartments() throws {
    let compartments = image.cores.lazy.flatMap(\.compartments)
    let count = image.cores.reduce(0) { $0 + $1.compartments.count }
    func compartment<Number: HDF5Number>(
      _ name: String, _ value: (LoihiImage.Compartment) -> Number
    ) throws {
      try file.column("compartments/" + name, compartments, count: count, value)
    }
    try compartment("type") { $0.type }
    try compartment("voltage") { $0.initialVoltage }
    try compartment("identity") { $0.identity }
    try compartment("outputs") { UInt32($0.outputs.count) }
    try compartment("port") { Int64($0.port ?? -1) }
    let outputs = compartments.flatMap(\.outputs)
    let outputCount = image.cores.reduce(0) { $0 + $1.outputAxons }
    try file.column("outputs/core", outputs, count: outputCount) { UInt32($0.core) }
    try file.column("outputs/axon_list", outputs, count: outputCount) { UInt32($0.axonList) }
  }

  private func writeLists() throws {
    let lists = image.cores.lazy.flatMap(\.axonLists)
    let count = image.cores.reduce(0) { $0 + $1.axonLists.count }
    func list<Number: HDF5Number>(_ name: String, _ value: (LoihiImage.AxonList) -> Number) throws {
      try file.column("axon_lists/" + name, lists, count: count, value)
    }
    try list("sign_mode") { $0.format.signMode.rawValue }
    try list("weight_bits") { UInt8($0.format.weightBits) }
    try list("weight_exponent") { Int32($0.format.weightExponent) }
    try list("delay_bits") { UInt8($0.format.delayBits) }
    try list("synapses") { UInt32($0.synapses.count) }
    let synapses = lists.flatMap(\.synapses)
    let synapseCount = lists.reduce(0) { $0 + $1.synapses.count }
    try file.column("synapses/target", synapses, count: synapseCount) { $0.target }
    try file.column("synapses/delay", synapses, count: synapseCount) { $0.delay }
    try file.column("synapses/weight", synapses, count: synapseCount) { $0.weight }
  }
}
