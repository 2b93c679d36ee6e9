import RealModule

/// Angular fluence of particles that stream and scatter in a slab with leaking faces.
///
/// Source: Smith et al., Nature Electronics 5, 102 (2022). Cells x directions, and the absorbing state
/// "escaped". Directions have cosines at the midpoints of `directions` equal parts of [-1, 1]; the time step
/// moves a particle of direction d by a whole odd number of cells, `2 d + 1 - directions`. It moves along the
/// direction it has, then it may scatter or be absorbed for good. (Moving along the new direction gives the
/// same scalar fluence, since the walk starts isotropic and scatters isotropically; the single states
/// differ.)
///
/// In a step there is one event with probability `R dt exp(-R dt)`, `R = v (Sigma_s + Sigma_a)`; of these the
/// share `Sigma_s / (Sigma_s + Sigma_a)` scatters to any of the directions with equal chances.
///
/// Error: first order in the time step (two events in a step are not counted) and hence in the cell, since
/// the time step is locked to the mesh. The transport equation gives 0.0331 beside the centre for the same 30
/// directions, this chain 0.03255.
public struct SlabFluence: Hashable, Sendable {
  /// Half-width of the slab [-halfWidth, halfWidth].
  public var halfWidth: Double
  public var cells: Int
  public var directions: Int
  public var speed: Double
  public var scattering: Double
  public var absorption: Double
  /// What a visit of a particle from one lit state counts in the fluence (the source strength of a step).
  public var source: Double
  /// Cells whose whole width lies in |x| < sourceHalfWidth are lit.
  public var sourceHalfWidth: Double

  /// The defaults are the published parameters: 30 x 30 states, v = 200, Sigma_s = 0.15, source 0.015 in |x|
  /// < 0.5.
  public init(
    halfWidth: Double = 1, cells: Int = 30, directions: Int = 30, speed: Double = 200,
    scattering: Double = 0.15, absorption: Double = 0, source: Double = 0.015,
    sourceHalfWidth: Double = 0.5
  ) {
    self.halfWidth = halfWidth
    self.cells = cells
    self.directions = directions
    self.speed = speed
    self.scattering = scattering
    self.absorption = absorption
    self.source = source
    self.sourceHalfWidth = sourceHalfWidth
  }

  public var spacing: Double { 2 * halfWidth / Double(cells) }
  /// Width of a direction's part of the cosine.
  public var directionWidth: Double { 2 / Double(directions) }
  /// The time in which a direction's cosine, `(2 d + 1 - directions) / directions`, makes that many cells.
  public var timeStep: Double { spacing * Double(directions) / speed }

  /// The probability of an event in a step.
  public var eventProbability: Double {
    let mean = speed * (scattering + absorption) * timeStep
    return mean * Double.exp(-mean)
  }
}

extension SlabFluence {
  /// - Throws: `ChainError.badParameter` for a parameter outside its range.
  public func chain() throws -> MarkovChain {
    try check()
    let total = scattering + absorption
    let scatter = total == 0 ? 0 : eventProbability * (scattering / total)
    let absorb = total == 0 ? 0 : eventProbability * (absorption / total)
    // Killing comes first in a step; what survives scatters with the conditional probability.
    let turn = scatter / (1 - absorb) / Double(directions)
    let keep = 1 - turn * Double(directions - 1)
    let walk = DirectionWalk(
      cells: cells, directions: directions, origin: -halfWidth + spacing / 2, spacing: spacing,
      lower: .absorbing("escaped"), upper: .absorbing("escaped"))
    let streaming = try walk.chain { _, direction in
      let offset = max(-cells, min(cells, 2 * direction + 1 - directions))
      return (0..<directions).map { (offset, $0, $0 == direction ? keep : turn) }
    }
    return absorb > 0 ? try streaming.killing(probability: absorb, name: "absorbed") : streaming
  }

  /// Cells whose midpoint lies strictly inside the source, by comparison of indices.
  public var litCells: [Int] {
    let limit = sourceHalfWidth / halfWidth * Double(cells) * (1 - 1e-12)
    return (0..<cells).filter { Double(abs(2 * $0 + 1 - cells)) < limit }
  }

  /// One particle on every lit state, until all have escaped or been absorbed.
  public func problem(stepLimit: Int = 10_000) throws -> WalkProblem {
    let chain = try chain()
    let lit = litCells
    try ChainError.require(
      !lit.isEmpty, "sourceHalfWidth", sourceHalfWidth,
      allowed: "more than half a cell of \(spacing), so that a cell is lit")
    var start = [Double](repeating: 0, count: chain.stateCount)
    for cell in lit {
      for direction in 0..<directions { start[cell * directions + direction] = 1 }
    }
    return WalkProblem(stages: [chain], start: start, horizon: .absorption(limit: stepLimit))
  }

  /// The scalar fluence of every cell from the mean visits per unit of start weight.
  ///
  /// - Parameter startVisitWeight: how much the visit at the start counts: 1/2 is the trapezoidal rule in
  ///   time (second order), 0 leaves it out as the published figure does.
  public func scalarFluence(
    visits: [Double], start: [Double], startVisitWeight: Double = 0.5
  ) -> [Double] {
    (0..<cells).map { cell in
      let states = cell * directions..<(cell + 1) * directions
      let sum = states.reduce(0) { $0 + visits[$1] - (1 - startVisitWeight) * start[$1] }
      return directionWidth * source * sum
    }
  }

  private func check() throws {
    for (name, value) in [
      ("halfWidth", halfWidth), ("speed", speed), ("source", source),
      ("sourceHalfWidth", sourceHalfWidth),
    ] {
      try ChainError.requirePositive(name, value)
    }
    for (name, value) in [("scattering", scattering), ("absorption", absorption)] {
      try ChainError.require(
        value >= 0 && value.isFinite, name, value, allowed: "a finite number not below 0")
    }
    try ChainError.requireCount("cells", cells)
    try ChainError.requireCount("directions", directions)
    try ChainError.require(
      directions % 2 == 0, "directions", directions,
      allowed: "an even number: with an odd one the middle direction would never move")
  }
}
