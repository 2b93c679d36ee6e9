import FileFormats
import NeuroFabric
import TestSupport
import Testing

/// The page on fabric programs names every column and attribute that there is, with its type and its limits.
@Suite struct DocumentedProgramTests {
  private struct Entry: Equatable {
    var type: String
    var meaning: String
  }

  /// The rows of the page's tables by section, then by name: a column with its group, or an attribute.
  private static func page() throws -> [String: [String: Entry]] {
    var (section, group) = ("", "")
    var entries: [String: [String: Entry]] = [:]
    for line in try ProjectFolder.text(of: "Documentation/Formats/fabric-program.md").split(separator: "\n") {
      if line.hasPrefix("## ") { (section, group) = (String(line.dropFirst(3)), "") }
      if line.hasPrefix("`"), let quoted = line.split(separator: "`").first, quoted.contains("/") {
        if quoted.hasSuffix("/") {
          group = String(quoted)
        } else {
          // A column in a sentence: `axons/type`, u8, ...
          let words = line.split { ", :".contains($0) }
          entries[section, default: [:]][String(quoted)] = Entry(
            type: String(words[1]), meaning: String(line))
        }
      }
      let cells = line.split(separator: "|").map { $0.trimmingPrefix(" ") }
      guard line.hasPrefix("| `"), cells.count >= 3 else { continue }
      for (index, name) in cells[0].split(separator: "`").enumerated() where index % 2 == 0 {
        entries[section, default: [:]][name.contains("/") ? String(name) : group + name] = Entry(
          type: String(cells[1].prefix { $0 != " " }), meaning: cells[2...].joined(separator: "|"))
      }
    }
    return entries
  }

  /// A program of each family, with something in every list.
  private static func programs() throws -> [String: FabricProgram] {
    var found: [String: FabricProgram] = [:]
    for seed in 0..<200 as Range<UInt64> {
      var drawn = DrawnPrograms(seed)
      let program = try drawn.program()
      guard case .some(let neurons) = program.probes.spikes, !neurons.isEmpty, !program.inputs.isEmpty,
        !program.probes.potentials.isEmpty
      else { continue }
      switch program.image {
      case .trueNorth: found["TrueNorth"] = program
      case .loihi: found["Loihi"] = program
      }
    }
    return found
  }

  private func has(_ reader: HDF5Reader, _ name: String, _ type: String) -> Bool {
    switch type {
    case "u8": (try? reader.dataset(name, as: UInt8.self)) != nil
    case "u16": (try? reader.dataset(name, as: UInt16.self)) != nil
    case "u32": (try? reader.dataset(name, as: UInt32.self)) != nil
    case "u64": (try? reader.dataset(name, as: UInt64.self)) != nil
    case "i16": (try? reader.dataset(name, as: Int16.self)) != nil
    case "i32": (try? reader.dataset(name, as: Int32.self)) != nil
    case "i64": (try? reader.dataset(name, as: Int64.self)) != nil
    default: false
    }
  }

