import Experiments
import FabricCompiler
import Instrumentation
import MarkovChains
import NeuroFabric
import Testing
import WalkerCircuits

/// Placement moves hops, never a walker.
@Suite struct PlacementTests {
  static let methods = WalkerMethod.all.map(\.name)

  private func walk(_ name: String, _ placement: PlacementRule) throws -> ChipWalk.Batch {
    let method = WalkerMethod.named(name)
    let chain = try TorusDiffusion(columns: 30, rows: 30).chain()
    let trial = try WalkOnChip(chain, method: method, steps: 8, placement: placement, chips: 2) {
      if method.family == .compartment { $0.neuronsPerCore = 100 }
    }
    return try trial.run([Int](repeating: 3, count: 900))
  }

  @Test(arguments: methods) func `Near placement saves hops on a torus`(name: String) throws {
    let near = try walk(name, .near)
    let counts = try ([1, 2, 3] as [UInt64]).map { seed -> UInt64 in
      let far = try walk(name, .scattered(seed))
      #expect(far.tally == near.tally)
      #expect(far.ticksPerStep == near.ticksPerStep)
      return hops(far)
    }
    let ratio = Double(counts.min()!) / Double(hops(near))
    print("\(name), \(near.loads.count) cores: scattered, \(ratio) times the hops")
    #expect(ratio > 2)
  }

  private func hops(_ batch: ChipWalk.Batch) -> UInt64 {
    batch.events[.hopEastWest] + batch.events[.hopNorthSouth]
  }

  /// The two engines of a chip and any placement give the same walk; another seed or batch gives another.
  @Test(arguments: methods) func `Streams belong to seed and batch alone`(name: String) throws {
    let method = WalkerMethod.named(name)
    let chain = try TrialChains.random(nodes: 40, exits: 5, seed: 8)
    let start = (0..<40).map { $0 % 4 }
    let fast = try WalkOnChip(chain, method: method, steps: 12)
    let slow = try WalkOnChip(chain, method: method, steps: 12, engine: .reference)
    let first = try fast.run(start)
    #expect(try slow.run(start) == first)
    #expect(try fast.run(start) == first)
    let others = [
      try fast.run(start, seed: 2), try fast.run(start, seed: 0), try fast.run(start, batch: 1),
      try fast.run(start, seed: 1 << 32 | 1),
    ]
    #expect(Set(others.map(\.tally) + [first.tally]).count == 5)
  }
}
