/// The part of a compartment that a tick reads and writes: half a cache line.
struct LoihiCell {
  /// Twice the input delivered in this tick, and 1 more while the compartment is on a list of those to update.
  /// 64 bits, so that no sum of a tick overflows.
  var input: Int64 = 0
  /// Ticks in which the compartment was active, less the tick since when it holds a voltage, if it does: a
  /// compartment that merely holds one counts as active in every tick, though nothing happens to it.
  var activity: Int64 = 0
  var voltage: Int32 = 0
  var threshold: Int32 = 0
  /// -1 if a voltage stays as it is without input, 0 if none is left after the tick. In a general compartment,
  /// 0 also while it cannot rest.
  var keptMask: Int32 = 0
  /// Of a gate the index of its parameters, of a general compartment the complement of the index of its
  /// `LoihiGeneralState`.
  var link: Int32 = 0

  /// Rests with a voltage that it keeps.
  @inline(__always)
  var isHeld: Bool { voltage & keptMask != 0 }

  /// Of a compartment that is not simple: whether it is a gate.
  @inline(__always)
  var isGate: Bool { link >= 0 }

  @inline(__always)
  var generalState: Int { Int(~link) }
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
}

/// How the engine updates a compartment.
enum LoihiKind {
  /// The current forgets, the voltage forgets or integrates, no bias, no noise, no dead ticks: a short update,
  /// after which the compartment rests.
  case simple
  /// Keeps nothing, and its noise does nothing without input; it rests after every update.
  case gate
  /// Anything else.
  case general
}

/// A compartment type under a core's noise, with what the update needs worked out.
struct LoihiParameters {
  var type: LoihiCompartment
  var noise: LoihiNoise
  var kind: LoihiKind
  /// 4095 - du and 4096 - dv: what is kept, in 1/4096.
  var currentKept: Int64
  var voltageKept: Int64
  var bias: Int64
  var threshold: Int64
  var noiseTarget: LoihiCompartment.NoiseTarget
  /// Without input the compartment must still be updated: it has a bias, or noise that is not idle.
  var neverRests: Bool

  init(type: LoihiCompartment, noise: LoihiNoise) {
    self.type = type
    self.noise = noise
    currentKept = 4095 - Int64(type.currentDecay)
    voltageKept = 4096 - Int64(type.voltageDecay)
    bias = Int64(type.bias)
    threshold = Int64(type.threshold)
    noiseTarget = type.noiseTarget
    neverRests = type.bias != 0 || !type.noiseIsIdle(under: noise)
    let integratesOrForgets = type.voltageDecay == 0 || type.voltageDecay == 4096
    if type.noiseTarget != .none {
      // Idle noise implies that nothing is kept and that there is no bias.
      kind = !neverRests && type.refractoryDelay == 1 ? .gate : .general
    } else {
      let isShort = type.currentDecay == 4095 && integratesOrForgets && type.refractoryDelay == 1
      kind = isShort && type.bias == 0 ? .simple : .general
    }
  }

  /// Whether the next update without input changes nothing that can be seen, but for forgetting.
  @inline(__always)
  func rests(current: Int64, voltage: Int64, refractory: UInt8) -> Bool {
    !neverRests && refractory == 0 && (current == 0 || currentKept == 0)
      && (voltage == 0 || voltageKept == 0 || (voltageKept == 4096 && voltage <= threshold))
  }
}
