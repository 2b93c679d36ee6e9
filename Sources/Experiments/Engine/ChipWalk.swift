import FabricCompiler
import Instrumentation
import MarkovChains
import NeuroFabric
import RandomStreams
import WalkerCircuits

/// Walks batches of a problem on an emulated chip: a compiled circuit, ready to run.
public struct ChipWalk: Sendable {
  public let circuit: WalkerCircuit
  public let program: Program
  /// The chain whose law the circuit samples.
  public let chain: MarkovChain
  public let horizon: WalkProblem.Horizon
  public let recordedSteps: [Int]
  public var engine = FabricEngine.fast
  public var timing: LoihiTiming?
  public var generator = TrueNorthGenerator.counterBased

  public init(
    circuit: WalkerCircuit, program: Program, chain: MarkovChain, horizon: WalkProblem.Horizon,
    recordedSteps: [Int]
  ) {
    self.circuit = circuit
    self.program = program
    self.chain = chain
    self.horizon = horizon
    self.recordedSteps = recordedSteps
  }

  /// What one batch did.
  public struct Batch: Hashable, Sendable {
    public var tally: WalkTally
    public var status: RunStatus
    /// Why the status is not `completed`; empty otherwise.
    public var note: String
    public var events: EventCounts
    public var loads: [CoreLoad]
    public var ticks: UInt64
    /// Accumulated time of the busiest core, if timing was asked for.
    public var busyPicoseconds: UInt64
    /// Ticks of every Markov step.
    public var ticksPerStep: [Int]
    /// Largest pile before every step, and after the last.
    public var largestPiles: [Int]
  }

  /// Runs one batch from `start` (walkers on every state) to the horizon.
  ///
  /// - Parameters:
  ///   - replica: which copy of the circuit; moves hops, nothing else.
  ///   - progress: where an earlier run of the same batch had come to.
  ///   - keeper: is given the progress between two Markov steps whenever it asks for it, and when the batch is stopped.
  ///   - shouldStop: asked after every Markov step.
  /// - Throws: `ExperimentError.pile` for a start with more walkers on a node than its neuron holds; `FabricError` if
  ///   the loaded image does not fit the chip, or the progress does not fit the image.
  public func run(
    start: [Int], seed: UInt64, batch: UInt32, replica: Int = 0, from progress: Progress? = nil,
    keeper: ProgressKeeper? = nil, shouldStop: () -> Bool = { false }
  ) throws -> Batch {
    let fabric = try load(start: start, seed: seed, batch: batch, replica: replica)
    if let progress { try fabric.restore(progress.fabric) }
    return walk(on: fabric, start: start, from: progress, keeper: keeper, shouldStop: shouldStop)
  }

  /// Walks a loaded batch to the horizon.
  package func walk(
    on fabric: any Fabric, start: [Int], from progress: Progress? = nil, keeper: ProgressKeeper? = nil,
    shouldStop: () -> Bool = { false }
  ) -> Batch {
    var run = BatchInProgress(walk: self, start: start)
    if let progress {
      run.goOn(from: progress)
    } else {
      for place in program.barrier.kick { fabric.inject(core: place.core, axon: place.axon) }
    }
    let patience =
      64
      + circuit.timing.ticks(
        levels: program.barrier.treeLevels, now: start.reduce(0, +), next: start.reduce(0, +))
    while !run.isOver {
      guard fabric.stepUntilOutput(limit: patience) else {
        run.fail("no neuron reported for \(patience) ticks at step \(run.step)")
        break
      }
      let going = run.take(fabric.outputs, tick: fabric.tick - 1, shouldStop: shouldStop)
      if let keeper, let going, run.isOver || keeper.isDue() { keeper.keep(going.progress(fabric)) }
    }
    return run.finished(fabric)
  }

  /// The fabric of one batch at load, its walkers on their count neurons.
  ///
  /// - Throws: `ExperimentError.pile` for more walkers on a node than its neuron holds.
  package func load(
    start: [Int], seed: UInt64, batch: UInt32, replica: Int
  ) throws -> any Fabric {
    var potentials: [Int: Int] = [:]
    for (node, state) in circuit.nodes.enumerated() where start[state] > 0 {
      guard start[state] <= circuit.walkerCapacity else {
        throw ExperimentError.pile(
          node: chain.label(of: state), walkers: start[state], capacity: circuit.walkerCapacity,
          chip: program.chipName, batches: 1)
      }
      potentials[circuit.countNeurons[node]] = start[state] * circuit.potentialPerWalker
    }
    var image = program.image(replica: replica, loading: potentials)
    if case .trueNorth(var cores) = image {
      cores.generator = generator
      image = .trueNorth(cores)
    }
    return try image.makeFabric(engine: engine, key: key(seed: seed, batch: batch), timing: timing)
  }

