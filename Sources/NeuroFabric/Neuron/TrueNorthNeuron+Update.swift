// One tick of a TrueNorth neuron, written straight from the equations.
//
// Source: Cassidy et al., IJCNN 2013, in the form that the NeMo simulator publishes (Plagge et al., 2018), of
// which three points are settled here: Omega multiplies both leak terms; the negative comparison is `<`; the
// clip comes before the threshold, and a potential above the ceiling spikes, stays at the ceiling and is not
// reset.

/// Where a neuron's update gets its random numbers from, in the order of the draws: synapses, leak,
/// threshold.
protocol TrueNorthDrawing {
  /// Eight bits for the stochastic synapse of `axon`.
  mutating func synapseByte(axon: Int) -> UInt8
  /// Eight bits for a stochastic leak.
  mutating func leakByte() -> UInt8
  /// The low `bits` (1...18) bits of a random word, for the threshold.
  mutating func thresholdBits(_ bits: UInt8) -> Int32
}

/// What one tick made of a neuron.
public struct TrueNorthOutcome: Hashable, Sendable {
  /// The potential that is written back.
  public var potential: Int32
  public var spiked: Bool
  /// The potential went beyond a clamp of its register.
  public var clipped: Bool

  @inline(__always)
  public init(potential: Int32, spiked: Bool, clipped: Bool) {
    self.potential = potential
    self.spiked = spiked
    self.clipped = clipped
  }
}

extension TrueNorthNeuron {
  /// Magnitude at which the 20-bit potential is clipped in the threshold step.
  public static let potentialLimit: Int32 = 393_216

  /// Whether any mode of this neuron draws random numbers.
  public var draws: Bool { stochasticSynapses != 0 || stochasticLeak || thresholdMaskBits > 0 }

  /// M = 2^TM - 1.
  public var thresholdMask: Int32 { (1 << Int32(thresholdMaskBits)) - 1 }

  /// One tick: synaptic integration, leak, threshold.
  ///
  /// - Parameters:
  ///   - potential: V before the tick.
  ///   - inputs: the active axons connected to the neuron, ascending, each with its type.
  func updated(
    potential: Int32, inputs: some Sequence<(axon: Int, type: UInt8)>, draws: inout some TrueNorthDrawing
  ) -> TrueNorthOutcome {
    var potential = potential
    for (axon, type) in inputs {
      let strength = strengths[Int(type)]
      if stochasticSynapses >> type & 1 == 0 {
        potential += Int32(strength)
      } else {
        potential += Self.stochasticUnit(strength, byte: draws.synapseByte(axon: axon))
      }
    }
    potential = leaked(potential, byte: stochasticLeak ? draws.leakByte() : 0)
    return thresholded(potential, eta: thresholdMaskBits > 0 ? draws.thresholdBits(thresholdMaskBits) : 0)
  }

  /// F(s, r) sgn(s): plus or minus one with probability (|s| + 1) / 256, and nothing for s = 0.
  @inline(__always)
  public static func stochasticUnit(_ strength: Int16, byte: UInt8) -> Int32 {
    strength.magnitude >= UInt16(byte) ? Int32(strength.signum()) : 0
  }

  /// The potential after the leak. `byte` is read by a stochastic leak alone.
  @inline(__always)
  public func leaked(_ potential: Int32, byte: UInt8) -> Int32 {
    let step = stochasticLeak ? Self.stochasticUnit(leak, byte: byte) : Int32(leak)
    guard leakReversal else { return potential + step }
    let sign = potential.signum()
    let moved = potential + sign * step
    return moved.signum() == sign ? moved : 0
  }

  /// Threshold, spike and reset. `eta` is the masked random number, 0 where TM = 0.
  @inline(__always)
  public func thresholded(_ potential: Int32, eta: Int32) -> TrueNorthOutcome {
    if potential > Self.potentialLimit {
      return TrueNorthOutcome(potential: Self.potentialLimit, spiked: true, clipped: true)
    }
    let clipped = potential < -Self.potentialLimit
    let potential = clipped ? -Self.potentialLimit : potential
    if potential >= threshold + eta {
      return TrueNorthOutcome(potential: positiveReset(potential, eta: eta), spiked: true, clipped: clipped)
    }
    let floor = negativeSaturation ? negativeThreshold : negativeThreshold + eta
    let kept = potential < -floor ? negativeReset(potential, eta: eta) : potential
    return TrueNorthOutcome(potential: kept, spiked: false, clipped: clipped)
  }

  @inline(__always)
  private func positiveReset(_ potential: Int32, eta: Int32) -> Int32 {
    switch resetMode {
    case .absolute: resetPotential
    case .linear: potential - (threshold + eta)
    case .none: potential
    }
  }

  @inline(__always)
  private func negativeReset(_ potential: Int32, eta: Int32) -> Int32 {
    if negativeSaturation { return -negativeThreshold }
    return switch resetMode {
    case .absolute: -resetPotential
    case .linear: potential + (negativeThreshold + eta)
    case .none: potential
    }
  }
}
