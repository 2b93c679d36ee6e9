import RealModule

extension StochasticVolatilityLattice {
  /// Steps, nodes of the variance, and spacing of the columns.
  ///
  /// Few steps: a step of the price spreads over half a squared spacing, so that its stencil has four moments, and the
  /// variance moves often enough for its gates to say how often. Where the variance would ask for many more steps than
  /// the price, it has fewer nodes, and where it would ask for fewer, up to 13 more.
  struct Plan {
    let steps: Int
    let nodes: Int
    let spacing: Double
    /// Standard deviation of y at the end.
    let width: Double
    /// Mean of y at the end, without the constant.
    let drift: Double
    let isSkewedDown: Bool
    /// How far the mean of y is below and above the straight line from its start to its end, where the variance starts
    /// far from where it returns to.
    let fall: Double
    let rise: Double
    /// Standard deviations that the mesh has on the side to which the law is skewed, and on the other.
    static let (heavy, light) = (7.0, 4.5)
    /// Standard deviations that the walk's mean may move.
    static let freedom = 3.0
    /// Fewest steps, fewest nodes of the variance, and the steps that its nodes may ask for in any case.
    private static let (leastSteps, leastNodes, usualSteps) = (16.0, 9, 250.0)
    /// Variance of a step in squared spacings, and the chance that the variance moves, both at its usual value.
    private static let (stepVariance, moveChance) = (1.0, 0.5)

    /// Rare jumps ask for few steps, and so for a variance that moves seldom.
    static func usualNodes(_ model: BatesModel) -> Int { model.intensity > 0 ? 13 : 25 }

    init(_ model: BatesModel, time: Double, states: Int, nodes: Int?) throws {
      let heston = model.heston
      let alone = 1 - heston.correlation * heston.correlation
      let mean = heston.meanVariance(over: time)
      let xi = heston.volatilityOfVariance
      let beta = StochasticVolatilityLattice.beta(heston)
      let wander = Self.wander(heston, time)
      // Cumulants that jumps add to y.
      let jumps = (1...3).map { (model.jumps.jumps?.moment($0) ?? 0) * model.intensity * time }
      width = (alone * mean * time + beta * beta * wander + jumps[1]).squareRoot()
      drift = beta * mean * time + jumps[0]
      isSkewedDown = 3 * beta * alone * wander + jumps[2] < 0
      let jump = model.jumps.jumps.map(JumpStencil.range) ?? 0...0
      let range = model.intensity > 0 ? jump.upperBound - jump.lowerBound : 0
      let detours = (0...16).map { part -> Double in
        let share = Double(part) / 16
        return beta * share * time * (heston.meanVariance(over: share * time) - mean)
      }
      (fall, rise) = (-detours.min()!, detours.max()!)
      spacing = ((Self.heavy + Self.light) * width + range + fall + rise) / Double(states - 1)
      let price = alone * mean * time / (spacing * spacing) / Self.stepVariance
      // A step of the highest variance is to lead over an eighth of the columns at most.
      let reach = 15 / (spacing * Double(states))
      let longest = alone * VarianceMesh.range(heston, time: time).upperBound * time * reach * reach
      let least = max(Self.leastSteps, 4 * heston.reversion * time, 2 * model.intensity * time, longest)
      func swing(_ nodes: Int) -> Double {
        let width = VarianceMesh(heston, time: time, nodes: nodes).width
        return xi * xi / (4 * width * width) * time / Self.moveChance
      }
      // A variance that walks on nodes so near that it needs many more steps than the price has fewer of them.
      var rows = nodes ?? Self.usualNodes(model)
      let most = nodes ?? rows + 13
      while rows < most, swing(rows + 1) <= price { rows += 1 }
      while rows > Self.leastNodes, swing(rows) > max(price, least, Self.usualSteps) { rows -= 1 }
      let count = max(price, least, swing(rows)).rounded(.up)
      try ChainError.require(
        count <= LatticeDesign.stepLimit, "states", states, allowed: "fewer: \(count) steps would be needed")
      (self.nodes, steps) = (rows, Int(bounded: count))
    }

    /// Variance of the variance's integral, near enough to say how wide the mesh must be.
    private static func wander(_ heston: HestonModel, _ time: Double) -> Double {
      let xi = heston.volatilityOfVariance
      let decay = heston.reversion * time
      let shape =
        decay > 0.01
        ? (decay + 2 * Double.expMinusOne(-decay) - Double.expMinusOne(-2 * decay) / 2)
          / (decay * decay * decay)
        : 1.0 / 3
      return xi * xi * max(heston.variance, heston.longVariance) * time * time * time * shape
    }
  }
}
