import Experiments
import FabricCompiler
import MarkovChains
import NeuroFabric
import Testing

/// What must not change a result does not change one bit of it.
@Suite struct IdentityTests {
  private func tallies(
    _ example: ShortExample, threads: Int = 1,
    engines keep: (EngineSettings) -> Bool = { _ in true },
    adjust: (inout EngineSettings.ChipSettings) -> Void = { _ in }
  ) throws -> [WalkTally] {
    let settings = try example.settings(engines: keep, adjust: adjust)
    return try ShortExample.run(settings, threads: threads).engines.map(\.tally)
  }

  private var torus: ShortExample {
    ShortExample(name: "torus-diffusion", walkers: 700, batches: 7, steps: 15)
  }

  @Test(arguments: ["torus-diffusion", "rat-in-a-maze"])
  func `The number of threads`(name: String) throws {
    let example = ShortExample(name: name, walkers: 700, batches: 7, steps: 15)
    let single = try tallies(example)
    #expect(try tallies(example, threads: 2) == single)
    #expect(try tallies(example, threads: 7) == single)
    var one = example
    one.batches = 1
    #expect(try tallies(one, threads: 7) == tallies(one))
  }

  @Test func `The placement`() throws {
    let near = try tallies(torus, engines: { $0.chip != nil })
    for seed in [1, 2, 77] as [UInt64] {
      let far = try tallies(torus, engines: { $0.chip != nil }) { $0.placement = .scattered(seed) }
      #expect(far == near)
    }
  }

  @Test func `The number of replicas`() throws {
    let one = try tallies(torus, engines: { $0.chip != nil })
    for request in [ReplicaRequest.exactly(3), .exactly(7), .atMost(.max)] {
      #expect(try tallies(torus, engines: { $0.chip != nil }) { $0.replicas = request } == one)
    }
  }

  @Test(arguments: ShortExample.tiny) func `The engine of the fabric`(example: ShortExample) throws {
    var results: [[EngineResult]] = []
    for fabric in [FabricEngine.fast, .reference] {
      let settings = try example.settings(engines: { $0.chip != nil }) { $0.fabric = fabric }
      results.append(try ShortExample.run(settings).engines)
    }
    for (fast, slow) in zip(results[0], results[1]) {
      #expect(fast.tally == slow.tally)
      #expect(fast.events == slow.events)
      #expect(fast.chip?.ticks == slow.chip?.ticks)
      #expect(fast.chip?.coreLoads == slow.chip?.coreLoads)
    }
  }

  @Test func `Seeds and batches have walks of their own`() throws {
    var settings = try torus.settings()
    var seen: Set<[[UInt64]]> = []
    for seed in [0, 1, 2, 1 << 32] as [UInt64] {
      settings.seed = seed
      for engine in try ShortExample.run(settings).engines {
        #expect(seen.insert(engine.tally.densities).inserted, "\(engine.name), seed \(seed)")
      }
    }
    // Two batches that shared their random numbers would end alike: twice one of them.
    var pair = torus
    (pair.walkers, pair.batches) = (200, 2)
    for tally in try tallies(pair) {
      #expect(tally.densities.last!.contains { $0 % 2 == 1 })
    }
  }
}
