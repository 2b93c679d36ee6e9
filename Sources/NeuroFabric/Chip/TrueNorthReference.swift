import Instrumentation
import RandomStreams

/// TrueNorth as a plain loop over the equations: every tick, every core, every neuron in index order.
///
/// This engine is the measure of correctness, not of speed; `TrueNorthFast` agrees with it tick by tick.
public final class TrueNorthReference: Fabric {
  public internal(set) var tick = 0
  public internal(set) var outputs: [Int] = []
  public internal(set) var spikes: [NeuronAddress] = []
  var counted = EventCounts()
  let image: TrueNorthImage
  private var key: StreamKey
  var cores: [ReferenceCore]

  /// - Throws: `FabricError` if the image does not fit the chip.
  public init(image: TrueNorthImage, key: StreamKey) throws {
    try image.validate()
    self.image = image
    self.key = key
    cores = image.cores.map(ReferenceCore.init)
    reset(key: key)
  }

  public var events: EventCounts {
    var events = counted
    events[.neuronAccess] = UInt64(tick) * UInt64(image.cores.reduce(0) { $0 + $1.neurons.count })
    return events
  }

  public var coreLoads: [CoreLoad] {
    cores.indices.map { core in
      var load = cores[core].load
      load.neuronAccess = UInt64(tick) * UInt64(image.cores[core].neurons.count)
      return load
    }
  }

  public func reset(key: StreamKey) {
    self.key = key
    tick = 0
    outputs.removeAll(keepingCapacity: true)
    spikes.removeAll(keepingCapacity: true)
    counted = EventCounts()
    let isSerial = image.generator == .serialShiftRegister
    for index in cores.indices {
      cores[index].restart(image.cores[index])
      cores[index].draws = RegisterDraws(
        key: key, core: index, seed: image.cores[index].registerSeed, isSerial: isSerial)
    }
  }

  public func inject(core: Int, axon: Int) {
    precondition(cores.indices.contains(core), "core \(core) of \(cores.count)")
    precondition(image.cores[core].axonTypes.indices.contains(axon), "core \(core) has no axon \(axon)")
    counted[.inputSpike] += 1
    cores[core].inputSpikes += 1
    accept(core: core, axon: axon, tick: tick)
  }

  public func step() {
    outputs.removeAll(keepingCapacity: true)
    spikes.removeAll(keepingCapacity: true)
    for index in cores.indices { runCore(index) }
    tick += 1
  }

  public func stepUntilOutput(limit: Int) -> Bool {
    for _ in 0..<max(limit, 0) {
      step()
      if !outputs.isEmpty { return true }
    }
    return false
  }

  public func potential(core: Int, neuron: Int) -> Int { Int(cores[core].potentials[neuron]) }

  public func spikeCount(core: Int, neuron: Int) -> UInt64 { cores[core].spikeCounts[neuron] }

  private func runCore(_ index: Int) {
    let slot = tick % ReferenceCore.slots
    for neuron in image.cores[index].neurons.indices {
      let inputs = cores[index].activeInputs(of: neuron, slot: slot)
      counted[.synapticEvent] += UInt64(inputs.count)
      cores[index].load.synapticEvent += UInt64(inputs.count)
      let outcome = update(core: index, neuron: neuron, inputs: inputs)
      cores[index].potentials[neuron] = outcome.potential
      if outcome.clipped { counted[.clippedPotential] += 1 }
      if outcome.spiked { send(core: index, neuron: neuron) }
    }
    cores[index].clear(slot: slot)
  }

  private func update(core: Int, neuron: Int, inputs: [(axon: Int, type: UInt8)]) -> TrueNorthOutcome {
    let placed = image.cores[core].neurons[neuron]
    let type = image.types[Int(placed.type)]
    let potential = cores[core].potentials[neuron]
    if image.generator == .counterBased {
      var draws = CounterDraws(key: key, identity: placed.identity, tick: UInt64(tick))
      return type.updated(potential: potential, inputs: inputs, draws: &draws)
    }
    return type.updated(potential: potential, inputs: inputs, draws: &cores[core].draws!)
  }

  private func send(core: Int, neuron: Int) {
    spikes.append(NeuronAddress(core: core, neuron: neuron))
    counted[.spike] += 1
    cores[core].load.spike += 1
    cores[core].spikeCounts[neuron] += 1
    let position = image.cores[core].position
    switch image.cores[core].neurons[neuron].target {
    case .none: return
    case .output(let port):
      outputs.append(port)
      counted[.outputSpike] += 1
      MeshRoute(leavingFrom: position).count(1, in: &counted)
    case .axon(let target, let axon, let delay):
      MeshRoute(from: position, to: image.cores[target].position).count(1, in: &counted)
      accept(core: target, axon: axon, tick: tick + delay)
    }
    counted[.messageOut] += 1
    cores[core].load.messageOut += 1
  }

  private func accept(core: Int, axon: Int, tick: Int) {
    counted[.messageIn] += 1
    cores[core].load.messageIn += 1
    if cores[core].schedule(axon: axon, slot: tick % ReferenceCore.slots) { counted[.mergedSpike] += 1 }
  }
}

/// The state of one core of the reference: potentials, scheduler, register.
struct ReferenceCore {
  static let slots = 16

  var potentials: [Int32] = []
  var spikeCounts: [UInt64] = []
  var load = CoreLoad()
  var inputSpikes: UInt64 = 0
  /// The core's register; unused by the counter-based generator.
  var draws: RegisterDraws?
  /// For every neuron the connected axons with their types, ascending: the columns of the crossbar.
  private var columns: [[(axon: Int, type: UInt8)]]
  /// The scheduler: one bit per axon in each slot.
  var scheduler: [[Bool]]

  init(_ core: TrueNorthImage.Core) {
    columns = Array(repeating: [], count: core.neurons.count)
    for (axon, type) in core.axonTypes.enumerated() {
      for neuron in core.crossbar.row(axon) { columns[neuron].append((axon, type)) }
    }
    scheduler = Array(
      repeating: Array(repeating: false, count: core.axonTypes.count), count: Self.slots)
  }

  mutating func restart(_ core: TrueNorthImage.Core) {
    potentials = core.neurons.map(\.initialPotential)
    spikeCounts = core.neurons.map { _ in 0 }
    load = CoreLoad()
    inputSpikes = 0
    for slot in 0..<Self.slots { clear(slot: slot) }
  }

  func activeInputs(of neuron: Int, slot: Int) -> [(axon: Int, type: UInt8)] {
    columns[neuron].filter { scheduler[slot][$0.axon] }
  }

  /// Sets an axon's bit. Returns whether it was set already: the two spikes are now one.
  mutating func schedule(axon: Int, slot: Int) -> Bool {
    defer { scheduler[slot][axon] = true }
    return scheduler[slot][axon]
  }

  mutating func clear(slot: Int) {
    for axon in scheduler[slot].indices { scheduler[slot][axon] = false }
  }
}
