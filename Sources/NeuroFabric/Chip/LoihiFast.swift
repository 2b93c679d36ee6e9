import Instrumentation
import RandomStreams

// Goals, in this order: the same spikes, potentials and event counts as `LoihiReference`; time that grows
// with spikes and synaptic events, not with compartments and ticks; no allocation in the tick loop.
//
// How: a compartment is updated only in ticks in which it is active (see LoihiCompartment+Activity.swift).
// One that merely holds a voltage counts as active but changes nothing, so it is left alone too and its ticks
// are added to its count when it is next touched, or when the counts are read. Statistics of sending follow
// from the number of spikes of each compartment and are worked out when they are read, too.

/// The event-driven engine of the Loihi fabric.
///
/// Time per tick is proportional to synaptic events plus updated compartments; quiet compartments and cores
/// cost nothing. Reading `events` or `coreLoads` costs one pass over the compartments: read them after a run,
/// not in it.
public final class LoihiFast: Fabric {
  public let image: LoihiImage
  /// What `busyPicoseconds` is computed with; nil leaves it 0.
  public var timing: LoihiTiming? { clock?.timing }
  public var tick: Int { state.pointee.tick }
  public internal(set) var outputs: [Int] = []
  /// Modelled time of the chip since load, in picoseconds: the sum over ticks of the busiest core plus the
  /// barrier.
  public var busyPicoseconds: UInt64 { clock?.picoseconds ?? 0 }

  /// What changes in the tick loop, in plain memory: access to a class's variables is checked and costs more.
  let state: UnsafeMutablePointer<State>
  let clock: LoihiClock?
  let layout: LoihiLayout
  let records: UnsafeMutableBufferPointer<LoihiRecord>
  let parameters: UnsafeMutableBufferPointer<LoihiParameters>
  let identities: UnsafeMutableBufferPointer<UInt64>
  let synapses: UnsafeMutableBufferPointer<LoihiFlatSynapse>
  let sends: UnsafeMutableBufferPointer<LoihiSegment>
  let messages: UnsafeMutableBufferPointer<LoihiMessage>
  let messageStarts: UnsafeMutableBufferPointer<Int>
  let queue: LoihiDelayQueue
  /// Compartments to update in this tick, the simple ones and the others; between ticks those that cannot
  /// rest.
  let simple: UnsafeMutablePointer<UInt32>
  let others: UnsafeMutablePointer<UInt32>
  /// Gates among the others that draw in this tick.
  let gates: UnsafeMutablePointer<UInt32>
  /// Compartments that spiked in this tick.
  let fired: UnsafeMutablePointer<UInt32>
  /// Probed compartments that spiked in this tick, in the order of their updates.
  let probed: UnsafeMutablePointer<UInt32>
  /// By axon list: spikes put in by the host.
  var injections: [UInt64]

  struct State {
    var key: StreamKey
    var tick = 0
    var simpleCount = 0
    var otherCount = 0
    var firedCount = 0
    /// Compartments at the front of `fired` that spiked in the tick last completed.
    var spikeCount = 0
    var clippedPotentials: UInt64 = 0
  }

  /// - Throws: `FabricError` for an image that no chip could hold.
  public init(image: LoihiImage, key: StreamKey, timing: LoihiTiming? = nil) throws {
    try image.validate()
    self.image = image
    state = .allocate(capacity: 1)
    state.initialize(to: State(key: key))
    var layout = LoihiLayout(image)
    clock = timing.map { LoihiClock(timing: $0, cores: image.cores.count) }
    records = .copy(layout.records)
    parameters = .copy(layout.parameters)
    identities = .copy(layout.identities)
    synapses = .copy(layout.synapses)
    sends = .copy(layout.sends)
    messages = .copy(layout.messages)
    messageStarts = .copy(layout.messageStarts)
    queue = LoihiDelayQueue(slotCount: image.delaySlots)
    simple = .allocate(capacity: layout.records.count + 1)
    others = .allocate(capacity: layout.records.count + 1)
    gates = .allocate(capacity: layout.records.count + 1)
    fired = .allocate(capacity: layout.records.count + 1)
    probed = .allocate(capacity: layout.records.count + 1)
    injections = Array(repeating: 0, count: layout.listStarts.last!)
    // What now lies in plain memory is not kept twice.
    layout.parameters = []
    layout.identities = []
    layout.synapses = []
    layout.sends = []
    self.layout = layout
    reset(key: key)
  }

