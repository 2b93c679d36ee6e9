/// The limits and geometry of a chip. A second chip is a second value, not a second code path.
public struct ChipProfile: Hashable, Sendable {
  public enum Family: String, Hashable, Sendable, CaseIterable {
    case trueNorth = "truenorth"
    case loihi = "loihi"
  }

  public var name: String
  public var family: Family
  /// Mesh of routers on one chip (TrueNorth: one core per router; Loihi: four cores per tile).
  public var meshWidth: Int
  public var meshHeight: Int
  public var coresPerRouter: Int
  public var neuronsPerCore: Int
  /// Input axons (TrueNorth) or input axon lists (Loihi) of a core.
  public var axonsPerCore: Int
  /// Output axons of a core (TrueNorth: one per neuron).
  public var outputAxonsPerCore: Int
  /// Words of synapse memory of a core, 64 bits each (TrueNorth: its crossbar).
  public var synapseWordsPerCore: Int
  /// Chips that the largest known system of this kind holds.
  public var maximumChips: Int

  public var coresPerChip: Int { meshWidth * meshHeight * coresPerRouter }

  /// IBM TrueNorth: Merolla et al. 2014, Akopyan et al. 2015; 64 chips in the NS16e-4.
  public static let trueNorth = ChipProfile(
    name: "truenorth", family: .trueNorth, meshWidth: 64, meshHeight: 64, coresPerRouter: 1,
    neuronsPerCore: 256, axonsPerCore: 256, outputAxonsPerCore: 256, synapseWordsPerCore: 1024,
    maximumChips: 64)

  /// Intel Loihi 1: Davies et al. 2018; 768 chips in Pohoiki Springs.
  public static let loihi = ChipProfile(
    name: "loihi", family: .loihi, meshWidth: 8, meshHeight: 4, coresPerRouter: 4,
    neuronsPerCore: 1024, axonsPerCore: 4096, outputAxonsPerCore: 4096,
    synapseWordsPerCore: 16_384, maximumChips: 768)

  public static let all = [trueNorth, loihi]
}
