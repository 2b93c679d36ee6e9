import NeuroFabric
import RandomStreams

/// The chip's rules written down a second time, apart from both engines, with notes of what each rule did.
///
/// It takes nothing from the engines but the addresses of the random numbers. The rules are those of
/// `Documentation/Chips.md`.
struct TrueNorthModel {
  private(set) var tick = 0
  private(set) var potentials: [[Int]]
  private(set) var spikes: [NeuronAddress] = []
  /// How often each feature had an effect.
  private(set) var notes: [TrueNorthFeature: Int] = [:]

  private let image: TrueNorthImage
  /// For every core and scheduler slot the axons that are set.
  private var slots: [[Set<Int>]]
  private var draws: TrueNorthModelDraws
  private var rowCounts: [[Int]]
  /// The tick in which a potential of the core last moved.
  private var lastMoved: [Int]

  init(image: TrueNorthImage, key: StreamKey) {
    self.image = image
    potentials = image.cores.map { $0.neurons.map { Int($0.initialPotential) } }
    slots = image.cores.map { _ in Array(repeating: [], count: 16) }
    draws = TrueNorthModelDraws(image: image, key: key)
    rowCounts = image.cores.map { core in core.axonTypes.indices.map { core.crossbar.count(axon: $0) } }
    lastMoved = image.cores.map { _ in 0 }
  }

  mutating func inject(core: Int, axon: Int) { set(axon, of: core, slot: tick % 16) }

  mutating func step() {
    spikes = []
    for core in image.cores.indices {
      let active = slots[core][tick % 16].sorted()
      slots[core][tick % 16] = []
      for neuron in image.cores[core].neurons.indices { update(core, neuron, active) }
      noteInputs(core, active)
    }
    for spike in spikes { send(spike) }
    tick += 1
  }

  private mutating func note(_ feature: TrueNorthFeature) { notes[feature, default: 0] += 1 }

  private mutating func set(_ axon: Int, of core: Int, slot: Int) {
    if !slots[core][slot].insert(axon).inserted { note(.mergedSpike) }
  }

  private mutating func send(_ source: NeuronAddress) {
    let target = image.cores[source.core].neurons[source.neuron].target
    guard case .axon(let core, let axon, let delay) = target else { return }
    note(.delay(delay))
    set(axon, of: core, slot: (tick + delay) % 16)
  }

  private mutating func update(_ core: Int, _ neuron: Int, _ active: [Int]) {
    let type = image.types[Int(image.cores[core].neurons[neuron].type)]
    let before = potentials[core][neuron]
    draws.start(core: core, neuron: neuron, tick: tick)
    var v = before
    for axon in active where image.cores[core].crossbar[axon, neuron] {
      v += input(type, kind: Int(image.cores[core].axonTypes[axon]), axon: axon)
    }
    v = leak(type, v)
    let (after, spiked) = threshold(type, v)
    potentials[core][neuron] = after
    if spiked { spikes.append(NeuronAddress(core: core, neuron: neuron)) }
    if after != before || spiked { noteMove(core) }
  }

  private mutating func noteInputs(_ core: Int, _ active: [Int]) {
    let neurons = image.cores[core].neurons.count
    for axon in active {
      if rowCounts[core][axon] > 128 { note(.denseRow) }
      if axon > 255 { note(.highAxon) }
      guard image.cores[core].crossbar[axon, neurons - 1] else { continue }
      if neurons == 1 { note(.loneNeuron) }
      if neurons > 16, neurons % 16 == 1 { note(.loneInGroup) }
    }
    if active.count >= 100, neurons == 256 { note(.fullCore) }
  }

  private mutating func noteMove(_ core: Int) {
    if tick - lastMoved[core] > 100 { note(.wokenCore) }
    lastMoved[core] = tick
    if image.cores.count >= 32 { note(.manyCores) }
  }
}

// MARK: The equations

