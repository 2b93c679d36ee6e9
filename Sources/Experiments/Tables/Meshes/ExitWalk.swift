import MarkovChains
import RealModule

/// Brownian motion with drift on an interval as a walk whose walls lie on nodes.
///
/// Without a clock: left or right with 1/2 -+ mu h / (2 sigma^2), in time steps of h^2 / sigma^2, second order. With one:
/// three outcomes that have the mean and the variance of the step, of about h^2 / 3.
struct ExitWalk {
  let exit: BrownianExit
  let start: Double
  private let coarsest: Int

  init(_ exit: BrownianExit, start: Double) throws {
    self.exit = exit
    self.start = start
    let square = exit.motion.volatility * exit.motion.volatility
    let cells = max(20, 4 * abs(exit.motion.drift) * (exit.upper - exit.lower) / square)
    coarsest = try MeshWork.count(cells, "cells")
    try MeshWork.check(states: 4 * coarsest, steps: 100)
  }

  func upperExit() throws -> ChainValue {
    try .refined(coarsest, order: 2) { cells in
      let chain = try chain(cells)
      let values = try Absorption(chain).probability(ofEndingIn: Self.state("upper", chain))
      return read(values, cells, lower: 0, upper: 1)
    }
  }

  func meanExitTime() throws -> ChainValue {
    try .refined(coarsest, order: 2) { cells in
      let values = try Absorption(chain(cells)).meanSteps()
      return read(values, cells, lower: 0, upper: 0) * timeStep(cells)
    }
  }

  /// E(exp(-rate tau); exit at one of `ends`): walkers that get there before they are killed.
  func transform(rate: Double, ends: [String]) throws -> ChainValue {
    try .refined(coarsest, order: 2) { cells in
      let kill = -Double.expMinusOne(-rate * timeStep(cells))
      let chain = try chain(cells).killing(probability: kill)
      let absorption = try Absorption(chain)
      return try ends.reduce(0) { sum, end in
        let values = try absorption.probability(ofEndingIn: Self.state(end, chain))
        return sum + read(values, cells, lower: end == "lower" ? 1 : 0, upper: end == "upper" ? 1 : 0)
      }
    }
  }

  func survival(after time: Double) throws -> ChainValue {
    try .refined(coarsest, order: 2) { cells in
      let h = (exit.upper - exit.lower) / Double(cells)
      let square = exit.motion.volatility * exit.motion.volatility
      let steps = try MeshWork.count(3 * square * time / (h * h), "steps")
      try MeshWork.check(states: cells, steps: steps)
      let sides = Self.sides(exit.motion, spacing: h, timeStep: time / Double(steps))
      let chain = try walk(cells).chain(left: sides.left, right: sides.right)
      var weights = [Double](repeating: 0, count: chain.stateCount)
      for (node, weight) in nodes(cells) where node > 0 && node < cells { weights[node - 1] += weight }
      let problem = WalkProblem(stages: [chain], start: weights, horizon: .steps(steps))
      return problem.distribution(after: steps).prefix(cells - 1).reduce(0, +)
    }
  }

  /// The probabilities of a step of three outcomes with the mean and variance of the motion.
  static func sides(
    _ motion: ArithmeticBrownianMotion, spacing: Double, timeStep: Double
  ) -> (left: Double, right: Double) {
    let mean = motion.drift * timeStep / spacing
    let square = motion.volatility * motion.volatility * timeStep / (spacing * spacing) + mean * mean
    return ((square - mean) / 2, (square + mean) / 2)
  }

  private func timeStep(_ cells: Int) -> Double {
    let h = (exit.upper - exit.lower) / Double(cells)
    return h * h / (exit.motion.volatility * exit.motion.volatility)
  }

  private func walk(_ cells: Int) -> IntervalWalk {
    let h = (exit.upper - exit.lower) / Double(cells)
    return IntervalWalk(
      count: cells - 1, origin: exit.lower + h, spacing: h, lower: .absorbing("lower"),
      upper: .absorbing("upper"))
  }

  private func chain(_ cells: Int) throws -> MarkovChain {
    let h = (exit.upper - exit.lower) / Double(cells)
    let lean = exit.motion.drift * h / (2 * exit.motion.volatility * exit.motion.volatility)
    return try walk(cells).chain(left: 0.5 - lean, right: 0.5 + lean)
  }

  /// The nodes about the start, walls included as 0 and `cells`.
  private func nodes(_ cells: Int) -> [(node: Int, weight: Double)] {
    let position = (start - exit.lower) / (exit.upper - exit.lower) * Double(cells)
    return MeshInterpolation.weights(at: position, in: 0...cells)
  }

  private func read(_ values: [Double], _ cells: Int, lower: Double, upper: Double) -> Double {
    nodes(cells).reduce(0) {
      let value = $1.node == 0 ? lower : $1.node == cells ? upper : values[$1.node - 1]
      return $0 + $1.weight * value
    }
  }

  static func state(_ name: String, _ chain: MarkovChain) throws -> Int {
    guard let state = chain.absorbingStates.first(where: { chain.names[$0] == name }) else {
      throw LawRowError("the chain has no state \(name)")
    }
    return state
  }
}
