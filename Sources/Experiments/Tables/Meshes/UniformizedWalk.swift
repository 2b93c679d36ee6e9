import MarkovChains
import RealModule

/// A birth-death process in continuous time as a chain that steps at the times of a Poisson process.
enum UniformizedWalk {
  /// The law after `time`: the laws after k steps, weighted with the Poisson probability of k.
  static func law(_ rates: BirthDeathRates, from start: Int, after time: Double) throws -> [Double] {
    let (chain, clock) = try rates.uniformized()
    let mean = clock * time
    let last = try MeshWork.count(mean + 9 * mean.squareRoot() + 45, "steps")
    try MeshWork.check(states: chain.stateCount, steps: last)
    let problem = WalkProblem(
      stages: [chain], start: try StartWeights.point(start, of: chain), horizon: .steps(last))
    var law = [Double](repeating: 0, count: chain.stateCount)
    problem.forEachStep(upTo: last) { step, now in
      let weight = SpecialFunctions.poissonWeight(Double(step), mean: mean)
      if weight > 0 { for state in law.indices { law[state] += weight * now[state] } }
      return true
    }
    return law
  }
}

/// A population whose numbers are cut off high up.
struct PopulationWalk {
  /// Births and deaths per unit time of a population of n.
  private let birth: @Sendable (Double) -> Double
  private let death: @Sendable (Double) -> Double
  private let start: Int
  private let time: Double
  /// A limit that is rarely reached; the answers up to it and up to twice it give the budget.
  private let coarsest: Int

  init(_ process: LinearBirthDeath, start: Int, time: Double) throws {
    birth = { process.birthRate * $0 }
    death = { process.deathRate * $0 }
    self.start = start
    self.time = time
    let growth = Double.exp(max(0, process.birthRate - process.deathRate) * time)
    let scale = growth * (1 + process.birthRate * time)
    coarsest = try MeshWork.count(8 * scale + Double(start) * (1 + growth) / 2 + 8, "states")
    try MeshWork.check(states: 4 * coarsest, steps: 100)
  }

  init(_ process: ImmigrationDeath, time: Double) throws {
    birth = { _ in process.immigrationRate }
    death = { process.deathRate * $0 }
    start = 0
    self.time = time
    let mean = try process.mean(after: time)
    coarsest = try MeshWork.count(mean / 2 + 3 * mean.squareRoot() + 8, "states")
    try MeshWork.check(states: 4 * coarsest, steps: 100)
  }

  func mean() throws -> ChainValue { try refined { $0.mean } }

  func variance() throws -> ChainValue { try refined { $0.variance } }

  func probability(of n: Int) throws -> ChainValue {
    try refined { n < $0.weights.count ? $0.weights[n] : 0 }
  }

  private func refined(_ answer: (MeshLaw) -> Double) throws -> ChainValue {
    try .refined(coarsest, order: 2) { limit in
      let numbers = (0...limit).map { Double($0) }
      let rates = BirthDeathRates(
        up: numbers.dropLast().map(birth), down: numbers.dropFirst().map(death))
      return answer(
        MeshLaw(places: numbers, weights: try UniformizedWalk.law(rates, from: start, after: time)))
    }
  }
}
