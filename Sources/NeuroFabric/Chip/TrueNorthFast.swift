import Instrumentation
import RandomStreams

/// TrueNorth, event-driven: a tick costs time for the spikes and the unsettled neurons in it, not for the
/// cores.
///
/// A neuron is left out of a tick only where its update would change nothing
/// (`TrueNorthNeuron.settledRange`). Random numbers are addressed by (identity, tick, draw), so leaving it
/// out never changes bits; with the shift-register generators, the drawing neurons of a core are run one by
/// one in every tick instead. The tick loop allocates nothing.
public final class TrueNorthFast: Fabric {
  let image: TrueNorthImage
  let layout: TrueNorthLayout
  let tables: TrueNorthTables
  /// Kept behind a pointer, as the buffers are, so that the tick loop needs no access checks.
  let state: UnsafeMutablePointer<TickState>
  var orderedInputs: OrderedInputs
  var registers: [RegisterDraws] = []
  /// Spikes put into every core by the host.
  var inputSpikes: [UInt64]
  public internal(set) var outputs: [Int] = []

  /// What a tick changes besides the buffers.
  struct TickState {
    var key: StreamKey
    var tick = 0
    /// Axons set in any slot of the scheduler.
    var scheduledAxons = 0
    var mergedSpikes: UInt64 = 0
    var clippedPotentials: UInt64 = 0
    var firedCount = 0
    var spikeCount = 0
    /// Neurons with an output port that spiked in this tick.
    var outputCount = 0
  }

  /// - Throws: `FabricError` if the image does not fit the chip.
  public init(image: TrueNorthImage, key: StreamKey) throws {
    try image.validate()
    self.image = image
    layout = try TrueNorthLayout(image)
    tables = TrueNorthTables(image, layout: layout)
    state = .allocate(capacity: 1)
    inputSpikes = Array(repeating: 0, count: image.cores.count)
    orderedInputs = OrderedInputs(layout: layout, tables: tables)
    reset(key: key)
  }

  deinit {
    tables.deallocate()
    state.deallocate()
  }

  public var tick: Int { state.pointee.tick }

  public func reset(key: StreamKey) {
    state.initialize(to: TickState(key: key))
    outputs.removeAll(keepingCapacity: true)
    for axon in 0..<tables.axonCount { tables.axons[axon].scheduled = 0 }
    tables.slotCounts.initialize(repeating: 0, count: TrueNorthTables.slotCount)
    tables.workCounts.initialize(repeating: 0, count: TrueNorthTables.kindCount)
    for core in inputSpikes.indices { inputSpikes[core] = 0 }
    tables.activations.initialize(repeating: 0, count: tables.axonCount)
    tables.spikes.initialize(repeating: 0, count: tables.neuronCount)
    for index in 0..<tables.neuronCount { tables.neurons[index].isQueued = 0 }
    loadOrderedCores()
    loadPotentials()
  }

  /// Potentials at load; whatever is not settled goes on a work list.
  private func loadPotentials() {
    for core in image.cores.indices {
      let first = layout.neuronStarts[core]
      for (offset, neuron) in image.cores[core].neurons.enumerated() {
        tables.neurons[first + offset].potential = neuron.initialPotential
        if !tables.types[Int(neuron.type)].settled.contains(neuron.initialPotential) {
          tables.enqueue(Int32(first + offset))
        }
      }
    }
  }

  /// Neurons that are run in order never enter a work list: they are marked as queued for good.
  private func loadOrderedCores() {
    guard !layout.orderedCores.isEmpty else { return }
    for ordered in layout.orderedCores {
      for neuron in ordered.neurons { tables.neurons[neuron].isQueued = 2 }
    }
    orderedInputs.reset()
    let isSerial = image.generator == .serialShiftRegister
    registers.removeAll(keepingCapacity: true)
    for ordered in layout.orderedCores {
      registers.append(
        RegisterDraws(
          key: state.pointee.key, core: ordered.core, seed: image.cores[ordered.core].registerSeed,
          isSerial: isSerial))
    }
  }

  public func inject(core: Int, axon: Int) {
    precondition(image.cores.indices.contains(core), "core \(core) of \(image.cores.count)")
    precondition(image.cores[core].axonTypes.indices.contains(axon), "core \(core) has no axon \(axon)")
    inputSpikes[core] += 1
    schedule(axon: layout.axonStarts[core] + axon, slot: state.pointee.tick & (TrueNorthTables.slotCount - 1))
  }

  public var spikes: [NeuronAddress] {
    UnsafeBufferPointer(start: tables.fired, count: state.pointee.spikeCount).sorted().map { index in
      let core = layout.neuronStarts.partitioningIndex { $0 > Int(index) } - 1
      return NeuronAddress(core: core, neuron: Int(index) - layout.neuronStarts[core])
    }
  }

  public func stepUntilOutput(limit: Int) -> Bool {
    // Ticks address 48 bits of the random streams; a limit beyond means "no limit".
    var remaining = min(limit, 1 << 48 - state.pointee.tick)
    while remaining > 0 {
      if isSilent {
        // Nothing can ever happen again without input.
        state.pointee.tick += remaining
        state.pointee.spikeCount = 0
        outputs.removeAll(keepingCapacity: true)
        return false
      }
      step()
      if !outputs.isEmpty { return true }
      remaining -= 1
    }
    return false
  }

  /// Nothing is under way and no neuron is unsettled.
  private var isSilent: Bool {
    state.pointee.scheduledAxons == 0 && layout.orderedCores.isEmpty
      && (0..<TrueNorthTables.kindCount).allSatisfy { tables.workCounts[$0] == 0 }
  }

  public func potential(core: Int, neuron: Int) -> Int {
    precondition(image.cores[core].neurons.indices.contains(neuron), "core \(core) has no neuron \(neuron)")
    return Int(tables.neurons[layout.neuronStarts[core] + neuron].potential)
  }

  public func spikeCount(core: Int, neuron: Int) -> UInt64 {
    precondition(image.cores[core].neurons.indices.contains(neuron), "core \(core) has no neuron \(neuron)")
    return tables.spikes[layout.neuronStarts[core] + neuron]
  }
}
