import FixedPoint
import MarkovChains
import RealModule
import Testing

/// The lattice of Heston's and Bates's models carries all sane parameters, on trees and rows that chips have room for.
@Suite struct StochasticVolatilityLatticeTests {
  struct Trial: Sendable, CustomTestStringConvertible {
    var model: BatesModel
    var time: Double
    var testDescription: String {
      let heston = model.heston
      return
        "v0 \(heston.variance), kappa \(heston.reversion), theta \(heston.longVariance), xi \(heston.volatilityOfVariance), "
        + "rho \(heston.correlation), jumps \(model.intensity), \(model.jumpMean), \(model.jumpDeviation), T \(time)"
    }
  }

  /// Reversion 0.1 to 10, volatility of variance 0.05 to 1.5, a week to 10 years, variances 0.005 to 0.3: half of them with
  /// jumps, whose deviation goes down to 0.02.
  static let trials = trials(60)

  private static func trials(_ count: Int) -> [Trial] {
    var numbers = TestNumbers(seed: 12)
    func between(_ low: Double, _ high: Double) -> Double {
      low * Double.exp(numbers.uniform() * Double.log(high / low))
    }
    return (0..<count).map { index in
      let heston = HestonModel(
        growth: 0.03, variance: between(0.005, 0.3), reversion: between(0.1, 10),
        longVariance: between(0.005, 0.3), volatilityOfVariance: between(0.05, 1.5),
        correlation: 1.9 * numbers.uniform() - 0.95)
      let model = BatesModel(
        heston: heston, intensity: index % 2 == 0 ? 0 : between(0.1, 5),
        jumpMean: 0.4 * numbers.uniform() - 0.25, jumpDeviation: between(0.02, 0.3))
      return Trial(model: model, time: between(0.02, 10))
    }
  }

  @Test(arguments: [51, 101]) func `Every sane model has a lattice that chips can hold`(states: Int) throws {
    for trial in Self.trials {
      let lattice = try StochasticVolatilityLattice(
        model: trial.model, time: trial.time, states: states, grid: ProbabilityGrid(bits: 8))
      #expect(lattice.steps <= 5000, "\(trial): \(lattice.steps) steps")
      let design = try lattice.product.design()
      var sources = [Int](repeating: 0, count: design.ideal.stateCount)
      for state in design.ideal.transientStates {
        for transition in design.ideal[row: state] { sources[transition.target] += 1 }
      }
      // TrueNorth: 124 edges into a node, 64 exits of a row, two stages of three gates.
      #expect(sources.max()! <= 124, "\(trial)")
      #expect(design.trees.allSatisfy { ($0?.exitCount ?? 0) <= 64 && ($0?.depth ?? 0) <= 6 }, "\(trial)")
    }
  }

  @Test
  func `A step of the variance has the mean of the process, and its variance where there are three nodes`()
    throws
  {
    for trial in Self.trials {
      let heston = trial.model.heston
      let lattice = try StochasticVolatilityLattice(
        model: trial.model, time: trial.time, states: 101, grid: ProbabilityGrid(bits: 16))
      let values = lattice.variance.values
      #expect(values == values.sorted() && values[0] >= 0)
      #expect(abs(values[lattice.variance.startNode] - heston.variance) <= 1e-12 * heston.variance)
      let process = CoxIngersollRoss(
        rate: heston.reversion, level: heston.longVariance, volatility: heston.volatilityOfVariance)
      for (node, step) in lattice.variance.steps.enumerated() {
        let mean = try process.mean(from: values[node], after: lattice.timeStep)
        let law = zip(step.offsets, step.ideal.probabilities).map { (values[node + $0], $1) }
        let found = law.reduce(0) { $0 + $1.0 * $1.1 }
        let inside = min(max(mean, values[0]), values[values.count - 1])
        #expect(abs(found - inside) <= 1e-6 * values[values.count - 1], "\(trial), node \(node)")
        let spread = law.reduce(0) { $0 + $1.1 * ($1.0 - found) * ($1.0 - found) }
        let wanted = try process.variance(from: values[node], after: lattice.timeStep)
        let isExact = abs(spread - wanted) <= 1e-5 * wanted
        #expect(isExact || step.offsets.count < 3, "\(trial), node \(node): \(spread), not \(wanted)")
      }
    }
  }

  @Test func `A variance that the reversion pulls past its neighbours keeps its law`() throws {
    let heston = HestonModel(
      growth: 0.09, variance: 0.01, reversion: 6, longVariance: 0.07, volatilityOfVariance: 0.1,
      correlation: -0.3)
    let lattice = try VarianceLattice(
      heston, nodes: 25, timeStep: 0.1, steps: 23, grid: ProbabilityGrid(bits: 8))
    let step = lattice.steps[lattice.startNode]
    #expect(step.offsets.min()! > 1, "no node near the start is reached")
    let start = lattice.values[lattice.startNode]
    let mean = 0.07 + (start - 0.07) * Double.exp(-0.6)
    let drawn = zip(step.offsets, step.drawn.probabilities).reduce(0) {
      $0 + lattice.values[lattice.startNode + $1.0] * $1.1
    }
    #expect(abs(drawn - mean) < 0.02 * mean)
  }
}
