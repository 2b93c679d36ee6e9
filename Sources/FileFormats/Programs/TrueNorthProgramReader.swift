import NeuroFabric

/// A TrueNorth image from columns. What no column's type forbids is left to the image's own validation.
struct TrueNorthProgramReader {
  let columns: ProgramColumns

  private static let perCores = "the sums over cores"

  func read() throws -> TrueNorthImage {
    var image = TrueNorthImage()
    image.axonsPerCore = try columns.number("axons_per_core", in: 1...ProgramFormat.perCoreLimit)
    image.neuronsPerCore = try columns.number("neurons_per_core", in: 1...ProgramFormat.perCoreLimit)
    image.outputPorts = try columns.number("output_ports", in: ChipImage.outputPorts)
    image.generator = try columns.word("generator", among: TrueNorthGenerator.self)
    image.resetPotentials = try columns.word("reset_potentials", among: TrueNorthResetPotentials.self)
    let cores = try columns.length(of: "cores/x", Int32.self, limit: ProgramFormat.coreLimit)
    let axons = try columns.counts(
      "cores/axons", owners: cores, from: "the cores", limit: image.axonsPerCore)
    let neurons = try columns.counts(
      "cores/neurons", owners: cores, from: "the cores", limit: image.neuronsPerCore)
    let types = try columns.length(of: "types/threshold", Int32.self, limit: Int(Int32.max))
    let words = zip(axons.each, neurons.each).reduce(0) { $0 + $1.0 * (($1.1 + 63) / 64) }
    try columns.checkMemory(
      words * 8 + neurons.all * MemoryLayout<TrueNorthImage.Neuron>.stride + axons.all
        + cores * 512 + types * MemoryLayout<TrueNorthNeuron>.stride)
    image.types = try readTypes(count: types)
    image.cores = try readCores(
      axons: axons.each, neurons: NeuronColumns(columns, count: neurons.all, from: Self.perCores),
      neuronCounts: neurons.each,
      axonTypes: columns.column("axons/type", count: axons.all, from: Self.perCores),
      words: columns.column("crossbar/words", count: words, from: Self.perCores))
    return image
  }

  private func readCores(
    axons: [Int], neurons: NeuronColumns, neuronCounts: [Int], axonTypes: HDF5SlabReader<UInt8>,
    words: HDF5SlabReader<UInt64>
  ) throws -> [TrueNorthImage.Core] {
    let x = try columns.column("cores/x", Int32.self, count: axons.count, from: "the cores")
    let y = try columns.column("cores/y", Int32.self, count: axons.count, from: "the cores")
    let seeds = try columns.column("cores/register_seed", UInt32.self, count: axons.count, from: "the cores")
    var cores: [TrueNorthImage.Core] = []
    cores.reserveCapacity(axons.count)
    for index in axons.indices {
      var core = TrueNorthImage.Core(position: MeshPoint(x: Int(try x.next()), y: Int(try y.next())))
      core.registerSeed = try seeds.next()
      core.axonTypes = try axonTypes.next(axons[index])
      core.neurons = try neurons.next(neuronCounts[index])
      let bits = try words.next(axons[index] * ((neuronCounts[index] + 63) / 64))
      core.crossbar = Crossbar(axons: axons[index], neurons: neuronCounts[index], words: bits)
      guard core.crossbar.words.elementsEqual(bits) else {
        throw columns.fail(ProgramWording.padding(core: index, neurons: neuronCounts[index]))
      }
      cores.append(core)
    }
    return cores
  }

  private func readTypes(count: Int) throws -> [TrueNorthNeuron] {
    let fields = try TypeColumns(columns, count: count)
    return try (0..<count).map { try fields.next(at: $0) }
  }
}

