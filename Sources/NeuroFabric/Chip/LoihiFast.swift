import CFabricKernels
import Instrumentation
import RandomStreams

// Goals, in this order: the same spikes, potentials and event counts as `LoihiReference`; time that grows
// with spikes and synaptic events, not with compartments and ticks; no allocation in the tick loop.
//
// The work of a tick is done by the kernels of CFabricKernels/loihi_kernels.h; here are layout, rare cases and
// statistics.
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
  public var tick: Int { Int(truncatingIfNeeded: work.pointee.tick) }
  public internal(set) var outputs: [Int] = []
  /// Modelled time of the chip since load, in picoseconds: the sum over ticks of the busiest core plus the
  /// barrier.
  public var busyPicoseconds: UInt64 { clock?.picoseconds ?? 0 }

  // What changes in the tick loop lies in plain memory: access to a class's variables is checked and costs more.
  let kernels: loihi_kernels
  let work: UnsafeMutablePointer<loihi_work>
  let memory: UnsafeMutablePointer<State>
  let clock: LoihiClock?
  let layout: LoihiLayout
  let cells: UnsafeMutableBufferPointer<loihi_cell>
  let links: UnsafeMutableBufferPointer<Int32>
  let generalStates: UnsafeMutableBufferPointer<LoihiGeneralState>
  let senders: UnsafeMutableBufferPointer<loihi_sender>
  let places: UnsafeMutableBufferPointer<LoihiPlace>
  let gates: UnsafeMutableBufferPointer<loihi_gate>
  let parameters: UnsafeMutableBufferPointer<LoihiParameters>
  let identities: UnsafeMutableBufferPointer<UInt64>
  let synapses: UnsafeMutableBufferPointer<loihi_synapse>
  let moreStarts: UnsafeMutableBufferPointer<Int>
  let moreSends: UnsafeMutableBufferPointer<LoihiSegment>
  let messages: UnsafeMutableBufferPointer<LoihiMessage>
  let messageStarts: UnsafeMutableBufferPointer<Int>
  let ring: LoihiDelayRing
  /// By axon list: spikes put in by the host.
  var injections: [UInt64]
  /// Axon lists that the host has put spikes on since tick `freshTick` began.
  var freshInjections: [UInt32] = []
  var freshTick = 0
  /// What voltage registers read in the state that was restored last, and its tick.
  var restoredReadings: (tick: Int, values: [Int32])?
  var marks = LoihiMarks()
  /// Ticks after which counts are moved to `earlierUpdates`.
  let epochLength: UInt32
  /// By compartment: active ticks before the epoch; empty in the first.
  var earlierUpdates: [UInt64] = []

  struct State {
    var key: StreamKey
    var hasOutputs = false
  }

  /// - Throws: `FabricError` for an image that no chip could hold.
  public convenience init(image: LoihiImage, key: StreamKey, timing: LoihiTiming? = nil) throws {
    try self.init(image: image, key: key, timing: timing, kernel: 0, epochLength: 1 << 31)
  }

  /// Names of the instruction sets that the engine can use on this machine, the fastest first.
  package static var kernelNames: [String] {
    var names: [String] = []
    while let kernels = loihi_kernels_at(names.count) { names.append(String(cString: kernels.pointee.name)) }
    return names
  }

  /// - Parameters:
  ///   - kernel: index in `kernelNames`.
  ///   - epochLength: ticks after which the engine settles its 32-bit counts, up to 2^31.
  package init(
    image: LoihiImage, key: StreamKey, timing: LoihiTiming?, kernel: Int, epochLength: UInt32
  ) throws {
    precondition(Self.kernelNames.indices.contains(kernel), "no kernel \(kernel) on this machine")
    try image.validate()
    self.epochLength = epochLength
    self.image = image
    memory = .allocate(capacity: 1)
    memory.initialize(to: State(key: key))
    var layout = LoihiLayout(image)
    clock = timing.map { LoihiClock(timing: $0, cores: image.cores.count) }
    cells = .copy(layout.cells)
    links = .copy(layout.links)
    generalStates = .copy(layout.generalStates)
    senders = .copy(layout.senders)
    places = .copy(layout.places)
    gates = .copy(layout.gates)
    parameters = .copy(layout.parameters)
    identities = .copy(layout.identities)
    synapses = .copy(layout.synapses)
    moreStarts = .copy(layout.moreStarts)
    moreSends = .copy(layout.moreSends)
    messages = .copy(layout.messages)
    messageStarts = .copy(layout.messageStarts)
    ring = LoihiDelayRing(slotCount: image.delaySlots, synapses: synapses.baseAddress!)
    kernels = loihi_kernels_at(kernel).pointee
    work = .allocate(capacity: 1)
    work.initialize(to: loihi_work())
    injections = Array(repeating: 0, count: layout.listStarts.last!)
    layout.dropCopied()
    self.layout = layout
    connectWork()
    reset(key: key)
  }

  /// Tells the kernels where everything is.
  private func connectWork() {
    work.pointee.cells = cells.baseAddress
    work.pointee.cell_count = UInt32(places.count)
    work.pointee.links = UnsafePointer(links.baseAddress)
    work.pointee.gates = UnsafePointer(gates.baseAddress)
    work.pointee.senders = senders.baseAddress
    work.pointee.synapses = UnsafePointer(synapses.baseAddress)
    work.pointee.identities = UnsafePointer(identities.baseAddress)
    work.pointee.slots = ring.slots
    work.pointee.slot_mask = UInt64(ring.mask)
    work.pointee.near_ticks = UInt64(layout.nearTicks)
    let capacity = cells.count + LOIHI_LANES
    work.pointee.reached = .allocate(capacity: capacity)
    work.pointee.others = .allocate(capacity: capacity)
    work.pointee.drawing = .allocate(capacity: capacity)
    work.pointee.fired = .allocate(capacity: capacity)
    work.pointee.special = .allocate(capacity: capacity)
    work.pointee.words = .allocate(capacity: capacity)
  }

  deinit {
    for list in [
      work.pointee.reached, work.pointee.others, work.pointee.drawing, work.pointee.fired,
      work.pointee.special, work.pointee.words,
    ] { list?.deallocate() }
    work.deallocate()
    memory.deallocate()
    clock?.deallocate()
    cells.deallocate()
    links.deallocate()
    generalStates.deallocate()
    senders.deallocate()
    places.deallocate()
    gates.deallocate()
    parameters.deallocate()
    identities.deallocate()
    synapses.deallocate()
    moreStarts.deallocate()
    moreSends.deallocate()
    messages.deallocate()
    messageStarts.deallocate()
    ring.deallocate()
  }

  /// Back to the state at load, with the random numbers of `key`.
  public func reset(key: StreamKey) {
    memory.pointee = State(key: key)
    philox_set_keys(&work.pointee.keys, key.words.x, key.words.y)
    work.pointee.tick = 0
    work.pointee.epoch_tick = 0
    earlierUpdates = []
    work.pointee.clipped_potentials = 0
    work.pointee.waiting_count = 0
    work.pointee.reached_count = 0
    work.pointee.other_count = 0
    work.pointee.drawing_count = 0
    work.pointee.fired_count = 0
    outputs.removeAll(keepingCapacity: true)
    for list in injections.indices { injections[list] = 0 }
    ring.removeAll()
    marks = LoihiMarks()
    freshInjections.removeAll()
    restoredReadings = nil
    for (index, state) in layout.generalStates.enumerated() { generalStates[index] = state }
    for index in places.indices {
      cells[index] = layout.cells[index]
      senders[index].spikes = 0
      if !restsAtLoad(index) { enqueue(index) }
    }
    resetClock()
  }

  /// Starts the clock with the compartments that hold a voltage now.
  func resetClock() {
    clock?.reset { core in
      let range = layout.coreStarts[core]..<layout.coreStarts[core + 1]
      return (range.count, range.count { cells[$0].isHeld })
    }
  }

  private func restsAtLoad(_ index: Int) -> Bool {
    parameters[Int(places[index].parameters)].rests(
      current: 0, voltage: Int64(cells[index].voltage), refractory: 0)
  }

  /// Puts a compartment on its list for the next tick, which is the first since load or restoring.
  func enqueue(_ index: Int) {
    if parameters[Int(places[index].parameters)].kind == .simple {
      work.pointee.reached[work.pointee.waiting_count] = UInt32(index)
      work.pointee.waiting_count += 1
    } else {
      work.pointee.others[work.pointee.other_count] = UInt32(index)
      work.pointee.other_count += 1
    }
    cells[index].input = 1
  }

  public func inject(core: Int, axon: Int) {
    precondition(
      image.cores.indices.contains(core) && image.cores[core].axonLists.indices.contains(axon),
      "no axon list \(axon) on core \(core)")
    let list = layout.listStarts[core] + axon
    injections[list] += 1
    if freshTick != tick {
      freshInjections.removeAll(keepingCapacity: true)
      freshTick = tick
    }
    freshInjections.append(UInt32(list))
    for segment in layout.segmentStarts[list]..<layout.segmentStarts[list + 1] {
      ring.push(layout.segments[segment], tick: tick - 1)
    }
    clock?.addMessage(core: core, synapses: image.cores[core].axonLists[axon].synapses.count)
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
