import Instrumentation
import RandomStreams

/// The Loihi fabric written straight from the equations: every tick, every core, every compartment in index
/// order.
///
/// Use it to check, not to run: its cost is compartments x ticks. A spike sent in tick t acts through a
/// synapse of delay setting d in tick t + d + 1; a spike put in by the host acts as if sent in the tick
/// before.
public final class LoihiReference: Fabric {
  public let image: LoihiImage
  /// What `busyPicoseconds` is computed with; nil leaves it 0.
  public let timing: LoihiTiming?
  public internal(set) var tick = 0
  public internal(set) var outputs: [Int] = []
  public internal(set) var spikes: [NeuronAddress] = []
  /// Modelled time of the chip since load, in picoseconds: the sum over ticks of the busiest core plus the
  /// barrier.
  public internal(set) var busyPicoseconds: UInt64 = 0
  public internal(set) var coreLoads: [CoreLoad] = []

  private var key: StreamKey
  var cores: [Core] = []
  var traffic = LoihiTraffic()
  /// Core loads when the last tick ended.
  var loadsBefore: [CoreLoad] = []
  /// Spikes put in since then: (core, axon list).
  var freshInjections: [(core: Int, list: Int)] = []

  struct Core {
    var states: [LoihiState]
    /// What the voltage registers read after the last tick.
    var readings: [Int]
    var spikeCounts: [UInt64]
    /// Ticks in which the compartment was active.
    var updates: [UInt64]
    /// By axon list: spikes put in by the host.
    var injections: [UInt64]
    /// The delay ring: slot t mod slots holds the inputs that act in tick t, nil where nothing arrives.
    var ring: [[Int?]]
    /// By compartment: its noise never matters without other activity.
    var noiseIsIdle: [Bool]
  }

  /// - Throws: `FabricError` for an image that no chip could hold.
  public init(image: LoihiImage, key: StreamKey, timing: LoihiTiming? = nil) throws {
    try image.validate()
    self.image = image
    self.timing = timing
    self.key = key
    reset(key: key)
  }

  /// Back to the state at load, with the random numbers of `key`.
  public func reset(key: StreamKey) {
    self.key = key
    tick = 0
    outputs = []
    spikes = []
    busyPicoseconds = 0
    traffic = LoihiTraffic()
    freshInjections = []
    coreLoads = image.cores.map { _ in CoreLoad() }
    loadsBefore = coreLoads
    cores = image.cores.map { core in
      let voltages = core.compartments.map { Int($0.initialVoltage) }
      return Core(
        states: voltages.map { LoihiState(voltage: $0) },
        readings: voltages,
        spikeCounts: voltages.map { _ in 0 },
        updates: voltages.map { _ in 0 },
        injections: core.axonLists.map { _ in 0 },
        ring: Array(repeating: voltages.map { _ in nil }, count: image.delaySlots),
        noiseIsIdle: core.compartments.map {
          image.types[Int($0.type)].noiseIsIdle(under: core.noise)
        })
    }
  }

  public var events: EventCounts { EventCounts(loads: coreLoads, traffic: traffic) }

  public func potential(core: Int, neuron: Int) -> Int { cores[core].readings[neuron] }

  public func spikeCount(core: Int, neuron: Int) -> UInt64 { cores[core].spikeCounts[neuron] }

  public func inject(core: Int, axon: Int) {
    traffic.inputSpikes += 1
    cores[core].injections[axon] += 1
    freshInjections.append((core, axon))
    deliver(core: core, list: axon, sentIn: tick - 1)
  }

  public func stepUntilOutput(limit: Int) -> Bool {
    for _ in 0..<max(limit, 0) {
      step()
      if !outputs.isEmpty { return true }
    }
    return false
  }

  public func step() {
    outputs.removeAll()
    spikes.removeAll()
    for core in cores.indices {
      for compartment in cores[core].states.indices { update(core, compartment) }
      coreLoads[core].neuronAccess += UInt64(cores[core].states.count)
    }
    addTime()
    freshInjections.removeAll()
    tick += 1
  }

  private func update(_ core: Int, _ index: Int) {
    let compartment = image.cores[core].compartments[index]
    let type = image.types[Int(compartment.type)]
    let slot = tick % image.delaySlots
    let input = cores[core].ring[slot][index]
    cores[core].ring[slot][index] = nil
    let hasNoise = type.noiseTarget != .none
    if input != nil || type.isActive(cores[core].states[index]) || !cores[core].noiseIsIdle[index] {
      coreLoads[core].neuronUpdate += 1
      cores[core].updates[index] += 1
      if hasNoise { coreLoads[core].noiseDraw += 1 }
    }
    let noise = image.cores[core].noise
    let draw = hasNoise ? noise.value(key: key, identity: compartment.identity, tick: UInt64(tick)) : 0
    let outcome = type.update(&cores[core].states[index], input: input ?? 0, noise: draw)
    if outcome.clipped { traffic.clippedPotentials += 1 }
    let voltage = cores[core].states[index].voltage
    cores[core].readings[index] = outcome.spiked ? type.spikePlaceholder : voltage
    if outcome.spiked {
      spikes.append(NeuronAddress(core: core, neuron: index))
      cores[core].spikeCounts[index] += 1
      send(core, compartment)
    }
  }

  private func send(_ core: Int, _ compartment: LoihiImage.Compartment) {
    coreLoads[core].spike += 1
    if let port = compartment.port {
      outputs.append(port)
      traffic.outputSpikes += 1
    }
    for output in compartment.outputs {
      coreLoads[core].messageOut += 1
      traffic.add(LoihiRoute(from: image.cores[core].tile, to: image.cores[output.core].tile))
      deliver(core: output.core, list: output.axonList, sentIn: tick)
    }
  }

  private func deliver(core: Int, list: Int, sentIn tick: Int) {
    let list = image.cores[core].axonLists[list]
    coreLoads[core].messageIn += 1
    coreLoads[core].synapticEvent += UInt64(list.synapses.count)
    for synapse in list.synapses {
      let slot = (tick + Int(synapse.delay) + 1) % image.delaySlots
      cores[core].ring[slot][Int(synapse.target), default: 0] +=
        list.format.effectiveWeight(Int(synapse.weight))
    }
  }

  private func addTime() {
    guard let timing else { return }
    let work = zip(coreLoads, loadsBefore).map { $0 - $1 }
    let send = work.map(timing.sendTime).max() ?? 0
    let receive = work.map(timing.receiveTime).max() ?? 0
    busyPicoseconds += max(send, receive) + timing.barrier
    loadsBefore = coreLoads
  }
}

extension Array {
  /// An element of an array of optionals, `value` where it is nil.
  fileprivate subscript<Wrapped>(index: Int, default value: Wrapped) -> Wrapped
  where Element == Wrapped? {
    get { self[index] ?? value }
    set { self[index] = newValue }
  }
}