/// The columns of neurons.
private struct NeuronColumns {
  private let columns: ProgramColumns
  private let type: HDF5SlabReader<UInt32>
  private let potential: HDF5SlabReader<Int32>
  private let identity: HDF5SlabReader<UInt64>
  private let kind: HDF5SlabReader<UInt8>
  private let target: HDF5SlabReader<UInt32>
  private let axon: HDF5SlabReader<UInt16>
  private let delay: HDF5SlabReader<UInt8>

  init(_ columns: ProgramColumns, count: Int, from source: String) throws {
    self.columns = columns
    func column<Number: HDF5Number>(_ name: String) throws -> HDF5SlabReader<Number> {
      try columns.column("neurons/" + name, count: count, from: source)
    }
    type = try column("type")
    potential = try column("potential")
    identity = try column("identity")
    kind = try column("target_kind")
    target = try column("target")
    axon = try column("target_axon")
    delay = try column("target_delay")
  }

  /// The next `count` neurons, those of one core.
  func next(_ count: Int) throws -> [TrueNorthImage.Neuron] {
    let first = kind.index + 1
    let (types, potentials) = (try type.next(count), try potential.next(count))
    let (identities, kinds, targets) = (
      try identity.next(count), try kind.next(count), try target.next(count)
    )
    let (axons, delays) = (try axon.next(count), try delay.next(count))
    return try (0..<count).map { index in
      let target: TrueNorthImage.Target
      switch try columns.decode(kinds[index], "neurons/target_kind", at: first + index) as TargetKind {
      case .none: target = .none
      case .axon:
        target = .axon(core: Int(targets[index]), axon: Int(axons[index]), delay: Int(delays[index]))
      case .output: target = .output(port: Int(targets[index]))
      }
      return TrueNorthImage.Neuron(
        type: types[index], initialPotential: potentials[index], identity: identities[index], target: target)
    }
  }
}

/// The columns of neuron types.
private struct TypeColumns {
  private let columns: ProgramColumns
  private let strengths: [HDF5SlabReader<Int32>]
  private let numbers: [HDF5SlabReader<Int32>]
  private let bytes: [HDF5SlabReader<UInt8>]

  private static let numberNames = ["leak", "threshold", "negative_threshold", "reset_potential"]
  private static let byteNames = [
    "stochastic_synapses", "threshold_mask_bits", "stochastic_leak", "leak_reversal", "negative_saturation",
    "reset_mode",
  ]

  init(_ columns: ProgramColumns, count: Int) throws {
    func column<Number: HDF5Number>(_ name: String) throws -> HDF5SlabReader<Number> {
      try columns.column("types/" + name, count: count, from: "the types")
    }
    self.columns = columns
    strengths = try (0..<4).map { try column("strength_\($0)") }
    numbers = try Self.numberNames.map(column)
    bytes = try Self.byteNames.map(column)
  }

  func next(at index: Int) throws -> TrueNorthNeuron {
    var type = TrueNorthNeuron()
    for axonType in 0..<4 {
      type.strengths[axonType] = try short(strengths[axonType].next(), "strength_\(axonType)", index)
    }
    type.leak = try short(numbers[0].next(), "leak", index)
    type.threshold = try numbers[1].next()
    type.negativeThreshold = try numbers[2].next()
    type.resetPotential = try numbers[3].next()
    type.stochasticSynapses = try bytes[0].next()
    type.thresholdMaskBits = try bytes[1].next()
    type.stochasticLeak = try code(2, index) == Flag.on
    type.leakReversal = try code(3, index) == Flag.on
    type.negativeSaturation = try code(4, index) == Flag.on
    type.resetMode = try code(5, index)
    return type
  }

  private func code<Code: ProgramCode>(_ column: Int, _ index: Int) throws -> Code {
    try columns.decode(bytes[column].next(), "types/" + Self.byteNames[column], at: index)
  }

  private func short(_ value: Int32, _ name: String, _ index: Int) throws -> Int16 {
    guard let short = Int16(exactly: value) else {
      throw columns.fail(ProgramWording.value("types/" + name, at: index, Int(value), in: -255...255))
    }
    return short
  }
}
