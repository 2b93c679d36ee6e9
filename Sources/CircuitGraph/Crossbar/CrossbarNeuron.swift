/// A neuron of the crossbar family (TrueNorth), in the terms that a circuit needs.
///
/// The compiler turns it into the chip's fields and checks every width there.
public struct CrossbarNeuron: Hashable, Sendable {
  /// What crossing the threshold does to the potential.
  public enum Reset: Hashable, Sendable {
    /// Back to zero.
    case toZero
    /// The threshold is subtracted.
    case subtractThreshold
    /// The potential stays: a latch.
    case keep
  }

  /// Strength of a spike by the type of the axon it came on.
  public var strengths: SIMD4<Int>
  public var threshold: Int
  /// How far below zero the potential may go.
  public var floor: Int
  /// The potential stops at the floor instead of being reset there.
  public var saturatesAtFloor: Bool
  /// Bits of the random number added to the threshold; 0 for a deterministic neuron.
  public var thresholdNoiseBits: Int
  public var leak: Int
  public var reset: Reset

  public init(
    strengths: SIMD4<Int>, threshold: Int, floor: Int = 0, saturatesAtFloor: Bool = false,
    thresholdNoiseBits: Int = 0, leak: Int = 0, reset: Reset = .toZero
  ) {
    self.strengths = strengths
    self.threshold = threshold
    self.floor = floor
    self.saturatesAtFloor = saturatesAtFloor
    self.thresholdNoiseBits = thresholdNoiseBits
    self.leak = leak
    self.reset = reset
  }
}
