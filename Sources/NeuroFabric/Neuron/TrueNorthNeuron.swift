/// The parameters of a TrueNorth neuron, with the field names of the published equations.
///
/// Source: Cassidy et al., IJCNN 2013, and the form published with the NeMo simulator; see `Documentation/Chips.md`.
/// Neurons with equal parameters share one value (a *neuron type*) in a chip image.
public struct TrueNorthNeuron: Hashable, Sendable {
  /// How the potential is reset when a threshold is crossed (the field called gamma or g).
  public enum ResetMode: UInt8, Hashable, Sendable, CaseIterable {
    /// g = 0: to the reset potential R.
    case absolute = 0
    /// g = 1: the threshold is subtracted.
    case linear = 1
    /// g = 2: not at all.
    case none = 2
  }

  /// S: synaptic strength for axon types 0...3, -255...255.
  public var strengths = SIMD4<Int16>()
  /// b: bit i set makes synapses of axon type i stochastic.
  public var stochasticSynapses: UInt8 = 0
  /// lambda: leak, -255...255.
  public var leak: Int16 = 0
  /// c: the leak acts with probability (|lambda| + 1) / 256 by one unit.
  public var stochasticLeak = false
  /// epsilon: the leak's sign follows the sign of the potential.
  public var leakReversal = false
  /// alpha: positive threshold, 0...262143.
  public var threshold: Int32 = 1
  /// beta: negative threshold (magnitude), 0...262143.
  public var negativeThreshold: Int32 = 0
  /// TM: the threshold mask is 2^TM - 1; 0...18 (0 draws nothing).
  public var thresholdMaskBits: UInt8 = 0
  /// g.
  public var resetMode = ResetMode.absolute
  /// kappa: the negative threshold saturates instead of resetting.
  public var negativeSaturation = false
  /// R: reset potential, sigma_VR (2^VR - 1): zero or plus or minus a number of the form 2^VR - 1, VR 0...18.
  public var resetPotential: Int32 = 0

  public init() {}
}
