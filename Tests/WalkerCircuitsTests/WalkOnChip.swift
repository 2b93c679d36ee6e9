import Experiments
import FabricCompiler
import FixedPoint
import MarkovChains
import NeuroFabric
import WalkerCircuits

/// A chain quantised, wired, compiled and ready to walk on a chip.
struct WalkOnChip {
  var chain: QuantizedChain
  var walk: ChipWalk

  init(
    _ chain: MarkovChain, method: WalkerMethod, steps: Int, bits: Int = 8,
    engine: FabricEngine = .fast, placement: PlacementRule = .near, chips: Int = 1,
    adjust: (inout ChipProfile) -> Void = { _ in }
  ) throws {
    self.chain = try ChainQuantizer(grid: ProbabilityGrid(bits: bits)).quantize(chain)
    var profile = method.family == .crossbar ? ChipProfile.trueNorth : .loihi
    adjust(&profile)
    var compiler = Compiler(profile: profile)
    compiler.placement = placement
    compiler.chips = chips
    let circuit = try method.build(self.chain)
    walk = ChipWalk(
      circuit: circuit, program: try compiler.compile(circuit.graph), chain: self.chain.quantized,
      horizon: .steps(steps), recordedSteps: Array(0...steps))
    walk.engine = engine
  }

  func run(_ start: [Int], seed: UInt64 = 1) throws -> ChipWalk.Batch {
    try walk.run(start: start, seed: seed, batch: 0)
  }

  /// The ticks of every step by the circuit's own formula.
  func formula(_ batch: ChipWalk.Batch) -> [Int] {
    zip(batch.largestPiles, batch.largestPiles.dropFirst()).map { now, next in
      walk.circuit.timing.ticks(levels: walk.program.barrier.treeLevels, now: now, next: next)
    }
  }
}

/// Chains that stress a circuit: every number of exits, absorbing ends, empty and crowded nodes.
enum TrialChains {
  /// A hub with `exits` exits to leaves that return, stay or are absorbed.
  static func star(exits: Int) throws -> MarkovChain {
    let count = exits + 1
    var rows: [[MarkovChain.Transition]] = [
      (1...exits).map { .init(target: $0, probability: 2 * Double($0) / Double(exits * count)) }
    ]
    for leaf in 1...exits {
      rows.append([
        .init(target: leaf, probability: 0.25), .init(target: 0, probability: 0.75),
      ])
    }
    return try MarkovChain(rows: rows, space: .graph(count: count))
  }

  static func line(absorbing: Bool) throws -> MarkovChain {
    var rows: [[MarkovChain.Transition]] = [
      [.init(target: 0, probability: 0.5), .init(target: 1, probability: 0.5)]
    ]
    for state in 1..<11 {
      rows.append([
        .init(target: state - 1, probability: 0.3), .init(target: state, probability: 0.1),
        .init(target: state + 1, probability: 0.6),
      ])
    }
    rows.append([.init(target: absorbing ? 11 : 10, probability: 1)])
    return try MarkovChain(rows: rows, space: .graph(count: 12))
  }
}
