import Experiments
import MarkovChains
import Testing
import WalkerCircuits

/// No walker is ever lost or doubled, and every step takes exactly the ticks of the circuit's formula.
@Suite struct ConservationTests {
  static let methods = WalkerMethod.all.map(\.name)

  private func check(_ trial: WalkOnChip, _ start: [Int]) throws {
    let batch = try trial.run(start)
    #expect(batch.status == .completed, "\(batch.note)")
    let walkers = UInt64(start.reduce(0, +))
    for (step, density) in batch.tally.densities.enumerated() {
      #expect(density.reduce(0, +) == walkers, "step \(step)")
    }
    #expect(batch.ticksPerStep == trial.formula(batch))
    #expect(batch.tally.densities[0] == start.map { UInt64($0) })
  }

  @Test(arguments: methods, [1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 23, 30])
  func everyNumberOfExits(method: String, exits: Int) throws {
    let method = WalkerMethod.all.first { $0.name == method }!
    let chain = try TrialChains.star(exits: exits)
    let trial = try WalkOnChip(chain, method: method, steps: 30)
    var start = [Int](repeating: 0, count: chain.stateCount)
    start[0] = 40
    start[1] = 3
    try check(trial, start)
  }

  @Test(arguments: methods)
  func ringFromOneNode(method: String) throws {
    let method = WalkerMethod.all.first { $0.name == method }!
    let chain = try RingWalk(cells: 20).chain()
    let trial = try WalkOnChip(chain, method: method, steps: 40)
    try check(trial, [100] + [Int](repeating: 0, count: 19))
  }

  @Test(arguments: methods)
  func absorbingEnd(method: String) throws {
    let method = WalkerMethod.all.first { $0.name == method }!
    let trial = try WalkOnChip(try TrialChains.line(absorbing: true), method: method, steps: 120)
    try check(trial, [50] + [Int](repeating: 0, count: 11))
  }

  @Test(arguments: methods)
  func noWalkers(method: String) throws {
    let method = WalkerMethod.all.first { $0.name == method }!
    let trial = try WalkOnChip(try RingWalk(cells: 5).chain(), method: method, steps: 10)
    try check(trial, [0, 0, 0, 0, 0])
  }
}
