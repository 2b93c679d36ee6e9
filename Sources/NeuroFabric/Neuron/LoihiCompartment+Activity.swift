// When a compartment counts as *active* in a tick. Both engines count by this definition, so that the fast
// one may leave idle compartments alone and still report the same numbers.
//
// A compartment is active in a tick if at least one of these holds before its update:
//  - input is delivered to it in this tick, even if the weights sum to 0;
//  - its bias is not 0;
//  - its refractory counter is not 0;
//  - its current is not 0 and is kept (currentDecay < 4095);
//  - its voltage is not 0 and is kept (voltageDecay < 4096);
//  - it has a noise target and the noise is not idle, see `noiseIsIdle(under:)`.
//
// A current or voltage that the update forgets anyway is no activity: a probability compartment that was last
// left with some noise in its register rests. Active compartments count as updated, and as drawing noise if
// they have a noise target; idle ones count as neither, although the register of an idle compartment with
// noise reads noise.

extension LoihiCompartment {
  /// Whether the update starts from nothing: neither current nor voltage is kept.
  var keepsNothing: Bool { currentDecay == 4095 && voltageDecay == 4096 }

  /// Whether the state alone (without input and noise) makes the compartment active.
  func isActive(_ state: LoihiState) -> Bool {
    bias != 0 || state.refractory > 0
      || (state.current != 0 && currentDecay != 4095)
      || (state.voltage != 0 && voltageDecay != 4096)
  }

  /// Whether noise leaves no trace: there is none, or the compartment keeps nothing, has no bias, and no
  /// noise value alone makes it spike or overruns a register. Decided by trying all noise values.
  func noiseIsIdle(under noise: LoihiNoise) -> Bool {
    guard noiseTarget != .none else { return true }
    guard keepsNothing, bias == 0 else { return false }
    return noise.law.rawValues.allSatisfy { raw in
      var state = LoihiState()
      let outcome = update(&state, input: 0, noise: noise.value(ofRaw: raw))
      return !outcome.spiked && !outcome.clipped
    }
  }
}
