import RealModule

/// The Ornstein-Uhlenbeck process `dX = theta (mean - X) dt + sigma dW` as a three-outcome walk on an
/// interval.
///
/// The mesh covers `mean +- halfWidth` stationary standard deviations; its ends reflect (a blocked step stays
/// put). From the cell at distance x of the mean a walker moves with probability `s`, the same in all cells,
/// and then to the left or right with `1/2 +- x (1 - exp(-theta dt)) / (2 s h)`, where
/// `s h^2 = 2 (1 - exp(-theta dt)) sd^2` and `sd^2 = sigma^2 / (2 theta)`. The square of the mean step is not
/// added to the variance of the step, as is common:
/// - the mean decays as `exp(-theta t)` exactly at every step, and the stationary variance is `sd^2` exactly,
///   for any time step (both up to what the ends cut off); the variance on the way is first order in the time
///   step;
/// - the stationary law of the cells is second order in the spacing. (It is a central difference: locally
///   consistent in the sense of Kushner and Dupuis with error dt^2 in the mean.)
/// - in a tree of gates, "move" is one gate for all cells and the drift sits in the direction gate alone,
///   whose numerators `1/2 - i halfWidth^2 / cells^2` step evenly from cell to cell, i counted from the
///   middle. If `halfWidth^2 / cells^2` is a whole number of units of the gate's grid (with an even number of
///   cells an even one), all direction gates inside the mesh are exact: `exactHalfWidth`. With
///   `moveProbability` on the grid too, rounding touches the two end cells only.
///
/// When not to use it: a time step with `theta dt` near one (the variance on the way), or a mesh of so few
/// cells that `halfWidth^2 > cells`.
public struct OrnsteinUhlenbeckWalk: Hashable, Sendable {
  public var theta: Double
  public var sigma: Double
  public var mean: Double
  public var cells: Int
  /// Half the width of the mesh, in stationary standard deviations.
  public var halfWidth: Double
  public var timeStep: Double

  public init(
    theta: Double, sigma: Double, mean: Double = 0, cells: Int, halfWidth: Double = 4,
    timeStep: Double
  ) {
    self.theta = theta
    self.sigma = sigma
    self.mean = mean
    self.cells = cells
    self.halfWidth = halfWidth
    self.timeStep = timeStep
  }

  /// The walk whose time step makes the probability of moving `moveProbability`.
  ///
  /// - Throws: `ChainError.badParameter` if it lies outside 0 ... 1 or no time step gives it.
  public init(
    theta: Double, sigma: Double, mean: Double = 0, cells: Int, halfWidth: Double = 4,
    moveProbability: Double
  ) throws {
    self.init(
      theta: theta, sigma: sigma, mean: mean, cells: cells, halfWidth: halfWidth, timeStep: 1)
    try check()
    let decay = moveProbability * spacing * spacing / (2 * standardDeviation * standardDeviation)
    try ChainError.require(
      moveProbability > 0 && moveProbability <= 1 && decay < 1, "moveProbability", moveProbability,
      allowed: "above 0, at most \(min(1, moveProbability / decay))")
    timeStep = -Double.log(onePlus: -decay) / theta
  }

  /// The half-width nearest to `wanted` at which every direction gate inside the mesh is exact on a grid of
  /// `bits` bits; nil if there is none with `halfWidth^2 <= cells`.
  public static func exactHalfWidth(cells: Int, near wanted: Double, bits: Int) -> Double? {
    guard cells > 0, (1...16).contains(bits), wanted.isFinite else { return nil }
    let (unit, stride) = (1 / Double(1 << bits), cells % 2 == 0 ? 2 : 1)
    let size = Double(cells)
    let candidates = Swift.stride(from: stride, through: 1 << bits, by: stride)
      .map { size * (Double($0) * unit).squareRoot() }
      .filter { $0 * $0 <= size }
    return candidates.min { abs($0 - wanted) < abs($1 - wanted) }
  }
}

extension OrnsteinUhlenbeckWalk {
  /// Standard deviation of the stationary law.
  public var standardDeviation: Double { sigma / (2 * theta).squareRoot() }
  public var spacing: Double { 2 * halfWidth * standardDeviation / Double(cells) }
  /// The probability of moving in a step.
  public var moveProbability: Double {
    let ratio = standardDeviation / spacing
    return -2 * Double.expMinusOne(-theta * timeStep) * ratio * ratio
  }

  /// - Throws: `ChainError.badParameter` for a parameter outside its range, a time step too long for the
  ///   mesh, or a mesh too coarse for its width.
  public func chain() throws -> MarkovChain {
    try check()
    let move = moveProbability
    try ChainError.require(
      move <= 1, "timeStep", timeStep,
      allowed: "so short that the probability of moving, \(move), is at most 1: "
        + "more time steps or fewer cells")
    let slope = halfWidth * halfWidth / (Double(cells) * Double(cells))
    return try IntervalWalk(
      count: cells, origin: mean - Double(cells - 1) / 2 * spacing, spacing: spacing, lower: .stay,
      upper: .stay
    ).chain { cell in
      let right = 0.5 - (Double(cell) - Double(cells - 1) / 2) * slope
      return [(-1, move * (1 - right)), (0, 1 - move), (1, move * right)]
    }
  }

  /// Walkers from the cell nearest to `x`, walked for `steps` steps.
  public func problem(from x: Double, steps: Int) throws -> WalkProblem {
    let chain = try chain()
    return WalkProblem(
      stages: [chain], start: try StartWeights.point(cell(at: x), of: chain), horizon: .steps(steps))
  }

  /// The cell whose centre is nearest to `x`; the end cells take what lies outside.
  public func cell(at x: Double) -> Int {
    let place = ((x - mean) / spacing + Double(cells) / 2).rounded(.down)
    return Int(min(max(place, 0), Double(cells - 1)))
  }

  /// The exact stationary law of the process, per cell; the end cells take the tails. Sums to one.
  public var stationaryLaw: [Double] {
    let unit = 2 * halfWidth / Double(cells)
    return (0..<cells).map { cell in
      let lower = cell == 0 ? -Double.infinity : -halfWidth + Double(cell) * unit
      let upper = cell == cells - 1 ? Double.infinity : -halfWidth + Double(cell + 1) * unit
      return normalMass(from: lower, to: upper)
    }
  }

  private func check() throws {
    try ChainError.requireCount("cells", cells, atLeast: 2)
    for (name, value) in [
      ("theta", theta), ("sigma", sigma), ("halfWidth", halfWidth), ("timeStep", timeStep),
      ("spacing", spacing),
    ] {
      try ChainError.requirePositive(name, value)
    }
    try ChainError.require(mean.isFinite, "mean", mean, allowed: "a finite number")
    try ChainError.require(
      halfWidth * halfWidth <= Double(cells), "halfWidth", halfWidth,
      allowed: "at most \(Double(cells).squareRoot()), the square root of the \(cells) cells")
  }
}

/// The mass of the standard normal law between `lower` and `upper`, without cancellation in the tails.
func normalMass(from lower: Double, to upper: Double) -> Double {
  let half = 0.5.squareRoot()
  if lower >= 0 { return (Double.erfc(lower * half) - Double.erfc(upper * half)) / 2 }
  if upper <= 0 { return (Double.erfc(-upper * half) - Double.erfc(-lower * half)) / 2 }
  return (Double.erf(upper * half) - Double.erf(lower * half)) / 2
}
