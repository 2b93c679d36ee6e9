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
    var profile = method.profile
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

  func run(_ start: [Int], seed: UInt64 = 1, batch: UInt32 = 0) throws -> ChipWalk.Batch {
    try walk.run(start: start, seed: seed, batch: batch)
  }

  /// The largest pile of walkers on a node (absorbing states are none) after every recorded step.
  func largestPiles(_ batch: ChipWalk.Batch) -> [Int] {
    batch.tally.densities.map { density in
      chain.quantized.transientStates.map { Int(density[$0]) }.max()!
    }
  }
}

extension WalkerMethod {
  static func named(_ name: String) -> WalkerMethod { all.first { $0.name == name }! }

  /// The chip that it was made for.
  var profile: ChipProfile { family == .crossbar ? .trueNorth : .loihi }

  /// Ticks of a step from the largest piles before and after it, as the published formulas state them.
  ///
  /// - Parameter levels: of the collector tree and of the splitter tree together (TrueNorth alone).
  func publishedTicks(now: Int, next: Int, levels: Int) -> Int {
    switch family {
    case .crossbar: return now + 2 + levels
    case .compartment:
      // An empty phase does not wait for the first walker.
      return 26 + 2 * now + 2 * next - (now == 0 ? 2 : 0) - (next == 0 ? 2 : 0)
    }
  }
}
