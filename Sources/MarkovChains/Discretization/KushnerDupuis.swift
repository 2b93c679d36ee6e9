/// A general diffusion on a uniform mesh by locally consistent nearest-neighbour steps.
///
/// Source: Kushner and Dupuis, Numerical Methods for Stochastic Control Problems in Continuous Time, 2nd ed. 2001,
/// chapter 5. Mean and variance of a step are drift dt and variance dt to leading order.
///
/// Error: `upwind` first order in the spacing (it adds a diffusion of spacing times |drift|) for any drift; `central`
/// second order, where |drift| spacing <= variance.
public struct KushnerDupuis: Sendable {
  public enum Scheme: String, Hashable, Sendable, CaseIterable {
    case upwind
    case central
  }

  public var diffusion: Diffusion
  public var scheme: Scheme
  /// Place of the first node.
  public var origin: Double
  public var spacing: Double
  public var count: Int
  public var lower: Boundary
  public var upper: Boundary

  public init(
    diffusion: Diffusion, scheme: Scheme, origin: Double, spacing: Double, count: Int, lower: Boundary,
    upper: Boundary
  ) {
    (self.diffusion, self.scheme) = (diffusion, scheme)
    (self.origin, self.spacing, self.count) = (origin, spacing, count)
    (self.lower, self.upper) = (lower, upper)
  }

  /// The longest time step for which every row is a law.
  ///
  /// - Throws: `ChainError.badParameter` for a mesh or a coefficient out of range, or a diffusion that never moves.
  public func longestTimeStep() throws -> Double {
    try check()
    let rate =
      try (0..<count).map { cell -> Double in
        let (drift, variance) = try coefficients(cell)
        let diffusive = variance / (spacing * spacing)
        return scheme == .upwind ? diffusive + abs(drift) / spacing : diffusive
      }.max() ?? 0
    try ChainError.requirePositive("largest rate of leaving a node", rate)
    return 1 / rate
  }

  /// The chain of steps of length `timeStep`.
  ///
  /// - Throws: `ChainError.badParameter` for a time step too long, a coefficient that is not finite, or, with
  ///   `central`, a drift too large for the spacing.
  public func chain(timeStep: Double) throws -> MarkovChain {
    let longest = try longestTimeStep()
    try ChainError.requirePositive("timeStep", timeStep)
    try ChainError.require(
      timeStep <= longest * (1 + 1e-12), "timeStep", timeStep, allowed: "at most \(longest) on this mesh")
    return try IntervalWalk(count: count, origin: origin, spacing: spacing, lower: lower, upper: upper)
      .chain { cell in
        let (left, right) = try steps(cell, timeStep)
        return [(-1, left), (0, max(0, 1 - left - right)), (1, right)]
      }
  }

  private func steps(_ cell: Int, _ timeStep: Double) throws -> (left: Double, right: Double) {
    let (drift, variance) = try coefficients(cell)
    let spread = variance * timeStep / (2 * spacing * spacing)
    let shift = drift * timeStep / spacing
    switch scheme {
    case .upwind: return (spread + max(0, -shift), spread + max(0, shift))
    case .central:
      try ChainError.require(
        abs(drift) * spacing <= variance, "drift at \(origin + Double(cell) * spacing)", drift,
        allowed: "at most \(variance / spacing) in size, variance over spacing: a finer mesh, or upwind")
      return (spread - shift / 2, spread + shift / 2)
    }
  }

  private func coefficients(_ cell: Int) throws -> (drift: Double, variance: Double) {
    let place = origin + Double(cell) * spacing
    let (drift, variance) = (diffusion.drift(place), diffusion.variance(place))
    try ChainError.require(drift.isFinite, "drift at \(place)", drift, allowed: "a finite number")
    try ChainError.require(
      variance >= 0 && variance.isFinite, "variance at \(place)", variance,
      allowed: "a finite number not below 0")
    return (drift, variance)
  }

  private func check() throws {
    try ChainError.requireCount("nodes", count)
    try ChainError.requirePositive("spacing", spacing)
    try ChainError.require(origin.isFinite, "origin", origin, allowed: "a finite number")
    let last = origin + Double(count - 1) * spacing
    try ChainError.require(
      origin >= diffusion.domain.lowerBound && last <= diffusion.domain.upperBound, "mesh",
      "\(origin) to \(last)", allowed: "inside the domain of the process, \(diffusion.domain)")
  }
}
