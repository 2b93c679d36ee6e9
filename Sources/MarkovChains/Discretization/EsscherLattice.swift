import FixedPoint
import RealModule

/// A diffusion with drift between barriers that lie on nodes: a walk without drift, and weights that carry the drift.
///
/// By Girsanov's theorem a Brownian motion with drift is one without, weighted with exp(theta x) / E exp(theta x),
/// theta = drift / variance; on the lattice this is Esscher's transform of the step, exact for the walk. Nothing drifts,
/// so barriers stay on their nodes and the gates stay fair. The numerator of the gate "move" and the number of steps
/// are picked together such that the variance is the process's.
///
/// States: one barrier, or two, absorb; an end without a barrier is frozen `width` standard deviations away. With one
/// barrier the spacing divides the distance to it, so that walkers start on a node; with two they start on the two
/// nodes about the start, and the variance that this adds is taken off.
///
/// Error: fourth order in the spacing up to the excess kurtosis of the rounded step, `misfit` in the variance, and
/// what is cut at a frozen end. Continuous barriers.
public struct EsscherLattice: Hashable, Sendable {
  public let process: LevyProcess
  public let time: Double
  public let lower: Double?
  public let upper: Double?
  public let states: Int
  public let grid: ProbabilityGrid
  public let steps: Int
  public let spacing: Double
  /// The increment that state 0 stands for.
  public let origin: Double
  public let stencil: StepStencil
  /// Relative error of the variance.
  public let misfit: Double

  /// - Parameters:
  ///   - process: without jumps.
  ///   - lower: the barrier below the start, a negative distance; nil for none.
  ///   - upper: the barrier above the start; nil for none. One of them must be given.
  ///   - states: all states, absorbing and frozen ones included.
  ///   - width: distance of a frozen end from the mean, in standard deviations.
  /// - Throws: `ChainError.badParameter` for a process with jumps or without a diffusion, a barrier on the wrong side
  ///   or none, or too few states to start between the ends.
  public init(
    process: LevyProcess, time: Double, lower: Double? = nil, upper: Double? = nil, states: Int,
    grid: ProbabilityGrid, width: Double = 5
  ) throws {
    try Self.check(process, time, lower, upper, states, width)
    let spread = (process.variance * time).squareRoot()
    let mean = process.drift * time
    // The walk has no drift and its weights shift the mean: the mesh covers both.
    let low = lower ?? min(0, mean) - width * spread
    let high = upper ?? max(0, mean) + width * spread
    let wanted = (high - low) / Double(states - 1)
    if let lower, upper == nil {
      spacing = -lower / max(1, (-lower / wanted).rounded(.down))
      origin = lower
    } else if let upper, lower == nil {
      spacing = upper / max(1, (upper / wanted).rounded(.down))
      origin = upper - Double(states - 1) * spacing
    } else {
      (spacing, origin) = (wanted, low)
    }
    try ChainError.require(
      spacing > wanted / 2, "barrier", lower ?? upper ?? 0,
      allowed: "farther from the start than half a node of \(wanted): take more states")
    let place = -origin / spacing
    try ChainError.require(
      place > 0.999 && place < Double(states) - 1.999, "states", states,
      allowed: "more, so that a node lies between the start and each end")
    let split = place - place.rounded(.down)
    let wantedVariance = process.variance * time / (spacing * spacing) - 1 / 12 - split * (1 - split)
    let choice = try Self.choose(variance: wantedVariance, grid: grid)
    (stencil, steps, misfit) = (choice.stencil, choice.steps, choice.misfit)
    (self.process, self.time, self.lower, self.upper) = (process, time, lower, upper)
    (self.states, self.grid) = (states, grid)
  }

  /// theta: what the drift is worth in the exponent of the weight.
  public var tilt: Double { process.drift / process.variance }
  public var timeStep: Double { time / Double(steps) }

  public var readOut: LatticeReadOut { LatticeReadOut(origin: origin, spacing: spacing) }

  /// Start weights: one node, or two with the right mean; they sum to one.
  public var start: [Double] {
    var start = [Double](repeating: 0, count: states)
    let place = -origin / spacing
    let nearest = place.rounded()
    if abs(place - nearest) < 1e-9 {
      start[Int(nearest)] = 1
    } else {
      let below = Int(place.rounded(.down))
      (start[below], start[below + 1]) = (1 - place + Double(below), place - Double(below))
    }
    return start
  }

