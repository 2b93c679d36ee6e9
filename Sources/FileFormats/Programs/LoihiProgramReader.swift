import NeuroFabric

/// A Loihi image from columns. What no column's type forbids is left to the image's own validation.
struct LoihiProgramReader {
  let columns: ProgramColumns

  fileprivate static let perCores = "the sums over cores"

  /// How many entries of each kind belong to each owner.
  private struct Counts {
    var compartments: (each: [Int], all: Int)
    var lists: (each: [Int], all: Int)
    var outputs: (each: [Int], all: Int)
    var synapses: (each: [Int], all: Int)

    init(_ columns: ProgramColumns, cores: Int) throws {
      let chip = ChipProfile.loihi
      compartments = try columns.counts(
        "cores/compartments", owners: cores, from: "the cores", limit: chip.neuronsPerCore)
      lists = try columns.counts(
        "cores/axon_lists", owners: cores, from: "the cores", limit: chip.axonsPerCore)
      outputs = try columns.counts(
        "compartments/outputs", owners: compartments.all, from: LoihiProgramReader.perCores,
        limit: chip.outputAxonsPerCore)
      synapses = try columns.counts(
        "axon_lists/synapses", owners: lists.all, from: LoihiProgramReader.perCores,
        limit: ProgramFormat.perCoreLimit)
    }

    /// Bytes of the image, with 32 for the head of every list in use.
    var bytes: Int {
      compartments.each.count * 256
        + compartments.all * (MemoryLayout<LoihiImage.Compartment>.stride + 32)
        + outputs.all * MemoryLayout<LoihiImage.Output>.stride
        + lists.all * (MemoryLayout<LoihiImage.AxonList>.stride + 32)
        + synapses.all * MemoryLayout<LoihiImage.Synapse>.stride
    }
  }

  func read() throws -> LoihiImage {
    var image = LoihiImage()
    image.outputPorts = try columns.number("output_ports", in: ChipImage.outputPorts)
    image.delaySlots = try columns.number("delay_slots", in: 0...Int(Int32.max))
    let cores = try columns.length(of: "cores/tile_x", Int32.self, limit: ProgramFormat.coreLimit)
    let counts = try Counts(columns, cores: cores)
    let types = try columns.length(of: "types/current_decay", Int32.self, limit: Int(Int32.max))
    try columns.checkMemory(counts.bytes + types * MemoryLayout<LoihiCompartment>.stride)
    image.types = try readTypes(count: types)
    image.cores = try readCores(count: cores)
    let compartments = try CompartmentColumns(
      columns, counts: counts.outputs.each, outputs: counts.outputs.all)
    let lists = try ListColumns(columns, counts: counts.synapses.each, synapses: counts.synapses.all)
    for core in image.cores.indices {
      image.cores[core].compartments = try compartments.next(counts.compartments.each[core])
      image.cores[core].axonLists = try lists.next(counts.lists.each[core])
    }
    return image
  }

  private func readTypes(count: Int) throws -> [LoihiCompartment] {
    func column(_ name: String) throws -> HDF5SlabReader<Int32> {
      try columns.column("types/" + name, count: count, from: "the types")
    }
    let (currents, voltages) = (try column("current_decay"), try column("voltage_decay"))
    let (mantissas, exponents) = (try column("bias_mantissa"), try column("bias_exponent"))
    let (thresholds, delays) = (try column("threshold_mantissa"), try column("refractory_delay"))
    let noise = try columns.column("types/noise_target", UInt8.self, count: count, from: "the types")
    return try (0..<count).map { index in
      var type = LoihiCompartment()
      type.currentDecay = try currents.next()
      type.voltageDecay = try voltages.next()
      type.biasMantissa = try mantissas.next()
      type.biasExponent = try exponents.next()
      type.thresholdMantissa = try thresholds.next()
      type.refractoryDelay = try delays.next()
      type.noiseTarget = try columns.decode(noise.next(), "types/noise_target", at: index)
      return type
    }
  }