extension TrueNorthModel {
  private mutating func input(_ type: TrueNorthNeuron, kind: Int, axon: Int) -> Int {
    let strength = Int(type.strengths[kind])
    guard (type.stochasticSynapses >> kind) % 2 == 1 else {
      if strength != 0 { note(.synapse(type: kind)) }
      if abs(strength) == 255 { note(.strength(strength)) }
      return strength
    }
    let acts = abs(strength) >= draws.synapse(axon)
    if strength != 0 { note(.drawnSynapse(type: kind, acts: acts)) }
    return acts ? strength.signum() : 0
  }

  private mutating func leak(_ type: TrueNorthNeuron, _ v: Int) -> Int {
    var step = Int(type.leak)
    if type.stochasticLeak {
      let acts = abs(step) >= draws.leak()
      if step != 0 { note(.drawnLeak(acts: acts)) }
      step = acts ? step.signum() : 0
    } else {
      if step != 0 { note(.leak(up: step > 0)) }
      if abs(step) == 255 { note(.leakStrength(step)) }
    }
    guard type.leakReversal, step != 0 else { return v + step }
    note(v == 0 ? .reversalAtZero : .reversal(above: v > 0, outward: step > 0))
    let moved = v + v.signum() * step
    guard moved.signum() == -v.signum(), v != 0 else { return moved }
    note(.reversalCrossesZero)
    return 0
  }

  private mutating func threshold(_ type: TrueNorthNeuron, _ v: Int) -> (potential: Int, spiked: Bool) {
    let bits = Int(type.thresholdMaskBits)
    let eta = bits == 0 ? 0 : draws.threshold(bits)
    if eta > 0 { note(.mask(bits: bits)) }
    let alpha = Int(type.threshold)
    if v > 393_216 {
      note(alpha + eta > 393_216 ? .clipBelowThreshold : .clipAbove)
      return (393_216, true)
    }
    if v < -393_216 { note(.clipBelow) }
    let v = max(v, -393_216)
    if v >= alpha + eta {
      if eta > 0 { note(.spikeOverMask) }
      return (spikeReset(type, v, eta), true)
    }
    if v >= alpha { note(.maskHoldsSpike) }
    return (floorReset(type, v, eta), false)
  }

  private mutating func spikeReset(_ type: TrueNorthNeuron, _ v: Int, _ eta: Int) -> Int {
    let alpha = Int(type.threshold)
    let choices = [Int(type.resetPotential), v - (alpha + eta), v]
    let kept = choices[Int(type.resetMode.rawValue)]
    if choices.filter({ $0 == kept }).count == 1 {
      note(.spike(type.resetMode, saturates: type.negativeSaturation))
    }
    if alpha == 0 || alpha == 262_143 { note(.threshold(alpha)) }
    if type.resetMode == .absolute { noteReset(Int(type.resetPotential)) }
    return kept
  }

  private mutating func floorReset(_ type: TrueNorthNeuron, _ v: Int, _ eta: Int) -> Int {
    let beta = Int(type.negativeThreshold)
    let floor = type.negativeSaturation ? -beta : -(beta + eta)
    guard v < floor else {
      if v < -beta { note(.maskHoldsFloor) }
      return v
    }
    if beta == 0 || beta == 262_143 { note(.negativeThreshold(beta)) }
    var others = [-Int(type.resetPotential), v + beta + eta, v]
    var kept = others[Int(type.resetMode.rawValue)]
    if type.negativeSaturation {
      others = [kept, v]
      kept = -beta
    } else {
      others[Int(type.resetMode.rawValue)] = -beta
      if type.resetMode == .absolute { noteReset(Int(type.resetPotential)) }
    }
    if !others.contains(kept) { note(.floor(type.resetMode, saturates: type.negativeSaturation)) }
    return kept
  }

  private mutating func noteReset(_ value: Int) {
    if value == 0 || abs(value) == 262_143 { note(.resetPotential(value)) }
  }
}
