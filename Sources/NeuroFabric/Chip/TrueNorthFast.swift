import CFabricKernels
import Instrumentation
import RandomStreams

/// TrueNorth at speed: a tick costs time for the spikes and the unsettled neurons in it, not for the cores.
///
/// A neuron is left out of a tick only where its update would change nothing (`TrueNorthNeuron.settledRange`).
/// Random numbers are addressed by (identity, tick, draw), so leaving it out never changes bits; with the
/// shift-register generators, the drawing neurons of a core are run one by one in every tick instead. The tick loop
/// allocates nothing. Large fabrics are cut into blocks of cores, which several threads share; results do not
/// depend on their number.
public final class TrueNorthFast: Fabric {
  let image: TrueNorthImage
  let layout: TrueNorthLayout
  /// Behind a pointer, for blocks to share.
  private let shared: UnsafeMutablePointer<TrueNorthTables>
  var tables: TrueNorthTables { shared.pointee }
  /// In plain memory, as the clock is: the tick loop then copies nothing and checks no access.
  let blocks: UnsafeMutableBufferPointer<TrueNorthBlock>
  /// Spikes put into every core by the host.
  var inputSpikes: [UInt64]
  public internal(set) var outputs: [Int] = []
  public var tick: Int { clock.pointee.tick }

  private let kernels: UnsafePointer<tn_kernels>
  /// By block, where its neurons draw from registers.
  var ordered: [TrueNorthOrderedCores] = []
  private var pool: BlockPool?
  let clock: UnsafeMutablePointer<Clock>

  struct Clock {
    /// Ticks completed.
    var tick = 0
    /// `outputs` is not empty.
    var hasOutputs = false
  }

  /// Cores that keep a thread busy for longer than it takes to agree with another on the next tick.
  static let coresPerThread = 256

  /// - Parameter threads: at most so many; a fabric of fewer than 256 cores for each is run by fewer.
  /// - Throws: `FabricError` if the image does not fit the chip.
  public convenience init(image: TrueNorthImage, key: StreamKey, threads: Int = 1) throws {
    let useful = min(threads, image.cores.count / Self.coresPerThread)
    try self.init(image: image, key: key, threads: useful, blockWords: nil, kernels: 0)
  }

  /// Instruction sets that this processor has kernels for, the widest first.
  package static var kernelNames: [String] {
    (0...).lazy.map { tn_kernels_at($0) }.prefix { $0 != nil }.map { String(cString: $0!.pointee.name) }
  }

  /// Active axons are found by lists.
  package var isListed: Bool { tables.isListed }

  /// The engine with its choices made by the caller, for tests.
  ///
  /// - Parameters:
  ///   - blockWords: cores of a block, in words of 64: a power of two; nil for what suits the threads.
  ///   - kernels: index in `kernelNames`.
  ///   - mayList: whether a small and sparse fabric finds its active axons by lists.
  package init(
    image: TrueNorthImage, key: StreamKey, threads: Int, blockWords: Int?, kernels: Int, mayList: Bool = true
  ) throws {
    try image.validate()
    let layout = try TrueNorthLayout(image, mayList: mayList)
    let tables = TrueNorthTables(image, layout: layout)
    self.image = image
    self.layout = layout
    shared = .allocate(capacity: 1)
    shared.initialize(to: tables)
    let shared = shared
    self.kernels = tn_kernels_at(kernels)!
    inputSpikes = Array(repeating: 0, count: image.cores.count)
    clock = .allocate(capacity: 1)
    clock.initialize(to: Clock())
    let shift = Self.blockShift(words: tables.coreWords, threads: threads, blockWords: blockWords)
    let count = max((tables.coreWords + 1 << shift - 1) >> shift, 1)
    blocks = .copy(
      (0..<count).map { block in
        TrueNorthBlock(index: block, of: count, tables: shared, shift: shift, key: key)
      })
    load(key: key)
    if count > 1 { pool = makePool(threads: threads) }
  }

  deinit {
    pool = nil
    for block in blocks { block.deallocate() }
    tables.deallocate()
    shared.deallocate()
    clock.deallocate()
    blocks.deallocate()
  }

  /// Four blocks for a thread even out what some of them have more to do, or wait for.
  private static func blockShift(words: Int, threads: Int, blockWords: Int?) -> Int {
    if let blockWords { return blockWords.trailingZeroBitCount }
    var shift = 0
    let blocks = threads > 1 ? threads * 4 : 1
    while (words + 1 << shift - 1) >> shift > blocks { shift += 1 }
    return shift
  }

  private func makePool(threads: Int) -> BlockPool {
    struct Job: @unchecked Sendable {
      let blocks: UnsafeMutableBufferPointer<TrueNorthBlock>
      let ordered: [TrueNorthOrderedCores]
      let kernels: UnsafePointer<tn_kernels>
      let clock: UnsafeMutablePointer<Clock>
    }
    let job = Job(blocks: blocks, ordered: ordered, kernels: kernels, clock: clock)
    return BlockPool(threads: threads, blocks: blocks.count) { index in
      let (block, tick) = (job.blocks[index], job.clock.pointee.tick)
      for other in job.blocks { block.accept(from: other, tick: tick - 1) }
      let ordered = job.ordered.isEmpty ? nil : job.ordered[index]
      block.run(tick: tick, kernels: job.kernels, ordered: ordered)
    }
  }

