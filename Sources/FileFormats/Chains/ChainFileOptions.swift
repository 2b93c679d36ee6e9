/// How chain files are read.
public struct ChainFileOptions: Hashable, Sendable {
  /// What becomes of a state without a row of its own.
  public enum MissingRows: String, CaseIterable, Hashable, Sendable {
    /// Refused.
    case refused
    /// A state that some row leads to is absorbing; one that appears nowhere is refused.
    case absorbingTargets = "absorbing_targets"
    /// Absorbing, even where no row leads to it.
    case absorbing
  }

  public var missingRows: MissingRows
  /// How far a row's sum may lie from one; a row within it is normalised.
  public var tolerance: Double
  /// Most states; more are refused before memory is taken for them.
  public var maximumStates: Int
  /// Largest file in bytes.
  public var maximumSize: Int

  public init(
    missingRows: MissingRows = .absorbingTargets, tolerance: Double = 1e-9, maximumStates: Int = 1 << 22,
    maximumSize: Int = 1 << 30
  ) {
    self.missingRows = missingRows
    self.tolerance = tolerance
    self.maximumStates = maximumStates
    self.maximumSize = maximumSize
  }
}
