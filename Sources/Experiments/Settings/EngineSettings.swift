import ConventionalSolver
import FabricCompiler
import FileFormats
import NeuroFabric
import WalkerCircuits

/// One engine of an experiment: a chip or the computer.
public struct EngineSettings: Hashable, Sendable {
  /// Unique in the experiment.
  public var name: String
  public var choice: Choice

  public enum Choice: Hashable, Sendable {
    case chip(ChipSettings)
    case computer(ConventionalMethod)
  }

  /// How a chip runs the problem.
  public struct ChipSettings: Hashable, Sendable {
    public var profile: ChipProfile
    public var method: String
    /// Bits of a gate.
    public var probabilityBits = 8
    public var chips = 1
    public var replicas = ReplicaRequest.exactly(1)
    public var placement = PlacementRule.near
    public var generator = TrueNorthGenerator.counterBased
    public var fabric = FabricEngine.fast

    /// A chip with its standard circuit, one replica on one chip.
    public init(profile: ChipProfile) {
      self.profile = profile
      method = WalkerMethod.all.first { $0.family == .init(profile.family) }!.name
    }
  }

  static let names = ChipProfile.all.map(\.name) + ["cpu"]

  /// - Parameter standard: how the computer samples where the file does not say.
  static func read(
    _ node: ConfigurationNode, standard: ConventionalMethod = .counts
  ) throws -> EngineSettings {
    let (name, body) = try node.choice(of: names)
    guard let profile = ChipProfile.all.first(where: { $0.name == name }) else {
      return try readComputer(body, standard)
    }
    return try readChip(body, profile)
  }

  private static func readComputer(
    _ node: ConfigurationNode, _ standard: ConventionalMethod
  ) throws -> EngineSettings {
    let fields = try node.fields(allowed: ["name", "method"])
    let method = try fields.optional("method")?.oneOf(ConventionalMethod.allCases.map(\.rawValue))
    let chosen = method.flatMap(ConventionalMethod.init(rawValue:)) ?? standard
    return EngineSettings(
      name: try fields.optional("name")?.line() ?? "cpu-\(chosen.rawValue)",
      choice: .computer(chosen))
  }

  private static func readChip(
    _ node: ConfigurationNode, _ profile: ChipProfile
  ) throws -> EngineSettings {
    let fields = try node.fields(
      allowed: ["name", "method", "probability_bits", "chips", "replicas", "placement", "fabric"]
        + (profile.family == .trueNorth ? ["generator"] : []))
    let methods = WalkerMethod.all.filter { $0.family == .init(profile.family) }
    var chip = ChipSettings(profile: profile)
    if let node = fields.optional("method") { chip.method = try node.oneOf(methods.map(\.name)) }
    let method = methods.first { $0.name == chip.method }!
    chip.probabilityBits = try fields.integer("probability_bits", in: method.gateBits, or: 8)
    chip.chips = try fields.integer("chips", in: 1...profile.maximumChips, or: 1)
    if let node = fields.optional("replicas") { chip.replicas = try replicas(node) }
    if let node = fields.optional("placement") {
      chip.placement = try node.oneOf(["near", "scattered"]) == "near" ? .near : .scattered(1)
    }
    if let node = fields.optional("generator") {
      let name = try node.oneOf(TrueNorthGenerator.allCases.map(\.rawValue))
      chip.generator = TrueNorthGenerator(rawValue: name)!
    }
    if let node = fields.optional("fabric") {
      chip.fabric = FabricEngine(rawValue: try node.oneOf(FabricEngine.allCases.map(\.rawValue)))!
    }
    return EngineSettings(
      name: try fields.optional("name")?.line() ?? profile.name, choice: .chip(chip))
  }

  private static func replicas(_ node: ConfigurationNode) throws -> ReplicaRequest {
    if let word = try? node.string(), word == "auto" { return .atMost(.max) }
    return .exactly(try node.integer(in: 1...ExperimentSettings.batchLimit))
  }
}

extension WalkerMethod.Family {
  init(_ family: ChipProfile.Family) {
    self =
      switch family {
      case .trueNorth: .crossbar
      case .loihi: .compartment
      }
  }
}
