import CFabricKernels

typealias LoihiCell = loihi_cell

extension loihi_cell {
  /// Rests with a voltage that it keeps.
  @inline(__always)
  var isHeld: Bool { voltage & kept_mask != 0 }

  /// Of a compartment that is not simple: whether it is a gate.
  @inline(__always)
  var isGate: Bool { link >= 0 }

  /// Of a general compartment.
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

extension loihi_gate {
  init(noise source: LoihiNoise, target: LoihiCompartment.NoiseTarget) {
    self.init()
    to_current = target == .current ? -1 : 0
    let raw = source.law.rawValues
    raw_values = raw.count == 256 ? 0 : UInt32(raw.count)
    withUnsafeMutableBytes(of: &noise) { bytes in
      let table = bytes.bindMemory(to: Int32.self)
      for (rank, value) in raw.enumerated() { table[rank] = Int32(source.value(ofRaw: value)) }
    }
  }
}
