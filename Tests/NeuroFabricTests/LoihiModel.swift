import NeuroFabric
import RandomStreams

/// The chip's rules written down a second time, apart from both engines, with notes of what each rule did.
///
/// It takes nothing from the engines but the addresses of the random numbers. The rules are those of
/// `Documentation/Chips.md`.
struct LoihiModel {
  private(set) var tick = 0
  /// What the voltage registers read.
  private(set) var readings: [[Int]]
  private(set) var spikes: [NeuronAddress] = []
  /// How often each feature had an effect.
  private(set) var notes: [LoihiFeature: Int] = [:]

  private let image: LoihiImage
  private let key: StreamKey
  private var states: [[State]]
  /// The tick in which a register of the core last moved.
  private var lastMoved: [Int]

  private struct State: Hashable {
    var u = 0
    var v: Int
    var dead = 0
  }

  /// What is under way to a compartment: by tick of arrival the weights.
  private var arrivals: [[[Int: [Int]]]]

  init(image: LoihiImage, key: StreamKey) {
    self.image = image
    self.key = key
    states = image.cores.map { $0.compartments.map { State(v: Int($0.initialVoltage)) } }
    readings = states.map { $0.map(\.v) }
    arrivals = image.cores.map { $0.compartments.map { _ in [:] } }
    lastMoved = image.cores.map { _ in 0 }
  }

  /// A message of the host acts as one sent in the tick before.
  mutating func inject(core: Int, list: Int) { deliver(core: core, list: list, sentIn: tick - 1) }

  mutating func step() {
    spikes = []
    for core in image.cores.indices {
      for index in image.cores[core].compartments.indices { update(core, index) }
    }
    for spike in spikes {
      for output in image.cores[spike.core].compartments[spike.neuron].outputs {
        deliver(core: output.core, list: output.axonList, sentIn: tick)
      }
    }
    tick += 1
  }

  private mutating func note(_ feature: LoihiFeature, if isSo: Bool = true) {
    if isSo { notes[feature, default: 0] += 1 }
  }

  private mutating func deliver(core: Int, list: Int, sentIn sent: Int) {
    let list = image.cores[core].axonLists[list]
    note(.longList, if: list.synapses.count > 64)
    for synapse in list.synapses {
      let arrival = sent + Int(synapse.delay) + 1
      let weight = weight(Int(synapse.weight), list.format)
      arrivals[core][Int(synapse.target)][arrival, default: []].append(weight)
      note(.delay(Int(synapse.delay)), if: weight != 0)
      note(.slots(image.delaySlots), if: weight != 0)
    }
  }

  private mutating func weight(_ mantissa: Int, _ format: LoihiSynapseFormat) -> Int {
    let lost = 8 - format.weightBits + (format.signMode == .mixed ? 1 : 0)
    let unit = lost > 0 ? 1 << lost : 1
    let kept = mantissa - mantissa % unit
    note(.lostBits(format.signMode), if: kept != mantissa)
    let scaled = kept * 1 << (6 + format.weightExponent + 8)
    let down = scaled % (64 * 256) < 0 ? 1 : 0
    note(.weightRoundedDown, if: down == 1)
    let weight = (scaled / (64 * 256) - down) * 64
    let limit = 2_097_152 - 64
    note(.weightClipped, if: abs(weight) > limit)
    note(.weight(format.signMode, exponent: format.weightExponent), if: weight != 0)
    note(.weightBits(format.weightBits), if: weight != 0)
    return min(max(weight, -limit), limit)
  }

  private mutating func update(_ core: Int, _ index: Int) {
    let type = image.types[Int(image.cores[core].compartments[index].type)]
    let input = arrivals[core][index].removeValue(forKey: tick) ?? []
    note(.sharedInput, if: input.count > 1)
    let noise = noise(type.noiseTarget, core, index)
    let before = states[core][index]
    var state = before
    state.u = current(type, before.u, input.reduce(0, +) + (type.noiseTarget == .current ? noise : 0))
    state.v = voltage(type, before.v, state.u + (type.noiseTarget == .voltage ? noise : 0))
    let spiked = fire(type, &state)
    states[core][index] = state
    readings[core][index] = spiked ? 128 * Int(type.refractoryDelay) : state.v
    if spiked { spikes.append(NeuronAddress(core: core, neuron: index)) }
    noteInput(core, index, count: input.count)
    if spiked || state != before { noteMove(core) }
  }

