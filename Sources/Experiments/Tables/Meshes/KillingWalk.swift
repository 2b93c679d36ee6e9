import MarkovChains
import RealModule

/// Standard Brownian motion whose walkers are killed at a rate that depends on the place, half of a step's share before
/// the step and half after it: second order in the time step.
struct KillingWalk {
  private let start: Double
  private let time: Double
  private let rate: (Double) -> Double

  init(start: Double, time: Double, rate: @escaping (Double) -> Double) {
    self.start = start
    self.time = time
    self.rate = rate
  }

  /// P(a walker is alive at the time).
  func survival() throws -> ChainValue {
    try .refined(60, order: 2) { side in
      let h = 9 * time.squareRoot() / Double(side)
      let steps = try MeshWork.count(3 * time / (h * h), "steps")
      let share = time / (h * h * Double(steps)) / 2
      let timeStep = time / Double(steps)
      let places = (-side...side).map { start + Double($0) * h }
      let walk = IntervalWalk(
        count: places.count, origin: places[0], spacing: h, lower: .stay, upper: .stay)
      let chain = try walk.chain(left: share, right: share)
        .killing(rates: places.map(rate), timeStep: timeStep)
      let weights = try StartWeights.point(side, of: chain)
      let law = WalkProblem(stages: [chain], start: weights, horizon: .steps(steps))
        .distribution(after: steps)
      // The chain kills before every step: half a step's share is moved from the start to the end.
      let alive = zip(law, places).reduce(0) { $0 + $1.0 * Double.exp(-rate($1.1) * timeStep / 2) }
      return alive * Double.exp(rate(start) * timeStep / 2)
    }
  }
}
