import MarkovChains
import RealModule

/// Brownian motion with drift until it reaches a level: the level lies on a node, the far end so far away that nobody
/// comes there.
struct PassageWalk {
  private let motion: ArithmeticBrownianMotion
  private let distance: Double
  private let time: Double

  init(_ motion: ArithmeticBrownianMotion, distance: Double, time: Double) throws {
    guard distance != 0 else { throw LawRowError("the level is the start") }
    self.motion =
      distance > 0
      ? motion : ArithmeticBrownianMotion(drift: -motion.drift, volatility: motion.volatility)
    self.distance = abs(distance)
    self.time = time
  }

  func probability() throws -> ChainValue {
    try .refined(coarsest(), order: 2) { nodes in try arrived(nodes).now }
  }

  /// The density of the time, from the walkers that arrive in the last step and in the next.
  func density() throws -> ChainValue {
    try .refined(coarsest(), order: 2) { nodes in
      let arrived = try arrived(nodes)
      return (arrived.next - arrived.before) / (2 * arrived.timeStep)
    }
  }

  private typealias Arrived = (before: Double, now: Double, next: Double, timeStep: Double)

  /// Nodes between start and level: so many that the cell is a fifth of the spread or less.
  private func coarsest() throws -> Int {
    try MeshWork.count(max(10, 5 * distance / (motion.volatility * time.squareRoot())), "nodes")
  }

  private func arrived(_ nodes: Int) throws -> Arrived {
    let h = distance / Double(nodes)
    let spread = motion.volatility * time.squareRoot()
    let below = try MeshWork.count((10 * spread + abs(motion.drift) * time) / h, "nodes")
    let steps = try MeshWork.count(3 * spread * spread / (h * h), "steps")
    try MeshWork.check(states: below + nodes, steps: steps)
    let timeStep = time / Double(steps)
    let sides = ExitWalk.sides(motion, spacing: h, timeStep: timeStep)
    let chain = try IntervalWalk(
      count: below + nodes, origin: -Double(below) * h, spacing: h, lower: .stay,
      upper: .absorbing("level")
    ).chain(left: sides.left, right: sides.right)
    let level = try ExitWalk.state("level", chain)
    let start = try StartWeights.point(below, of: chain)
    var result = Arrived(0, 0, 0, timeStep)
    WalkProblem(stages: [chain], start: start, horizon: .steps(steps + 1)).forEachStep(upTo: steps + 1) {
      (result.before, result.now, result.next) = (result.now, result.next, $1[level])
      return true
    }
    return result
  }
}
