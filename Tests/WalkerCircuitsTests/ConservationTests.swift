import Experiments
import MarkovChains
import Testing
import WalkerCircuits

/// No walker is ever lost or doubled, and every step takes exactly the ticks of the published formula.
@Suite struct ConservationTests {
  static let methods = WalkerMethod.all.map(\.name)

  private func check(_ trial: WalkOnChip, _ method: WalkerMethod, _ start: [Int]) throws {
    let batch = try trial.run(start)
    #expect(batch.status == .completed, "\(batch.note)")
    let walkers = UInt64(start.reduce(0, +))
    for (step, density) in batch.tally.densities.enumerated() {
      #expect(density.reduce(0, +) == walkers, "step \(step)")
    }
    #expect(batch.tally.densities[0] == start.map { UInt64($0) })
    let piles = Array(trial.largestPiles(batch).prefix(batch.tally.steps + 1))
    #expect(batch.ticksPerStep.count == batch.tally.steps)
    #expect(batch.largestPiles == piles)
    let levels = trial.walk.program.barrier.treeLevels
    #expect(
      batch.ticksPerStep
        == zip(piles, piles.dropFirst()).map { method.publishedTicks(now: $0, next: $1, levels: levels) })
    for (step, ticks) in batch.ticksPerStep.enumerated() {
      #expect(
        ticks == trial.walk.circuit.timing.ticks(levels: levels, now: piles[step], next: piles[step + 1]))
    }
  }

  @Test(arguments: methods, Array(1...30) + [40, 56, 64])
  func `Every number of exits`(name: String, exits: Int) throws {
    let method = WalkerMethod.named(name)
    let chain = try TrialChains.star(exits: exits)
    let trial = try WalkOnChip(chain, method: method, steps: 20)
    var start = [Int](repeating: 0, count: chain.stateCount)
    (start[0], start[1]) = (40, 3)
    try check(trial, method, start)
  }

  /// Through routers (more than 8 exits) arrivals come one tick later than from fewer exits.
  @Test(arguments: methods, [1, 2, 3, 8, 9, 17, 30, 64])
  func `Every second exit absorbs`(name: String, exits: Int) throws {
    let method = WalkerMethod.named(name)
    let chain = try TrialChains.star(exits: exits) { $0 % 2 == 0 }
    let trial = try WalkOnChip(chain, method: method, steps: 25)
    try check(trial, method, [60] + [Int](repeating: 2, count: exits))
  }

  @Test(arguments: methods, [2, 5, 8, 9, 24])
  func `Dense random chains, some nodes empty`(name: String, exits: Int) throws {
    let method = WalkerMethod.named(name)
    let chain = try TrialChains.random(nodes: 25, exits: exits, seed: UInt64(exits))
    let trial = try WalkOnChip(chain, method: method, steps: 20)
    try check(trial, method, (0..<25).map { $0 % 3 == 0 ? 7 * $0 : 0 })
  }

  /// Gates of more than 8 bits draw all the time; only their node's pay-out listens.
  @Test(arguments: [9, 12, 16], [2, 3, 8, 12, 30])
  func `Finer gates on TrueNorth`(bits: Int, exits: Int) throws {
    let method = WalkerMethod.latchedGenerator
    let chain = try TrialChains.random(nodes: 31, exits: exits, seed: UInt64(bits))
    let trial = try WalkOnChip(chain, method: method, steps: 15, bits: bits)
    try check(trial, method, (0..<31).map { $0 % 4 * 5 })
  }

  @Test(arguments: methods)
  func `A ring from one node`(name: String) throws {
    let method = WalkerMethod.named(name)
    let trial = try WalkOnChip(try RingWalk(cells: 20).chain(), method: method, steps: 40)
    try check(trial, method, [100] + [Int](repeating: 0, count: 19))
  }

  @Test(arguments: methods)
  func `An absorbing end`(name: String) throws {
    let method = WalkerMethod.named(name)
    let trial = try WalkOnChip(try TrialChains.line(absorbing: true), method: method, steps: 120)
    let start = [50] + [Int](repeating: 0, count: 11)
    let batch = try trial.run(start)
    #expect(batch.tally.densities.last![11] == 50)
    #expect(batch.tally.steps < 120, "the walk ends with the last walker")
  }

  @Test(arguments: methods)
  func `One node that leads to itself`(name: String) throws {
    let method = WalkerMethod.named(name)
    let trial = try WalkOnChip(try TrialChains.leaks(nodes: 1, stay: 0.75), method: method, steps: 8)
    try check(trial, method, [5_000, 0])
  }

  @Test(arguments: methods)
  func `No walkers at all`(name: String) throws {
    let method = WalkerMethod.named(name)
    let trial = try WalkOnChip(try RingWalk(cells: 5).chain(), method: method, steps: 10)
    let batch = try trial.run([0, 0, 0, 0, 0])
    #expect(batch.status == .completed)
    #expect(batch.tally.densities.allSatisfy { $0 == [0, 0, 0, 0, 0] })
  }

  @Test(arguments: methods)
  func `32,000 walkers on one node`(name: String) throws {
    let method = WalkerMethod.named(name)
    let chain = try TorusDiffusion(columns: 5, rows: 5).chain()
    let trial = try WalkOnChip(chain, method: method, steps: 3)
    try check(trial, method, [32_000] + [Int](repeating: 0, count: 24))
  }

  // MARK: Capacity

  static let capacities = ["density-two-phase": 32_767, "latched-generator": 262_143]

  @Test(arguments: methods)
  func `A node holds exactly its capacity`(name: String) throws {
    let method = WalkerMethod.named(name)
    let capacity = try #require(Self.capacities[name])
    // Nearly all stay; and all are handed over, so that both stores of a node are filled to the brim.
    let leak = try WalkOnChip(try TrialChains.leaks(nodes: 1, stay: 255 / 256), method: method, steps: 2)
    try check(leak, method, [capacity, 0])
    let swap = try WalkOnChip(try TrialChains.hub(sources: 1), method: method, steps: 2)
    try check(swap, method, [capacity, 0])
  }

  @Test(arguments: methods)
  func `One walker more than the capacity is refused before the first tick`(name: String) throws {
    let capacity = try #require(Self.capacities[name])
    let trial = try WalkOnChip(
      try TrialChains.leaks(nodes: 1, stay: 0.5), method: WalkerMethod.named(name), steps: 2)
    #expect(
      throws: ExperimentError.pile(
        node: "0", walkers: capacity + 1, capacity: capacity,
        chip: WalkerMethod.named(name).profile.name, batches: 1)
    ) { try trial.run([capacity + 1, 0]) }
    #expect(throws: ExperimentError.self) { try trial.run([1 << 40, 0]) }
  }

  /// A pile that would grow beyond the capacity during the walk, from starts that are below it.
  @Test(arguments: methods)
  func `A pile that grows beyond the capacity is never silent`(name: String) throws {
    let capacity = try #require(Self.capacities[name])
    let trial = try WalkOnChip(
      try TrialChains.hub(sources: 2), method: WalkerMethod.named(name), steps: 3)
    let batch = try trial.run([0, capacity / 2 + 1, capacity / 2 + 1])
    #expect(batch.status == .walkersLost)
    #expect(!batch.note.isEmpty)
  }

  /// Twelve nodes below the limit fill one absorbing state far beyond it.
  @Test(arguments: methods)
  func `An absorbing state collects more than any potential holds`(name: String) throws {
    let method = WalkerMethod.named(name)
    let trial = try WalkOnChip(try TrialChains.leaks(nodes: 12, stay: 0.25), method: method, steps: 30)
    let start = [Int](repeating: 25_000, count: 12) + [0]
    let batch = try trial.run(start)
    #expect(batch.status == .completed, "\(batch.note)")
    #expect(batch.tally.densities.allSatisfy { $0.reduce(0, +) == 300_000 })
    #expect(batch.tally.densities.last![12] == 300_000)
    #expect(batch.tally.arrivals[12] == 300_000)
  }

  // MARK: Trees of the barrier

  /// Small cores make many of them, and a tree of several levels: 9 cores under a supervisor, 18 supervisors under
  /// the next.
  @Test(arguments: [(cells: 20, levels: 1), (60, 2), (500, 3)])
  func `Barriers of one to three levels on TrueNorth`(cells: Int, levels: Int) throws {
    let method = WalkerMethod.latchedGenerator
    let trial = try WalkOnChip(try RingWalk(cells: cells).chain(), method: method, steps: 12) {
      $0.neuronsPerCore = 40
    }
    #expect(trial.walk.program.barrier.treeLevels == 2 * levels)
    try check(trial, method, (0..<cells).map { $0 % 5 })
  }

  @Test(arguments: [(exits: 30, levels: 2), (12, 1)])
  func `Routers under a deeper barrier`(exits: Int, levels: Int) throws {
    let method = WalkerMethod.latchedGenerator
    let chain = try TrialChains.random(nodes: 60, exits: exits, seed: 5)
    let trial = try WalkOnChip(chain, method: method, steps: 10) { $0.neuronsPerCore = 130 }
    #expect(trial.walk.program.barrier.treeLevels == 2 * levels)
    try check(trial, method, (0..<60).map { $0 % 7 })
  }

  /// A group neuron serves 64 cores.
  @Test(arguments: [(cells: 100, cores: 25), (300, 75), (600, 150)])
  func `Barriers of several groups on Loihi`(cells: Int, cores: Int) throws {
    let method = WalkerMethod.densityTwoPhase
    let trial = try WalkOnChip(try RingWalk(cells: cells).chain(), method: method, steps: 12, chips: 2) {
      $0.neuronsPerCore = 40
    }
    #expect(trial.walk.program.utilisation.cores > cores)
    try check(trial, method, (0..<cells).map { $0 % 5 })
  }
}
