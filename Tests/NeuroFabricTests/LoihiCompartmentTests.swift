import NeuroFabric
import RandomStreams
import Testing

@Suite("Loihi: the compartment's update")
struct LoihiCompartmentTests {
  private func silent() -> LoihiCompartment {
    var type = LoihiCompartment()
    type.thresholdMantissa = 131_071
    return type
  }

  /// Every decay against every magnitude class: rounding is toward zero on both sides, so the update is odd.
  @Test("decay truncates toward zero, for both signs alike")
  func truncation() {
    for decay in 0...4096 as ClosedRange<Int32> {
      for value in [1, 2, 3, 63, 64, 4095, 4096, 4097, 123_456, 8_388_544] {
        var type = silent()
        type.voltageDecay = decay
        var positive = LoihiState(voltage: value)
        var negative = LoihiState(voltage: -value)
        _ = type.update(&positive, input: 0, noise: 0)
        _ = type.update(&negative, input: 0, noise: 0)
        let expected = value * (4096 - Int(decay)) / 4096
        if positive.voltage != expected || negative.voltage != -expected {
          Issue.record("decay \(decay), value \(value): \(positive.voltage), \(negative.voltage)")
        }
      }
    }
  }

  @Test(
    "the input sum wraps at 22 bits",
    arguments: [
      (2_097_151, 2_097_151, false), (2_097_152, -2_097_152, true), (-2_097_152, -2_097_152, false),
      (-2_097_153, 2_097_151, true), (4_194_304, 0, true),
    ])
  func inputWraps(sum: Int, current: Int, clipped: Bool) {
    var state = LoihiState()
    let outcome = silent().update(&state, input: sum, noise: 0)
    #expect(state.current == current)
    #expect(outcome.clipped == clipped)
  }

  @Test("the current wraps at 24 bits")
  func currentWraps() {
    var type = silent()
    type.currentDecay = 0
    type.voltageDecay = 4096
    // 8388607 loses 8388607 / 4096, rounded up, in the tick: 8386559 is left.
    var state = LoihiState(current: 8_388_607)
    #expect(type.update(&state, input: 2048, noise: 0).clipped == false)
    #expect(state.current == 8_388_607)
    #expect(type.update(&state, input: 2049, noise: 0).clipped == true)
    #expect(state.current == -8_388_608)
  }

  @Test(
    "the voltage is clamped at 2^23 - 1 on both sides",
    arguments: [
      (8_388_600, 7, 8_388_607, false), (8_388_600, 8, 8_388_607, true),
      (-8_388_600, -7, -8_388_607, false), (-8_388_600, -8, -8_388_607, true),
    ])
  func clamp(voltage: Int, input: Int, expected: Int, clipped: Bool) {
    var type = silent()
    type.refractoryDelay = 1
    var state = LoihiState(voltage: voltage, refractory: 0)
    let outcome = type.update(&state, input: input, noise: 0)
    // 131071 << 6 is below the upper clamp, so the voltage above it is a spike.
    #expect(outcome.spiked == (expected > 131_071 << 6))
    #expect(state.voltage == (outcome.spiked ? 0 : expected))
    #expect(outcome.clipped == clipped)
  }

  @Test("the threshold is strict")
  func strictThreshold() {
    var type = LoihiCompartment()
    type.thresholdMantissa = 2
    for (input, spikes) in [(128, false), (129, true)] {
      var state = LoihiState()
      #expect(type.update(&state, input: input, noise: 0).spiked == spikes)
    }
  }

  @Test("a refractory delay r leaves r - 1 dead ticks", arguments: [1, 2, 3, 10, 63] as [Int32])
  func refractory(delay: Int32) throws {
    var type = LoihiCompartment()
    type.refractoryDelay = delay
    type.biasMantissa = 1
    for fabric in try engines(oneCompartment(type)) {
      for tick in 0..<200 {
        fabric.step()
        let spikes = tick % Int(delay) == 0
        #expect(fabric.outputs == (spikes ? [0] : []), "tick \(tick)")
        let register = spikes ? Int(delay) * 128 : 0
        #expect(fabric.potential(core: 0, neuron: 0) == register, "tick \(tick)")
      }
    }
  }

  private func engines(_ image: LoihiImage) throws -> [any Fabric] {
    [try LoihiReference(image: image, key: loihiKey()), try LoihiFast(image: image, key: loihiKey())]
  }
}