  public func reset(key: StreamKey) {
    tables.clear()
    load(key: key)
  }

  /// Potentials at load; whatever is not settled is updated in the first tick.
  private func load(key: StreamKey) {
    clock.pointee = Clock()
    outputs.removeAll(keepingCapacity: true)
    for core in inputSpikes.indices { inputSpikes[core] = 0 }
    for block in blocks { block.reset(key: key) }
    for core in image.cores.indices {
      let first = layout.neuron(core: core, index: 0)
      for (offset, neuron) in image.cores[core].neurons.enumerated() {
        tables.potentials[first + offset] = neuron.initialPotential
        if !tables.types[Int(neuron.type)].settled.contains(neuron.initialPotential) {
          tables.unsettle(first + offset)
        }
      }
    }
    loadOrderedCores(key: key)
  }

  private func loadOrderedCores(key: StreamKey) {
    guard image.generator != .counterBased else { return }
    let isSerial = image.generator == .serialShiftRegister
    if ordered.isEmpty { ordered = blocks.map { _ in TrueNorthOrderedCores() } }
    for (block, cores) in zip(blocks, ordered) {
      cores.removeAll()
      for core in block.cores {
        let seed = image.cores[core].registerSeed
        cores.add(
          image.cores[core], index: core, types: image.types, layout: layout,
          draws: RegisterDraws(key: key, core: core, seed: seed, isSerial: isSerial))
      }
    }
  }

  public func step() {
    clearOutputs()
    if blocks.count > 1 {
      pool!.run()
    } else {
      blocks[0].run(tick: tick, kernels: kernels, ordered: ordered.first)
    }
    clock.pointee.tick &+= 1
    publishOutputs()
  }

  private func clearOutputs() {
    if clock.pointee.hasOutputs { outputs.removeAll(keepingCapacity: true) }
    clock.pointee.hasOutputs = false
  }

  /// Turns the neurons that spiked to a port into ports, in core order and then neuron order.
  private func publishOutputs() {
    for block in blocks where block.work.pointee.output_count > 0 {
      var spiked = UnsafeMutableBufferPointer(
        start: block.work.pointee.outputs, count: block.work.pointee.output_count)
      if spiked.count > 1 { spiked.sort() }
      for neuron in spiked { outputs.append(Int(tables.senders[Int(neuron)].send.axon)) }
      clock.pointee.hasOutputs = true
    }
  }

  /// Hands over what blocks have sent each other in the last tick. The next tick would do so first of all; whoever
  /// looks at the scheduler before does it here.
  func deliverSent() {
    for block in blocks { for other in blocks { block.accept(from: other, tick: tick - 1) } }
  }

  public func inject(core: Int, axon: Int) {
    precondition(image.cores.indices.contains(core), "core \(core) of \(image.cores.count)")
    precondition(image.cores[core].axonTypes.indices.contains(axon), "core \(core) has no axon \(axon)")
    if blocks.count > 1 { deliverSent() }
    inputSpikes[core] += 1
    let send = tn_send(
      axon: UInt32(layout.axon(core: core, index: axon)), place: UInt32(core) << 4)
    tn_schedule(tables.fabric, send, UInt64(tick), block(of: core).work)
  }

  func block(of core: Int) -> TrueNorthBlock {
    blocks[core >> (6 + Int(blocks[0].work.pointee.block_shift))]
  }

  public func stepUntilOutput(limit: Int) -> Bool {
    // Ticks address 48 bits of the random streams; a limit beyond means "no limit".
    let end = tick + min(limit, 1 << 48 - tick)
    while tick < end {
      if isSilent {
        // Nothing can ever happen again without input.
        clock.pointee = Clock(tick: end)
        outputs.removeAll(keepingCapacity: true)
        for block in blocks { block.work.pointee.fired_count = 0 }
        return false
      }
      if runsMany { runToOutput(end) } else { step() }
      if clock.pointee.hasOutputs { return true }
    }
    return false
  }

  /// Ticks need nothing from this class in between.
  private var runsMany: Bool {
    blocks.count == 1 && ordered.isEmpty && !tables.anyStochasticSynapses
  }

  private func runToOutput(_ end: Int) {
    clearOutputs()
    clock.pointee.tick = blocks[0].run(from: tick, to: end, kernels: kernels)
    publishOutputs()
  }

  /// Nothing is under way and no neuron is unsettled.
  private var isSilent: Bool {
    if blocks.count > 1 { deliverSent() }
    return blocks.allSatisfy { $0.isSilent } && ordered.allSatisfy(\.isEmpty)
  }

  public func potential(core: Int, neuron: Int) -> Int {
    precondition(image.cores[core].neurons.indices.contains(neuron), "core \(core) has no neuron \(neuron)")
    return Int(tables.potentials[layout.neuron(core: core, index: neuron)])
  }

  public var spikes: [NeuronAddress] {
    blocks.flatMap { $0.fired.sorted().map { layout.address(ofNeuron: Int($0)) } }
  }

  public func spikeCount(core: Int, neuron: Int) -> UInt64 {
    precondition(image.cores[core].neurons.indices.contains(neuron), "core \(core) has no neuron \(neuron)")
    return tables.senders[layout.neuron(core: core, index: neuron)].spikes
  }
}
