/// The parameters of a Loihi 1 compartment.
///
/// Source: Davies et al., IEEE Micro 38 (2018), in the integer form on which the public emulators agree;
/// see `Documentation/Chips.md`. Compartments with equal parameters share one value in a chip image.
public struct LoihiCompartment: Hashable, Sendable {
  /// What the core's noise is added to.
  public enum NoiseTarget: UInt8, Hashable, Sendable, CaseIterable {
    case none, current, voltage
  }

  /// du: 0...4095; the chip adds 1, so 4095 keeps nothing (u = a).
  public var currentDecay: Int32 = 4095
  /// dv: 0...4096; 4096 keeps nothing, 0 integrates perfectly.
  public var voltageDecay: Int32 = 0
  /// Bias mantissa, -4096...4095.
  public var biasMantissa: Int32 = 0
  /// Bias exponent, 0...7.
  public var biasExponent: Int32 = 0
  /// Threshold mantissa, 0...131071; the threshold is mantissa << 6 and a spike needs v *above* it.
  public var thresholdMantissa: Int32 = 0
  /// Refractory delay in ticks, 1...63; 1 means no dead tick.
  public var refractoryDelay: Int32 = 1
  public var noiseTarget = NoiseTarget.none

  public init() {}

  public var bias: Int { Int(biasMantissa) << Int(biasExponent) }
  public var threshold: Int { Int(thresholdMantissa) << 6 }
}

/// A core's noise: trunc((x + 64 mantissaOffset) 2^(exponent - 7)) with x uniform on `law`.
public struct LoihiNoise: Hashable, Sendable {
  /// The law of the raw noise integer x. It is part of the profile and of every exact answer.
  public enum Law: UInt8, Hashable, Sendable, CaseIterable {
    /// -127...128, 256 values: what chip observations are consistent with.
    case uniform256
    /// -127...127, 255 values: what the public emulators draw. A fair coin does not exist under it.
    case uniform255
  }

  public var mantissaOffset: Int32 = 0
  /// 0...31.
  public var exponent: Int32 = 0
  public var law = Law.uniform256

  public init() {}
}
