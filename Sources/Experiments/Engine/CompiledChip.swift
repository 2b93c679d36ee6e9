import FabricCompiler
import FixedPoint
import MarkovChains
import WalkerCircuits

/// A workload compiled for a chip: everything that is known before the first tick.
public struct CompiledChip: Sendable {
  public let settings: EngineSettings.ChipSettings
  public let chain: QuantizedChain
  public let walk: ChipWalk

  /// Quantises the chain, wires it and places it.
  ///
  /// - Throws: `ExperimentError.pathsOnEngine` for path scores, `scheduleOnChip` for a schedule of several stages; the errors of the quantiser, the
  ///   circuit and the compiler for what does not fit, with the numbers.
  public init(
    _ workload: Workload, settings: EngineSettings.ChipSettings, batches: Int
  ) throws {
    guard workload.problem.pathScores == nil else {
      throw ExperimentError.pathsOnEngine(settings.profile.name, isChip: true)
    }
    guard workload.problem.stages.count == 1 else {
      throw ExperimentError.scheduleOnChip(
        chip: settings.profile.name, stages: workload.problem.stages.count)
    }
    self.settings = settings
    try Self.checkNeurons(2 * workload.problem.transientStates.count, of: workload, settings)
    chain = try Self.drawn(workload, settings)
    let circuit = try WalkerMethod.all.first { $0.name == settings.method }!.build(chain)
    try Self.checkNeurons(circuit.graph.neuronCount, of: workload, settings)
    var compiler = Compiler(profile: settings.profile)
    compiler.placement = settings.placement
    compiler.chips = settings.chips
    compiler.replicas =
      switch settings.replicas {
      case .exactly(let count): .exactly(count)
      case .atMost(let count): .atMost(min(count, batches))
      }
    if case .exactly(let count) = settings.replicas, count > batches {
      throw ExperimentError.replicas(count, batches: batches)
    }
    var walk = ChipWalk(
      circuit: circuit, program: try compiler.compile(circuit.graph), chain: chain.quantized,
      horizon: workload.problem.horizon, recordedSteps: workload.recordedSteps)
    walk.engine = settings.fabric
    walk.generator = settings.generator
    self.walk = walk
  }

  /// The chain as the chip draws it: the gates that the problem was designed with, on a finer grid if the chip has one,
  /// and otherwise rounded.
  private static func drawn(
    _ workload: Workload, _ settings: EngineSettings.ChipSettings
  ) throws -> QuantizedChain {
    let grid = ProbabilityGrid(bits: settings.probabilityBits)
    guard let design = workload.design else {
      return try ChainQuantizer(grid: grid).quantize(workload.problem.chain)
    }
    guard let lifted = design.lifted(to: grid) else {
      throw ExperimentError.coarseGates(
        bits: grid.bits, needed: design.grid.bits, chip: settings.profile.name)
    }
    return lifted
  }

  /// Refuses a mesh that is far too large before it is wired (every node has two neurons or more) and before it is
  /// placed: both would take minutes.
  private static func checkNeurons(
    _ neurons: Int, of workload: Workload, _ settings: EngineSettings.ChipSettings
  ) throws {
    let (chips, profile) = (settings.chips, settings.profile)
    guard neurons > chips * profile.coresPerChip * profile.neuronsPerCore else { return }
    throw ExperimentError.tooManyNeurons(
      nodes: workload.problem.transientStates.count, neurons: neurons, chips: chips,
      coresPerChip: profile.coresPerChip,
      neuronsPerCore: profile.neuronsPerCore, limit: profile.maximumChips)
  }

  /// The problem with the quantised chain: what the chip samples.
  public func sampledProblem(_ workload: Workload) -> WalkProblem {
    WalkProblem(
      stages: [chain.quantized], start: workload.problem.start, horizon: workload.problem.horizon)
  }

  /// Refuses a start whose piles could grow beyond what a count neuron holds.
  ///
  /// - Throws: `ExperimentError.pile` with the node, the bound and the limit.
  public func checkPiles(_ allocation: StartAllocation) throws {
    let capacity = walk.circuit.walkerCapacity
    // Batches differ by a walker here and there; alike ones are looked at once.
    let starts = Set(allocation.counts.filter { $0.reduce(0, +) > capacity })
    let bounds = starts.map {
      PileBound(chain: chain.quantized, start: $0, effort: PileBound.standardEffort / starts.count).piles
    }
    let piles = walk.circuit.nodes.map { node in (node: node, walkers: bounds.map { $0[node] }.max() ?? 0) }
    guard let worst = piles.max(by: { $0.walkers < $1.walkers }), worst.walkers > capacity else { return }
    throw ExperimentError.pile(
      node: chain.ideal.label(of: worst.node), walkers: worst.walkers, capacity: capacity,
      chip: settings.profile.name, batches: allocation.counts.count)
  }
}

/// For every state the most walkers that can ever stand on it: all that can reach it.
struct PileBound {
  let piles: [Int]

  /// Transitions that may be traced in all.
  static let standardEffort = 200_000_000

  /// - Parameter effort: where walkers start on so many states that tracing each would take more transitions than
  ///   this, all of them count for every state.
  init(chain: MarkovChain, start: [Int], effort: Int = standardEffort) {
    let sources = start.indices.filter { start[$0] > 0 }
    guard sources.count * chain.transitionCount <= effort else {
      piles = Array(repeating: start.reduce(0, +), count: start.count)
      return
    }
    var piles = [Int](repeating: 0, count: start.count)
    for source in sources {
      let reached = chain.states(reachableFrom: [source])
      for state in piles.indices where reached[state] { piles[state] += start[source] }
    }
    self.piles = piles
  }
}
