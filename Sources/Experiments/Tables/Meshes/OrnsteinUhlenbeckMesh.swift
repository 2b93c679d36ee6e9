import MarkovChains
import RealModule

/// The Ornstein-Uhlenbeck process as a walk of three outcomes with the process's own mean and variance of a step, of about
/// h^2 / 3: then mean and variance are those of the process at every step, up to what the ends cut off, nine deviations
/// away.
struct OrnsteinUhlenbeckMesh {
  private let process: OrnsteinUhlenbeck
  private let start: Double
  private let time: Double
  /// The standard deviation at the time.
  private let deviation: Double

  init(_ process: OrnsteinUhlenbeck, start: Double, time: Double) throws {
    self.process = process
    self.start = start
    self.time = time
    deviation = try process.variance(after: time).squareRoot()
  }

  func mean() throws -> ChainValue { try .refined(1, order: 2) { try law($0).mean } }

  func variance() throws -> ChainValue { try .refined(1, order: 2) { try law($0).variance } }

  func density(at x: Double) throws -> ChainValue {
    try .refined(1, order: 2) {
      let law = try law($0)
      let spacing = law.places[1] - law.places[0]
      return try law.density(at: (x - law.places[0]) / spacing)
    }
  }

  /// P(the level is not reached), the level on a node: the walk is stopped there.
  func survival() throws -> ChainValue {
    let distance = abs(start - process.level)
    guard distance > 0 else { throw LawRowError("the level is the start") }
    return try .refined(MeshWork.count(max(8, 4 * distance / deviation), "nodes"), order: 2) { nodes in
      let h = distance / Double(nodes)
      let steps = try MeshWork.count(time / timeStep(variance: h * h / 3), "steps")
      let above = try MeshWork.count(9 * deviation / h, "nodes")
      let walk = IntervalWalk(
        count: nodes + above, origin: h, spacing: h, lower: .absorbing("level"), upper: .stay)
      return try walked(walk, from: nodes - 1, steps: steps, level: 0).mass
    }
  }

  private func law(_ size: Int) throws -> MeshLaw {
    let coarse = deviation / 4
    let steps =
      size * size * (try MeshWork.count(time / timeStep(variance: coarse * coarse / 3), "steps"))
    let h = (3 * (try process.variance(after: time / Double(steps)))).squareRoot()
    let low = min(start, process.level) - 9 * deviation
    let high = max(start, process.level) + 9 * deviation
    let below = try MeshWork.count((start - low) / h, "nodes")
    let above = try MeshWork.count((high - start) / h, "nodes")
    let walk = IntervalWalk(
      count: below + above + 1, origin: start - Double(below) * h, spacing: h, lower: .stay, upper: .stay)
    return try walked(walk, from: below, steps: steps, level: process.level)
  }

  /// The time in which the variance grows to `variance`.
  private func timeStep(variance: Double) throws -> Double {
    let share = variance / (try process.stationaryVariance())
    return -Double.log(onePlus: -min(share, 0.5)) / (2 * process.rate)
  }

  /// The law after the steps of a walk whose places are measured so that the level is at `level`.
  private func walked(
    _ walk: IntervalWalk, from node: Int, steps: Int, level: Double
  ) throws -> MeshLaw {
    try MeshWork.check(states: walk.count, steps: steps)
    let step = time / Double(steps)
    let centred = OrnsteinUhlenbeck(rate: process.rate, level: level, volatility: process.volatility)
    let variance = try centred.variance(after: step) / (walk.spacing * walk.spacing)
    let chain = try walk.chain { cell in
      let place = walk.origin + Double(cell) * walk.spacing
      let mean = try (centred.mean(from: place, after: step) - place) / walk.spacing
      let square = variance + mean * mean
      return [(-1, (square - mean) / 2), (0, 1 - square), (1, (square + mean) / 2)]
    }
    let start = try StartWeights.point(node, of: chain)
    let law = WalkProblem(stages: [chain], start: start, horizon: .steps(steps)).distribution(after: steps)
    return MeshLaw(
      places: (0..<walk.count).map { walk.origin + Double($0) * walk.spacing },
      weights: Array(law.prefix(walk.count)))
  }
}