  deinit {
    state.deallocate()
    clock?.deallocate()
    records.deallocate()
    parameters.deallocate()
    identities.deallocate()
    synapses.deallocate()
    sends.deallocate()
    messages.deallocate()
    messageStarts.deallocate()
    queue.deallocate()
    simple.deallocate()
    others.deallocate()
    gates.deallocate()
    fired.deallocate()
    probed.deallocate()
  }

  /// Back to the state at load, with the random numbers of `key`.
  public func reset(key: StreamKey) {
    state.pointee = State(key: key)
    outputs.removeAll(keepingCapacity: true)
    for list in injections.indices { injections[list] = 0 }
    queue.removeAll()
    for index in records.indices {
      records[index] = layout.records[index]
      if rests(index) {
        records[index].isHeld =
          records[index].voltage != 0
          && parameters[Int(records[index].parameters)].voltageKept != 0
      } else {
        enqueue(index)
      }
    }
    clock?.reset { core in
      let range = layout.coreStarts[core]..<layout.coreStarts[core + 1]
      return (range.count, range.count { records[$0].isHeld })
    }
  }

  private func enqueue(_ index: Int) {
    if records[index].listing == LoihiListing.simple {
      simple[state.pointee.simpleCount] = UInt32(index)
      state.pointee.simpleCount += 1
    } else {
      others[state.pointee.otherCount] = UInt32(index)
      state.pointee.otherCount += 1
    }
    records[index].listing = LoihiListing.none
  }

  public func inject(core: Int, axon: Int) {
    precondition(
      image.cores.indices.contains(core) && image.cores[core].axonLists.indices.contains(axon),
      "no axon list \(axon) on core \(core)")
    let list = layout.listStarts[core] + axon
    injections[list] += 1
    for segment in layout.segmentStarts[list]..<layout.segmentStarts[list + 1] {
      queue.push(layout.segments[segment], tick: tick - 1)
    }
    clock?.addMessage(core: core, synapses: image.cores[core].axonLists[axon].synapses.count)
  }

  public func stepUntilOutput(limit: Int) -> Bool {
    for _ in 0..<max(limit, 0) {
      step()
      if !outputs.isEmpty { return true }
    }
    return false
  }

  public func potential(core: Int, neuron: Int) -> Int {
    precondition(
      image.cores.indices.contains(core) && image.cores[core].compartments.indices.contains(neuron),
      "no compartment \(neuron) on core \(core)")
    let index = layout.coreStarts[core] + neuron
    let record = records[index]
    let parameters = parameters[Int(record.parameters)]
    if record.stamp == tick {
      return record.spiked ? parameters.type.spikePlaceholder : Int(record.voltage)
    }
    return parameters.voltageKept == 0 ? idleReading(index) : Int(record.voltage)
  }

  public func spikeCount(core: Int, neuron: Int) -> UInt64 {
    precondition(
      image.cores.indices.contains(core) && image.cores[core].compartments.indices.contains(neuron),
      "no compartment \(neuron) on core \(core)")
    return records[layout.coreStarts[core] + neuron].spikes
  }

  public var spikes: [NeuronAddress] {
    UnsafeBufferPointer(start: fired, count: state.pointee.spikeCount).sorted().map { index in
      let core = Int(records[Int(index)].core)
      return NeuronAddress(core: core, neuron: Int(index) - layout.coreStarts[core])
    }
  }

  /// What a compartment that keeps nothing reads after a tick in which it rested: 0, or the noise of that
  /// tick.
  private func idleReading(_ index: Int) -> Int {
    let parameters = parameters[Int(records[index].parameters)]
    guard parameters.noiseTarget != .none else { return 0 }
    var fresh = LoihiState()
    let noise = parameters.noise.value(
      key: state.pointee.key, identity: identities[index], tick: UInt64(tick - 1))
    _ = parameters.type.update(&fresh, input: 0, noise: noise)
    return fresh.voltage
  }

  private func rests(_ index: Int) -> Bool {
    let record = records[index]
    return parameters[Int(record.parameters)].rests(
      current: Int64(record.current), voltage: Int64(record.voltage), refractory: record.refractory)
  }
}

extension UnsafeMutableBufferPointer {
  /// A copy of `elements` in plain memory, to be deallocated by the caller.
  static func copy(_ elements: [Element]) -> Self {
    let buffer = Self.allocate(capacity: elements.count)
    _ = buffer.initialize(fromContentsOf: elements)
    return buffer
  }
}
