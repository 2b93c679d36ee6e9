import CFabricKernels

extension loihi_cell {
  /// Rests with a voltage that it keeps.
  @inline(__always)
  var isHeld: Bool { keepsVoltage && voltage != 0 }

  var isSimple: Bool { rule & Int32(LOIHI_OTHER) == 0 }

  private static let keeps = Int32(LOIHI_KEEPS)

  var keepsVoltage: Bool {
    get { rule & Self.keeps != 0 }
    set { rule = newValue ? rule | Self.keeps : rule & ~Self.keeps }
  }
}

/// What only a general compartment remembers.
struct LoihiGeneralState {
  var current: Int32 = 0
  var parameters: UInt32
  var refractory: UInt8 = 0
  /// Ticks completed when the state was written.
  var stamp = 0
}

/// Where a compartment sits and what it is; not looked at in a tick, unless a clock runs.
struct LoihiPlace {
  var core: UInt32
  var parameters: UInt32
  /// Output port, -1 for none.
  var port: Int32
}

extension loihi_gate {
  init(_ noise: LoihiNoise, target: LoihiCompartment.NoiseTarget) {
    self.init()
    let raw = noise.law.rawValues
    raw_values = raw.count == 256 ? 0 : UInt32(raw.count)
    offset = Int32(raw.lowerBound) + 64 * noise.mantissaOffset
    left = max(noise.exponent - 7, 0)
    right = max(7 - noise.exponent, 0)
    to_current = target == .current ? -1 : 0
  }
}