  /// The random numbers of a batch's neurons.
  func key(seed: UInt64, batch: UInt32) -> StreamKey {
    StreamKey(seed: seed, purpose: .neuron, batch: batch)
  }
}

/// The state of a batch between outputs.
private struct BatchInProgress {
  private let horizon: WalkProblem.Horizon
  private let walkers: UInt64
  private let transient: [Int]
  private var decoder: StepDecoder
  private var recorder: TallyRecorder
  private var ticksPerStep: [Int] = []
  private var largestPiles: [Int] = []
  private var lastStart: Int?
  private var status = RunStatus.completed
  private var note = ""
  private(set) var step = 0
  private(set) var isOver = false

  init(walk: ChipWalk, start: [Int]) {
    horizon = walk.horizon
    walkers = UInt64(start.reduce(0, +))
    transient = walk.circuit.nodes
    decoder = StepDecoder(
      circuit: walk.circuit, stateCount: walk.chain.stateCount,
      startLatency: walk.program.barrier.startLatency, absorbed: start)
    recorder = TallyRecorder(chain: walk.chain, recordedSteps: walk.recordedSteps)
  }

  mutating func fail(_ why: String) {
    status = .walkersLost
    note = why
    isOver = true
  }

  /// Takes the output of one tick; a completed pay-out is one Markov step.
  ///
  /// - Returns: where the walk goes on from, after a step that was not the last; also if it was stopped there.
  mutating func take(_ ports: [Int], tick: Int, shouldStop: () -> Bool) -> BatchInProgress? {
    guard decoder.take(ports, tick: tick) else { return nil }
    let counts = decoder.counts
    let total = counts.reduce(0, +)
    guard total == walkers else {
      fail("\(total) walkers after step \(step), \(walkers) started")
      return nil
    }
    noteTicks()
    let walking = transient.contains { counts[$0] > 0 }
    let atEnd = step == horizon.limit || !walking
    if !atEnd, shouldStop() {
      var going = self
      going.record(counts, last: false)
      recorder.recordInterrupted(step: step, counts: counts)
      (status, isOver) = (.interrupted, true)
      return going
    }
    if atEnd, walking, case .absorption = horizon { status = .limitReached }
    isOver = atEnd
    record(counts, last: atEnd)
    return atEnd ? nil : self
  }

  private mutating func record(_ counts: [UInt64], last: Bool) {
    recorder.record(step: step, counts: counts, last: last)
    step += 1
    decoder.awaitNextStep()
  }

  private mutating func noteTicks() {
    largestPiles.append(decoder.largestPile)
    if let lastStart { ticksPerStep.append(decoder.stepStartTick - lastStart) }
    lastStart = decoder.stepStartTick
  }

  /// - Parameter fabric: after the tick in which the step was completed.
  func progress(_ fabric: any Fabric) -> ChipWalk.Progress {
    ChipWalk.Progress(
      fabric: fabric.state, decoder: decoder.state, tally: recorder.tally,
      absorbedWalkers: recorder.absorbedWalkers, ticksPerStep: ticksPerStep, largestPiles: largestPiles,
      lastStart: lastStart ?? 0, step: step)
  }

  mutating func goOn(from progress: ChipWalk.Progress) {
    decoder.state = progress.decoder
    recorder.goOn(from: progress.tally, absorbedWalkers: progress.absorbedWalkers)
    ticksPerStep = progress.ticksPerStep
    largestPiles = progress.largestPiles
    lastStart = progress.lastStart
    step = progress.step
  }

  func finished(_ fabric: any Fabric) -> ChipWalk.Batch {
    var (status, note) = (status, note)
    let events = fabric.events
    for event in [CountableEvent.mergedSpike, .clippedPotential] where events[event] > 0 {
      status = .walkersLost
      note = "\(events[event]) events \(event.rawValue)" + (note.isEmpty ? "" : "; " + note)
    }
    return ChipWalk.Batch(
      tally: recorder.tally, status: status, note: note, events: events, loads: fabric.coreLoads,
      ticks: UInt64(fabric.tick), busyPicoseconds: fabric.busyPicoseconds,
      ticksPerStep: ticksPerStep, largestPiles: largestPiles)
  }
}