  /// What a walker counts that is on `state` after `steps` steps; for one absorbed by a barrier, after the steps at
  /// which it arrived. The mean of the weights of the unbounded walk is one at all times.
  ///
  /// Payoffs at the end are averaged over the cell with the density exp(tilt x), whose normaliser is not in here.
  public func weight(of state: Int, after steps: Int) -> Double {
    weight(of: state, after: Double(steps), move: stencil.drawn.variance, isContinuous: false)
  }

  /// The same for a walk of three outcomes that moves with probability `move` in a step, or at that rate in continuous
  /// time.
  package func weight(of state: Int, after steps: Double, move: Double, isContinuous: Bool) -> Double {
    let opening = start.enumerated().reduce(0.0) {
      $1.element == 0 ? $0 : $0 + $1.element * Double.exp(tilt * readOut.center(of: $1.offset))
    }
    let gain = move * (Double.cosh(tilt * spacing) - 1)
    let growth = isContinuous ? gain : Double.log(onePlus: gain)
    return Double.exp(tilt * readOut.center(of: state) - steps * growth) / opening
  }

  /// The chain with the probabilities of the gates and their trees.
  public func design() throws -> QuantizedChain {
    let names = [0: lower == nil ? nil : "lower barrier", states - 1: upper == nil ? nil : "upper barrier"]
    func chain(_ law: StepLaw) throws -> MarkovChain {
      try law.chain(
        states: states, walking: 1..<states - 1, origin: origin, spacing: spacing,
        names: names.compactMapValues { $0 })
    }
    let trees = (0..<states).map { $0 == 0 || $0 == states - 1 ? nil : stencil.tree }
    return QuantizedChain(
      ideal: try chain(stencil.ideal), quantized: try chain(stencil.drawn), trees: trees, grid: grid)
  }

  /// The numerator near a third of the grid and the number of steps whose product comes nearest to the variance; of
  /// equally good ones (to 1e-4) the one nearest to a third.
  private static func choose(
    variance: Double, grid: ProbabilityGrid
  ) throws -> (stencil: StepStencil, steps: Int, misfit: Double) {
    try ChainError.require(
      variance > 0.25 && variance <= LatticeDesign.stepLimit, "variance in squared spacings", variance,
      allowed: "0.25 to \(LatticeDesign.stepLimit): more states, or fewer")
    let third = Double(grid.denominator) / 3
    let window = max(1, Int(third * 0.9))...max(1, min(grid.denominator / 2, Int((third * 1.1).rounded(.up))))
    let choices = window.map { numerator -> (numerator: Int, steps: Int, misfit: Double, cost: Double) in
      let move = grid.probability(numerator)
      let steps = max(1, (variance / move).rounded())
      let misfit = steps * move / variance - 1
      let cost = WalkFit.threeOutcomes(misfit: misfit, move: move, steps: steps)
      return (numerator, Int(steps), misfit, cost)
    }
    let best = choices.min { $0.cost < $1.cost }!
    let stencil = StepStencil.threeOutcomes(numerator: best.numerator, grid: grid)
    return (stencil, best.steps, best.misfit)
  }

  private static func check(
    _ process: LevyProcess, _ time: Double, _ lower: Double?, _ upper: Double?, _ states: Int, _ width: Double
  ) throws {
    try process.check()
    try ChainError.require(
      process.intensity == 0, "jump intensity", process.intensity,
      allowed: "0: the weight of this lattice carries a drift, not jumps")
    try ChainError.requirePositive("variance of the diffusion", process.variance)
    try ChainError.requirePositive("time", time)
    try ChainError.requirePositive("width", width)
    try ChainError.requireCount("states", states, atLeast: 5)
    if let lower {
      try ChainError.require(
        lower < 0 && lower.isFinite, "lower barrier", lower, allowed: "a distance below 0")
    }
    if let upper {
      try ChainError.require(
        upper > 0 && upper.isFinite, "upper barrier", upper, allowed: "a distance above 0")
    }
    try ChainError.require(lower != nil || upper != nil, "barriers", "none", allowed: "one or two")
  }
}
