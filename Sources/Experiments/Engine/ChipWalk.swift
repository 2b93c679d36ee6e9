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
  ///   - shouldStop: asked after every Markov step.
  /// - Throws: `ExperimentError.pile` for a start with more walkers on a node than its neuron holds; `FabricError` if
  ///   the loaded image does not fit the chip.
  public func run(
    start: [Int], seed: UInt64, batch: UInt32, replica: Int = 0,
    shouldStop: () -> Bool = { false }
  ) throws -> Batch {
    let fabric = try load(start: start, seed: seed, batch: batch, replica: replica)
    return walk(on: fabric, start: start, shouldStop: shouldStop)
  }

  /// Walks a loaded batch to the horizon.
  package func walk(on fabric: any Fabric, start: [Int], shouldStop: () -> Bool = { false }) -> Batch {
    var run = BatchInProgress(walk: self, start: start)
    for place in program.barrier.kick { fabric.inject(core: place.core, axon: place.axon) }
    let patience =
      64
      + circuit.timing.ticks(
        levels: program.barrier.treeLevels, now: start.reduce(0, +), next: start.reduce(0, +))
    while !run.isOver {
      guard fabric.stepUntilOutput(limit: patience) else {
        run.fail("no neuron reported for \(patience) ticks at step \(run.step)")
        break
      }
      run.take(fabric.outputs, tick: fabric.tick - 1, shouldStop: shouldStop)
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
  mutating func take(_ ports: [Int], tick: Int, shouldStop: () -> Bool) {
    guard decoder.take(ports, tick: tick) else { return }
    let counts = decoder.counts
    let total = counts.reduce(0, +)
    guard total == walkers else {
      return fail("\(total) walkers after step \(step), \(walkers) started")
    }
    noteTicks()
    let walking = transient.contains { counts[$0] > 0 }
    let atEnd = step == horizon.limit || !walking
    let stopped = !atEnd && shouldStop()
    if stopped {
      recorder.recordInterrupted(step: step, counts: counts)
      status = .interrupted
    } else {
      recorder.record(step: step, counts: counts, last: atEnd)
    }
    if atEnd, walking, case .absorption = horizon { status = .limitReached }
    isOver = atEnd || stopped
    step += 1
    decoder.awaitNextStep()
  }

  private mutating func noteTicks() {
    largestPiles.append(decoder.largestPile)
    if let lastStart { ticksPerStep.append(decoder.stepStartTick - lastStart) }
    lastStart = decoder.stepStartTick
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