  private mutating func noteInput(_ core: Int, _ index: Int, count: Int) {
    let compartments = image.cores[core].compartments.count
    note(.loneCompartment, if: count > 0 && compartments == 1)
    note(
      .loneInGroup, if: count > 0 && compartments > 16 && compartments % 16 == 1 && index == compartments - 1)
  }

  private mutating func noteMove(_ core: Int) {
    note(.wokenCore, if: tick - lastMoved[core] > 100)
    note(.manyCores, if: image.cores.count >= 32)
    lastMoved[core] = tick
  }
}

// MARK: The equations

extension LoihiModel {
  private mutating func noise(_ target: LoihiCompartment.NoiseTarget, _ core: Int, _ index: Int) -> Int {
    guard target != .none else { return 0 }
    let law = image.cores[core].noise
    let identity = image.cores[core].compartments[index].identity
    let word = Int(key.block(identity: identity, tick: UInt64(tick))[0])
    let raw = law.law == .uniform256 ? word % 256 - 127 : word * 255 / (1 << 32) - 127
    let scaled = (raw + 64 * Int(law.mantissaOffset)) * (1 << Int(law.exponent))
    let value = scaled / 128
    note(.noise(target, law.law), if: value != 0)
    note(.rawNoise(raw), if: abs(raw) >= 127 || raw == 0)
    note(.noiseRounded, if: scaled < 0 && scaled % 128 != 0)
    note(.noiseShifted, if: law.exponent > 7 && value != 0)
    note(.noiseOffset, if: law.mantissaOffset != 0 && value != 0)
    return value
  }

  private mutating func current(_ type: LoihiCompartment, _ u: Int, _ input: Int) -> Int {
    let decay = Int(type.currentDecay)
    note(.currentKept(decay == 4095 ? .all : decay == 0 ? .least : .some), if: u != 0)
    let a = wrapped(input, 2_097_152)
    note(.wrap22(up: input > 0), if: a != input)
    let sum = decayed(u, decay + 1) + a
    let wrappedSum = wrapped(sum, 8_388_608)
    note(.wrap24(up: sum > 0), if: wrappedSum != sum)
    return wrappedSum
  }

  private mutating func voltage(_ type: LoihiCompartment, _ v: Int, _ input: Int) -> Int {
    let decay = Int(type.voltageDecay)
    note(.voltageKept(decay == 4096 ? .all : decay == 0 ? .least : .some), if: v != 0)
    let bias = Int(type.biasMantissa) * (1 << Int(type.biasExponent))
    note(.bias(exponent: Int(type.biasExponent), up: bias > 0), if: bias != 0)
    note(.biasMantissa(Int(type.biasMantissa)), if: bias != 0)
    let sum = decayed(v, decay) + input + bias
    let limit = 8_388_607
    note(.clamp(up: sum > 0), if: abs(sum) > limit)
    return min(max(sum, -limit), limit)
  }

  private mutating func fire(_ type: LoihiCompartment, _ state: inout State) -> Bool {
    let threshold = Int(type.thresholdMantissa) * 64
    if state.dead > 0 {
      note(.deadVoltage, if: state.v != 0)
      note(.deadSpike, if: state.v > threshold)
      state.v = 0
    }
    note(.strictThreshold, if: state.v == threshold && state.dead == 0)
    let fires = state.v > threshold
    if fires {
      note(.threshold(Int(type.thresholdMantissa)))
      note(.refractory(dead: type.refractoryDelay > 1))
      note(.longestRefractory, if: type.refractoryDelay == 63)
      state.v = 0
      state.dead = Int(type.refractoryDelay)
    }
    state.dead = max(state.dead - 1, 0)
    return fires
  }

  /// `value` kept to (4096 - decay) / 4096, toward zero.
  private mutating func decayed(_ value: Int, _ decay: Int) -> Int {
    let product = value * (4096 - decay)
    note(.negativeTruncation, if: product < 0 && product % 4096 != 0)
    return product / 4096
  }

  /// In -half ..< half, by whole turns.
  private func wrapped(_ value: Int, _ half: Int) -> Int {
    let rest = (value + half) % (2 * half)
    return (rest < 0 ? rest + 2 * half : rest) - half
  }
}
