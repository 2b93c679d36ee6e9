import FixedPoint
import MarkovChains
import OptionPricing
import RealModule
import Testing

/// American options read from walkers that nobody stops.
@Suite struct EarlyExerciseWalkTests {
  private func strip(
    _ side: Contract.Side, _ exercise: Contract.Exercise, model: PriceModel = Trial.blackScholes
  ) throws -> OptionStrip {
    try OptionStrip(
      [Contract(.vanilla(side, strike: 105), exercise: exercise, maturity: 1)], model: model,
      market: Trial.market)
  }

  /// Backward dynamic programming written anew: the put's mean over every cell against what holding on is worth.
  private func value(of strip: OptionStrip, walk: OptionWalk) throws -> Double {
    let lattice = try CoMovingLattice(
      process: GeometricBrownianMotion(growth: 0.05, volatility: 0.2).logarithm, time: 1, states: 101,
      grid: ProbabilityGrid(bits: 8))
    let end = try lattice.readOut(after: lattice.steps, time: 1)
    let (steps, start) = (lattice.steps, lattice.startState)
    #expect(walk.problem.horizon == .steps(steps))
    func payoff(_ step: Int, _ state: Int) -> Double {
      let middle = end.center(of: start) * Double(step) / Double(steps) + Double(state - start) * end.spacing
      let (low, high) = (middle - end.spacing / 2, min(middle + end.spacing / 2, Double.log(1.05)))
      guard high > low else { return 0 }
      return (105 * (high - low) - 100 * (Double.exp(high) - Double.exp(low))) / end.spacing
    }
    let discount = Double.exp(-0.05 / Double(steps))
    var values = (0..<101).map { payoff(steps, $0) }
    for step in (1..<steps).reversed() {
      values = walk.problem.chain.expectation(of: values).enumerated().map {
        max(discount * $0.element, payoff(step, $0.offset))
      }
    }
    return max(5, discount * walk.problem.chain.expectation(of: values)[start])
  }

  @Test func `The mean score is the value by dynamic programming`() throws {
    let strip = try strip(.put, .american)
    let walk = try strip.walk(LatticeSettings())
    #expect(abs(walk.exact[0] - (try value(of: strip, walk: walk))) < 1e-11)
  }

  @Test(arguments: [Contract.Side.call, .put]) func `One date, and there is no premium`(side: Contract.Side)
    throws
  {
    for model in [Trial.blackScholes, Trial.merton] {
      let once = try strip(side, .bermudan(dates: 1), model: model).walk(LatticeSettings())
      let last = once.problem.horizon.limit
      let early = once.estimate.entries[0].terms.filter {
        if case .density(let record, _) = $0.quantity { once.recordedSteps[record] != last } else { true }
      }
      #expect(early.isEmpty)
      guard case .blackScholes = model else { continue }
      let european = try strip(side, .european).walk(LatticeSettings())
      #expect(abs(once.exact[0] - european.exact[0]) < 1e-11)
    }
  }

  @Test func `More dates are worth more, and none more than all`() throws {
    for model in [Trial.blackScholes, Trial.merton, Trial.kou] {
      let prices = try [1, 2, 4, 12].map { dates in
        try strip(.put, .bermudan(dates: dates), model: model).walk(LatticeSettings()).exact[0]
      }
      let american = try strip(.put, .american, model: model).walk(LatticeSettings()).exact[0]
      #expect(zip(prices, prices.dropFirst() + [american]).allSatisfy { $0 < $1 }, "\(prices), \(american)")
    }
  }

  @Test(arguments: [
    LatticeSettings(greeks: true), LatticeSettings(controlVariate: true), LatticeSettings(antithetic: true),
  ]) func `What needs the final price alone is refused`(settings: LatticeSettings) throws {
    #expect(throws: OptionError.self) { try strip(.put, .american).walk(settings) }
  }
}