  @Test(arguments: ["TrueNorth", "Loihi"]) func `Every column and attribute`(family: String) throws {
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    try ProgramFile.write(try #require(try Self.programs()[family]), to: path)
    let (reader, page) = (try HDF5Reader(path: path), try Self.page())
    var columns = try #require(page[family])
    columns.merge(try #require(page["Inputs and probes"])) { first, _ in first }
    let stored = try reader.names().flatMap { group in
      try reader.names(in: group).map { group + "/" + $0 }
    }
    #expect(Set(stored) == Set(columns.keys))
    for (name, entry) in columns { #expect(has(reader, name, entry.type), "\(name), \(entry.type)") }
    let other = family == "Loihi" ? "TrueNorth:" : "Loihi:"
    let attributes = try #require(page["Attributes of the root"])
    #expect(
      try Set(reader.attributeNames())
        == Set(attributes.filter { !$0.value.meaning.hasPrefix(other) }.keys))
    #expect(try reader.attributeNames(of: "probes") == ["all_spikes"])
  }

  struct Limit: Sendable, CustomTestStringConvertible {
    var column: String
    var spoil: @Sendable (inout TrueNorthImage, inout LoihiImage) -> Void
    var testDescription: String { column }

    static func trueNorth(
      _ column: String, _ spoil: @escaping @Sendable (inout TrueNorthImage) -> Void
    ) -> Limit { Limit(column: column) { image, _ in spoil(&image) } }

    static func loihi(_ column: String, _ spoil: @escaping @Sendable (inout LoihiImage) -> Void) -> Limit {
      Limit(column: column) { _, image in spoil(&image) }
    }

    static func type(
      _ column: String, _ spoil: @escaping @Sendable (inout TrueNorthNeuron) -> Void
    ) -> Limit { trueNorth("types/" + column) { spoil(&$0.types[0]) } }

    static func compartment(
      _ column: String, _ spoil: @escaping @Sendable (inout LoihiCompartment) -> Void
    ) -> Limit { loihi("types/" + column) { spoil(&$0.types[0]) } }
  }

  /// A value that is too large for each column that has a range of its own.
  static let trueNorth: [Limit] = [
    .type("strength_2") { $0.strengths[2] = 999 },
    .type("stochastic_synapses") { $0.stochasticSynapses = 255 },
    .type("leak") { $0.leak = 999 }, .type("threshold") { $0.threshold = .max },
    .type("negative_threshold") { $0.negativeThreshold = .max },
    .type("threshold_mask_bits") { $0.thresholdMaskBits = 255 },
    .type("reset_potential") { $0.resetPotential = .max - 1 },
    .trueNorth("cores/x") { $0.cores[0].position.x = 1 << 30 },
    .trueNorth("cores/y") { $0.cores[0].position.y = 1 << 30 },
    .trueNorth("axons/type") { $0.cores[0].axonTypes[0] = 9 },
    .trueNorth("neurons/potential") { $0.cores[0].neurons[0].initialPotential = .max },
    .trueNorth("neurons/identity") { $0.cores[0].neurons[0].identity = .max },
    .trueNorth("neurons/target") {
      $0.cores[1].position = MeshPoint(x: 999, y: 0)
      $0.cores[0].neurons[0].target = .axon(core: 1, axon: 0, delay: 1)
    },
    .trueNorth("neurons/target") {
      $0.cores[1].position = MeshPoint(x: 0, y: 999)
      $0.cores[0].neurons[0].target = .axon(core: 1, axon: 0, delay: 1)
    },
    .trueNorth("neurons/target_delay") { $0.cores[0].neurons[0].target = .axon(core: 1, axon: 0, delay: 99) },
  ]

  static let loihi: [Limit] = [
    .compartment("current_decay") { $0.currentDecay = .max },
    .compartment("voltage_decay") { $0.voltageDecay = .max },
    .compartment("bias_mantissa") { $0.biasMantissa = .max },
    .compartment("bias_exponent") { $0.biasExponent = .max },
    .compartment("threshold_mantissa") { $0.thresholdMantissa = .max },
    .compartment("refractory_delay") { $0.refractoryDelay = .max },
    .loihi("cores/tile_x") { $0.cores[0].tile.x = .max },
    .loihi("cores/tile_y") { $0.cores[0].tile.y = .max },
    .loihi("cores/index_in_tile") { $0.cores[0].indexInTile = 255 },
    .loihi("cores/noise_offset") { $0.cores[0].noise.mantissaOffset = .max },
    .loihi("cores/noise_exponent") { $0.cores[0].noise.exponent = .max },
    .loihi("cores/compartments") {
      $0.cores[0].compartments = Array(repeating: $0.cores[0].compartments[0], count: 1025)
    },
    .loihi("cores/axon_lists") {
      $0.cores[0].axonLists = Array(repeating: $0.cores[0].axonLists[0], count: 4097)
    },
    .loihi("compartments/voltage") { $0.cores[0].compartments[0].initialVoltage = .max },
    .loihi("compartments/identity") { $0.cores[0].compartments[0].identity = .max },
    .loihi("compartments/outputs") {
      $0.cores[0].compartments[0].outputs = Array(repeating: .init(core: 0, axonList: 0), count: 4097)
    },
    .loihi("axon_lists/weight_bits") { $0.cores[0].axonLists[0].format.weightBits = 255 },
    .loihi("axon_lists/weight_exponent") { $0.cores[0].axonLists[0].format.weightExponent = 99 },
    .loihi("axon_lists/delay_bits") { $0.cores[0].axonLists[0].format.delayBits = 99 },
    .loihi("synapses/weight") { $0.cores[0].axonLists[0].synapses[0].weight = .max },
    .loihi("synapses/weight") {
      $0.cores[0].axonLists[0].format.signMode = .excitatory
      $0.cores[0].axonLists[0].synapses[0].weight = .max
    },
    .loihi("synapses/weight") {
      $0.cores[0].axonLists[0].format.signMode = .inhibitory
      $0.cores[0].axonLists[0].synapses[0].weight = .max
    },
  ]

  @Test(arguments: trueNorth) func `Limits of TrueNorth`(limit: Limit) throws {
    var core = TrueNorthImage.Core(position: MeshPoint(x: 0, y: 0))
    core.axonTypes = [0]
    core.neurons = [.init(type: 0, identity: 0, target: .none)]
    core.crossbar = Crossbar(axons: 1, neurons: 1)
    var (image, other) = (TrueNorthImage(), LoihiImage())
    image.types = [TrueNorthNeuron()]
    image.cores = [core, core]
    image.cores[1].position.x = 1
    try image.validate()
    limit.spoil(&image, &other)
    try check(limit, "TrueNorth") { try image.validate() }
  }

  @Test(arguments: loihi) func `Limits of Loihi`(limit: Limit) throws {
    var core = LoihiImage.Core(tile: MeshPoint(x: 0, y: 0), indexInTile: 0)
    core.compartments = [.init(type: 0, identity: 0)]
    core.axonLists = [
      .init(format: .init(signMode: .mixed), synapses: [.init(target: 0, delay: 0, weight: 0)])
    ]
    var (other, image) = (TrueNorthImage(), LoihiImage())
    image.types = [LoihiCompartment()]
    image.cores = [core]
    try image.validate()
    limit.spoil(&other, &image)
    try check(limit, "Loihi") { try image.validate() }
  }

  /// The page's row has the range that the refusal names.
  private func check(_ limit: Limit, _ section: String, _ validate: () throws -> Void) throws {
    let meaning = try #require(try Self.page()[section]?[limit.column]).meaning
    let error = #expect(throws: FabricError.self) { try validate() }
    guard case .outOfRange(_, _, _, let allowed)? = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    let range = "\(shown(allowed.lowerBound)) to \(shown(allowed.upperBound))"
    #expect(meaning.contains(range), "\(limit.column): \(range)")
  }

  private func shown(_ value: Int) -> String {
    if value == 1 << 48 - 1 { return "2^48 - 1" }
    var (digits, text) = (String(value.magnitude), "")
    while digits.count > 3 {
      text = "," + digits.suffix(3) + text
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + digits + text
  }

  @Test func `The limits of attributes and of the synapse memory`() throws {
    let text = try ProjectFolder.text(of: "Documentation/Formats/fabric-program.md")
    #expect(
      ChipImage.outputPorts == 0...(1 << 31 - 3) && text.contains("number of output ports, 0 to 2^31 - 3"))
    #expect(text.contains("Loihi: 8, 16, 32 or 64 |") && LoihiImage.slotCounts == [8, 16, 32, 64])
    #expect(LoihiNoise.largestMagnitude == 8_388_608 && text.contains("is at most 8,388,608 in magnitude"))
    #expect(
      ChipProfile.loihi.synapseWordsPerCore == 16_384 && text.contains("of a core is 16,384 words of 64 bits")
    )
    #expect(text.contains("`weight_bits` + `delay_bits` + 10 bits"))
    #expect(LoihiSynapseFormat(signMode: .mixed, weightBits: 5, delayBits: 2).bitsPerSynapse == 17)
  }
}
