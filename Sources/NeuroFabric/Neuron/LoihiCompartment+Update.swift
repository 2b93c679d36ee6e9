import FixedPoint

/// What a compartment remembers from one tick to the next.
public struct LoihiState: Hashable, Sendable {
  /// u, 24 bits signed.
  public var current = 0
  /// v, 24 bits signed.
  public var voltage = 0
  /// Ticks that the compartment stays silent, 0...62.
  public var refractory = 0

  public init(current: Int = 0, voltage: Int = 0, refractory: Int = 0) {
    self.current = current
    self.voltage = voltage
    self.refractory = refractory
  }
}

/// What one update of a compartment did, beside changing its state.
public struct LoihiOutcome: Hashable, Sendable {
  public var spiked: Bool
  /// A register was too narrow: the input sum (22 bits) or the current (24 bits) wrapped, or the voltage was
  /// clamped.
  public var clipped: Bool
}

extension LoihiCompartment {
  /// The voltage register: -(2^23) + 1 ... 2^23 - 1.
  public static let voltageRange = (1 - 1 << 23)...(1 << 23 - 1)

  /// What the voltage register reads after the tick of a spike; the state itself goes on from 0.
  public var spikePlaceholder: Int { Int(refractoryDelay) * 128 }

  /// One tick of a compartment, in the integer form on which the public emulators of the chip agree.
  ///
  /// - Parameters:
  ///   - input: sum of the effective weights delivered this tick.
  ///   - noise: the core's noise for this compartment and tick; ignored if the compartment has no noise
  ///     target.
  public func update(_ state: inout LoihiState, input: Int, noise: Int) -> LoihiOutcome {
    let sum = noiseTarget == .current ? input + noise : input
    let a = wrapped(sum, bits: 22)
    // The chip adds 1 to the decay of the current, not to that of the voltage.
    let u = scaledTowardZero(state.current, by: 4096 - (Int(currentDecay) + 1), shift: 12) + a
    state.current = wrapped(u, bits: 24)

    var v = scaledTowardZero(state.voltage, by: 4096 - Int(voltageDecay), shift: 12)
    v += state.current + bias + (noiseTarget == .voltage ? noise : 0)
    state.voltage = saturated(v, to: Self.voltageRange)
    let clipped = a != sum || state.current != u || state.voltage != v

    if state.refractory > 0 { state.voltage = 0 }
    let spiked = state.voltage > threshold
    if spiked {
      state.voltage = 0
      state.refractory = Int(refractoryDelay)
    }
    state.refractory = max(state.refractory - 1, 0)
    return LoihiOutcome(spiked: spiked, clipped: clipped)
  }
}
