import Instrumentation
import RandomStreams

// Goals, in this order: the same spikes, potentials and event counts as `LoihiReference`; time that grows with
// spikes and synaptic events, not with compartments and ticks; no allocation in the tick loop.
//
// How: a compartment is updated only in ticks in which it is active (see LoihiCompartment+Activity.swift). One that
// merely holds a voltage counts as active but changes nothing, so it is left alone too and its ticks are added to its
// count when it is next touched, or when the counts are read. Statistics of sending follow from the number of spikes
// of each compartment and are worked out when they are read, too.

/// The event-driven engine of the Loihi fabric.
///
/// Time per tick is proportional to synaptic events plus updated compartments; quiet compartments and cores cost
/// nothing. Reading `events` or `coreLoads` costs one pass over the compartments: read them after a run, not in it.
public final class LoihiFast: Fabric {
  public let image: LoihiImage
  /// What `busyPicoseconds` is computed with; nil leaves it 0.
  public var timing: LoihiTiming? { clock?.timing }
  public internal(set) var tick = 0
  public internal(set) var outputs: [Int] = []
  /// Modelled time of the chip since load, in picoseconds: the sum over ticks of the busiest core plus the barrier.
  public var busyPicoseconds: UInt64 { clock?.picoseconds ?? 0 }

  var key: StreamKey
  var clock: LoihiClock?
  let layout: LoihiLayout
  let records: UnsafeMutableBufferPointer<LoihiRecord>
  let parameters: UnsafeMutableBufferPointer<LoihiParameters>
  let identities: UnsafeMutableBufferPointer<UInt64>
  let synapses: UnsafeMutableBufferPointer<LoihiFlatSynapse>
  let sends: UnsafeMutableBufferPointer<LoihiSegment>
  let queue: LoihiDelayQueue
  /// Compartments to update in this tick; between ticks those that cannot rest.
  let active: UnsafeMutablePointer<UInt32>
  var activeCount = 0
  /// Probed compartments that spiked in this tick, in the order of their updates.
  let probed: UnsafeMutablePointer<UInt32>
  var clippedPotentials: UInt64 = 0
  /// By axon list: spikes put in by the host.
  var injections: [UInt64]

  /// - Throws: `FabricError` for an image that no chip could hold.
  public init(image: LoihiImage, key: StreamKey, timing: LoihiTiming? = nil) throws {
    try image.validate()
    self.image = image
    self.key = key
    layout = LoihiLayout(image)
    clock = timing.map { LoihiClock(timing: $0, cores: image.cores.count) }
    records = .copy(layout.records)
    parameters = .copy(layout.parameters)
    identities = .copy(layout.identities)
    synapses = .copy(layout.synapses)
    sends = .copy(layout.sends)
    queue = LoihiDelayQueue(slotCount: image.delaySlots)
    active = .allocate(capacity: layout.records.count)
    probed = .allocate(capacity: layout.records.count)
    injections = Array(repeating: 0, count: layout.listStarts.last!)
    reset(key: key)
  }

  deinit {
    records.deallocate()
    parameters.deallocate()
    identities.deallocate()
    synapses.deallocate()
    sends.deallocate()
    queue.deallocate()
    active.deallocate()
    probed.deallocate()
  }

  /// Back to the state at load, with the random numbers of `key`.
  public func reset(key: StreamKey) {
    self.key = key
    tick = 0
    outputs.removeAll(keepingCapacity: true)
    clippedPotentials = 0
    for list in injections.indices { injections[list] = 0 }
    queue.removeAll()
    activeCount = 0
    for index in records.indices {
      records[index] = layout.records[index]
      if rests(index) {
        records[index].isHeld = records[index].voltage != 0
          && parameters[Int(records[index].parameters)].voltageKept != 0
      } else {
        records[index].isQueued = true
        active[activeCount] = UInt32(index)
        activeCount += 1
      }
    }
    clock?.reset { core in
      let range = layout.coreStarts[core]..<layout.coreStarts[core + 1]
      return (range.count, range.count { records[$0].isHeld })
    }
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

  /// What a compartment that keeps nothing reads after a tick in which it rested: 0, or the noise of that tick.
  private func idleReading(_ index: Int) -> Int {
    let parameters = parameters[Int(records[index].parameters)]
    guard parameters.noiseTarget != .none else { return 0 }
    var state = LoihiState()
    let noise = parameters.noise.value(
      key: key, identity: identities[index], tick: UInt64(tick - 1))
    _ = parameters.type.update(&state, input: 0, noise: noise)
    return state.voltage
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
