import Instrumentation
import RandomStreams

/// TrueNorth, event-driven: a tick costs time for the spikes and the unsettled neurons in it, not for the cores.
///
/// A neuron is left out of a tick only where its update would change nothing (`TrueNorthNeuron.settledRange`).
/// Random numbers are addressed by (identity, tick, draw), so leaving it out never changes bits; with the
/// shift-register generators, cores with a drawing neuron are run neuron by neuron instead.
/// The tick loop allocates nothing.
public final class TrueNorthFast: Fabric {
  let image: TrueNorthImage
  let tables: TrueNorthTables
  var state = TickState()
  var key: StreamKey
  var orderedInputs: OrderedInputs
  var registers: [RegisterDraws] = []
  /// Neurons with an output port that spiked in this tick.
  var outputNeurons: [Int32] = []
  public internal(set) var outputs: [Int] = []

  /// What a tick changes besides the buffers.
  struct TickState {
    var tick = 0
    var workCount = 0
    /// Axons set in any slot of the scheduler.
    var scheduledAxons = 0
    var synapticEvents: UInt64 = 0
    var mergedSpikes: UInt64 = 0
    var clippedPotentials: UInt64 = 0
    var inputSpikes: UInt64 = 0
  }

  /// - Throws: `FabricError` if the image does not fit the chip.
  public init(image: TrueNorthImage, key: StreamKey) throws {
    try image.validate()
    self.image = image
    self.key = key
    tables = try TrueNorthTables(image)
    orderedInputs = OrderedInputs(image, tables: tables)
    reset(key: key)
  }

  deinit { tables.deallocate() }

  public var tick: Int { state.tick }

  public func reset(key: StreamKey) {
    self.key = key
    state = TickState()
    outputs.removeAll(keepingCapacity: true)
    for axon in 0..<tables.axonCount { tables.axons[axon].scheduled = 0 }
    tables.slotCounts.initialize(repeating: 0, count: TrueNorthTables.slotCount)
    tables.spikes.initialize(repeating: 0, count: tables.neuronCount)
    loadPotentials()
    loadOrderedCores()
  }

  /// Potentials at load; whatever is not settled goes on the work list.
  private func loadPotentials() {
    for core in image.cores.indices {
      let first = tables.neuronStarts[core]
      for (offset, neuron) in image.cores[core].neurons.enumerated() {
        let index = first + offset
        let isSettled = tables.types[Int(neuron.type)].settled.contains(neuron.initialPotential)
        tables.neurons[index].potential = neuron.initialPotential
        tables.neurons[index].isQueued = isSettled ? 0 : 1
        if !isSettled {
          tables.work[state.workCount] = Int32(index)
          state.workCount += 1
        }
      }
    }
  }

  /// Neurons of cores run in order never enter the work list: they are marked as queued for good.
  private func loadOrderedCores() {
    guard !tables.orderedCores.isEmpty else { return }
    for ordered in tables.orderedCores {
      for neuron in ordered.neurons { tables.neurons[neuron].isQueued = 2 }
    }
    var kept = 0
    for position in 0..<state.workCount where tables.neurons[Int(tables.work[position])].isQueued == 1 {
      tables.work[kept] = tables.work[position]
      kept += 1
    }
    state.workCount = kept
    orderedInputs.reset()
    let isSerial = image.generator == .serialShiftRegister
    registers.removeAll(keepingCapacity: true)
    for core in tables.orderedCores.map(\.core) {
      registers.append(
        RegisterDraws(key: key, core: core, seed: image.cores[core].registerSeed, isSerial: isSerial))
    }
  }

  public func inject(core: Int, axon: Int) {
    precondition(image.cores.indices.contains(core), "core \(core) of \(image.cores.count)")
    precondition(image.cores[core].axonTypes.indices.contains(axon), "core \(core) has no axon \(axon)")
    state.inputSpikes += 1
    schedule(axon: tables.axonStarts[core] + axon, slot: state.tick & (TrueNorthTables.slotCount - 1))
  }

  public func stepUntilOutput(limit: Int) -> Bool {
    // Ticks address 48 bits of the random streams; a limit beyond means "no limit".
    var remaining = min(limit, 1 << 48 - state.tick)
    while remaining > 0 {
      if state.scheduledAxons == 0 && state.workCount == 0 && tables.orderedCores.isEmpty {
        // Nothing can ever happen again without input.
        state.tick += remaining
        outputs.removeAll(keepingCapacity: true)
        return false
      }
      step()
      if !outputs.isEmpty { return true }
      remaining -= 1
    }
    return false
  }

  public func potential(core: Int, neuron: Int) -> Int {
    precondition(image.cores[core].neurons.indices.contains(neuron), "core \(core) has no neuron \(neuron)")
    return Int(tables.neurons[tables.neuronStarts[core] + neuron].potential)
  }
}
