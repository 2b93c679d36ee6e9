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
  /// Index in the table of gates, if it is one.
  var gate: Int32 = -1
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
    if type.noiseTarget != .none {
      // Idle noise implies that nothing is kept and that there is no bias.
      kind = !neverRests && type.refractoryDelay == 1 ? .gate : .general
    } else {
      let integratesOrForgets = type.voltageDecay == 0 || type.voltageDecay == 4096
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