  /// The cores without what is on them.
  private func readCores(count: Int) throws -> [LoihiImage.Core] {
    func column<Number: HDF5Number>(_ name: String) throws -> HDF5SlabReader<Number> {
      try columns.column("cores/" + name, count: count, from: "the cores")
    }
    let (x, y): (HDF5SlabReader<Int32>, HDF5SlabReader<Int32>) = (try column("tile_x"), try column("tile_y"))
    let places: HDF5SlabReader<UInt8> = try column("index_in_tile")
    let offsets: HDF5SlabReader<Int32> = try column("noise_offset")
    let exponents: HDF5SlabReader<Int32> = try column("noise_exponent")
    let laws: HDF5SlabReader<UInt8> = try column("noise_law")
    return try (0..<count).map { index in
      var core = LoihiImage.Core(
        tile: MeshPoint(x: Int(try x.next()), y: Int(try y.next())), indexInTile: Int(try places.next()))
      core.noise.mantissaOffset = try offsets.next()
      core.noise.exponent = try exponents.next()
      core.noise.law = try columns.decode(laws.next(), "cores/noise_law", at: index)
      return core
    }
  }
}

/// The columns of compartments and their output axons.
private final class CompartmentColumns {
  /// Output axons of every compartment.
  private let counts: [Int]
  private var index = 0
  private let type: HDF5SlabReader<UInt32>
  private let voltage: HDF5SlabReader<Int32>
  private let identity: HDF5SlabReader<UInt64>
  private let port: HDF5SlabReader<Int64>
  private let core: HDF5SlabReader<UInt32>
  private let axonList: HDF5SlabReader<UInt32>

  init(_ columns: ProgramColumns, counts: [Int], outputs: Int) throws {
    self.counts = counts
    func column<Number: HDF5Number>(_ name: String) throws -> HDF5SlabReader<Number> {
      try columns.column("compartments/" + name, count: counts.count, from: LoihiProgramReader.perCores)
    }
    func output(_ name: String) throws -> HDF5SlabReader<UInt32> {
      try columns.column("outputs/" + name, count: outputs, from: "the sums over compartments")
    }
    type = try column("type")
    voltage = try column("voltage")
    identity = try column("identity")
    port = try column("port")
    core = try output("core")
    axonList = try output("axon_list")
  }

  func next(_ number: Int) throws -> [LoihiImage.Compartment] {
    try (0..<number).map { _ in
      defer { index += 1 }
      let outputs = try (0..<counts[index]).map { _ in
        LoihiImage.Output(core: Int(try core.next()), axonList: Int(try axonList.next()))
      }
      let port = Int(try port.next())
      return LoihiImage.Compartment(
        type: try type.next(), initialVoltage: try voltage.next(), identity: try identity.next(),
        outputs: outputs, port: port == -1 ? nil : port)
    }
  }
}

/// The columns of axon lists and their synapses.
private final class ListColumns {
  /// Synapses of every list.
  private let counts: [Int]
  private var index = 0
  private let columns: ProgramColumns
  private let signMode: HDF5SlabReader<UInt8>
  private let weightBits: HDF5SlabReader<UInt8>
  private let weightExponent: HDF5SlabReader<Int32>
  private let delayBits: HDF5SlabReader<UInt8>
  private let target: HDF5SlabReader<UInt16>
  private let delay: HDF5SlabReader<UInt8>
  private let weight: HDF5SlabReader<Int16>

  init(_ columns: ProgramColumns, counts: [Int], synapses: Int) throws {
    self.columns = columns
    self.counts = counts
    func column<Number: HDF5Number>(_ name: String) throws -> HDF5SlabReader<Number> {
      try columns.column("axon_lists/" + name, count: counts.count, from: LoihiProgramReader.perCores)
    }
    func synapse<Number: HDF5Number>(_ name: String) throws -> HDF5SlabReader<Number> {
      try columns.column("synapses/" + name, count: synapses, from: "the sums over axon lists")
    }
    signMode = try column("sign_mode")
    weightBits = try column("weight_bits")
    weightExponent = try column("weight_exponent")
    delayBits = try column("delay_bits")
    target = try synapse("target")
    delay = try synapse("delay")
    weight = try synapse("weight")
  }

  func next(_ number: Int) throws -> [LoihiImage.AxonList] {
    try (0..<number).map { _ in
      defer { index += 1 }
      let format = LoihiSynapseFormat(
        signMode: try columns.decode(signMode.next(), "axon_lists/sign_mode", at: index),
        weightBits: Int(try weightBits.next()), weightExponent: Int(try weightExponent.next()),
        delayBits: Int(try delayBits.next()))
      let synapses = try (0..<counts[index]).map { _ in
        LoihiImage.Synapse(target: try target.next(), delay: try delay.next(), weight: try weight.next())
      }
      return LoihiImage.AxonList(format: format, synapses: synapses)
    }
  }
}
