import FixedPoint
import RealModule

/// A walk without drift on integer nodes whose read-out carries the drift: a Levy process on what a chip can draw.
///
/// In every step a walker makes a symmetric step of the diffusion or, on a gate of its own, jumps: one tree of gates,
/// the same on every walking node. Nothing is rounded that makes a drift, and the mesh is chosen after the gates:
/// `readOut` gives nodes their values such that mean and variance after any number of steps are those of the process,
/// exactly. The middle nodes walk; at both ends as many nodes as the longest offset are frozen (absorbing), so every
/// exit of a row leads to a state of its own.
///
/// Error: fourth order in the spacing h for smooth payoffs, with steps of variance h^2/3 or of vanishing fourth cumulant,
/// up to what the grid's bits leave of h^2; a kink between nodes adds a part of third order. Exact in time. Jumps: see `JumpStencil`: spectral for normal jumps, for exponential ones what their fit leaves.
public struct CoMovingLattice: Hashable, Sendable {
  public let process: LevyProcess
  /// The time that `steps` steps stand for.
  public let time: Double
  public let steps: Int
  /// All states, walking and frozen.
  public let states: Int
  /// Distance of nodes for the whole time.
  public let spacing: Double
  public let grid: ProbabilityGrid
  public let stencil: StepStencil
  /// Whether walkers step by the law that was asked for and not by that of the gates.
  public let isIdeal: Bool
  /// Where the walk starts: the middle walking node, or off it where jumps carry the walk to one side.
  public let startState: Int

  /// Chooses steps, spacing and gates.
  ///
  /// - Parameters:
  ///   - states: all states, walking and frozen; 51 to 401 are usual.
  ///   - width: distance from the start to the first frozen node, in standard deviations of the process over
  ///     `time`; nil for 5, with jumps 4.5.
  ///   - stepMultiple: the number of steps is a multiple of this, so that dates fall on steps.
  ///   - stencil: outcomes of the diffusion's part; nil takes three without jumps, and with jumps what comes nearest
  ///     to the process's law.
  ///   - exponent: payoffs grow like exp(exponent x) with the process: 1 for the logarithm of a price. With jumps the range
  ///     of the nodes depends on it, and the error by which the lattice is chosen.
  /// - Throws: `ChainError.badParameter` for a process out of range or without a diffusion, a time or width that is
  ///   not positive, or too few states for the reach of the jumps or for one step.
  public init(
    process: LevyProcess, time: Double, states: Int, grid: ProbabilityGrid, width: Double? = nil,
    stepMultiple: Int = 1, stencil: DiffusionStencil? = nil, exponent: Double = 0
  ) throws {
    let hasJumps = process.intensity > 0 && process.jumps != nil
    self = try LatticeDesign(
      process: process, time: time, states: states, grid: grid, width: width ?? (hasJumps ? 4.5 : 5),
      stepMultiple: stepMultiple, stencil: stencil, exponent: exponent
    ).best()
  }

  init(
    process: LevyProcess, time: Double, steps: Int, states: Int, grid: ProbabilityGrid, stencil: StepStencil,
    start: Int, isIdeal: Bool
  ) {
    (self.process, self.time, self.steps, self.states) = (process, time, steps, states)
    (self.grid, self.stencil, self.isIdeal) = (grid, stencil, isIdeal)
    startState = start
    let law = isIdeal ? stencil.ideal : stencil.drawn
    spacing = Self.spacing(process, time: time, steps: steps, law: law)
  }

  /// The lattice of the same steps and offsets with the probabilities before rounding.
  public var ideal: CoMovingLattice { version(isIdeal: true) }

  private func version(isIdeal: Bool) -> CoMovingLattice {
    CoMovingLattice(
      process: process, time: time, steps: steps, states: states, grid: grid, stencil: stencil,
      start: startState, isIdeal: isIdeal)
  }

  public var timeStep: Double { time / Double(steps) }
  /// The law of a step, in nodes.
  public var law: StepLaw { isIdeal ? stencil.ideal : stencil.drawn }
  /// The nodes that walk.
  public var walkingStates: Range<Int> {
    let reach = law.reach
    return reach.below..<(states - reach.above)
  }

  /// The values of the nodes after `steps` steps, when these stand for `time`: mean and variance of the unbounded walk
  /// with a walker spread over its cell are those of the process's increment, exactly.
  ///
  /// - Throws: `ChainError.badParameter` for fewer than one step or a time that is not positive.
  public func readOut(after steps: Int, time: Double) throws -> LatticeReadOut {
    try ChainError.requireCount("steps", steps)
    try ChainError.requirePositive("time", time)
    let spacing = Self.spacing(process, time: time, steps: steps, law: law)
    let drift = time * process.cumulant(1) - Double(steps) * law.mean * spacing
    return LatticeReadOut(origin: drift - Double(startState) * spacing, spacing: spacing)
  }

  /// spacing^2 (steps variance + 1/12) = variance of the process.
  private static func spacing(_ process: LevyProcess, time: Double, steps: Int, law: StepLaw) -> Double {
    (time * process.cumulant(2) / (Double(steps) * law.variance + 1 / 12)).squareRoot()
  }
}

extension CoMovingLattice {
  /// The chain of the walk: offsets from the start times `spacing` are the places of the states.
  public func chain() throws -> MarkovChain {
    try law.chain(
      states: states, walking: walkingStates, origin: -Double(startState) * spacing, spacing: spacing)
  }

  /// The chain that was asked for, the chain that the gates draw, each on its own spacing, and the gates: every walking
  /// node has the same tree.
  public func design() throws -> QuantizedChain {
    let walking = walkingStates
    return QuantizedChain(
      ideal: try ideal.chain(), quantized: try version(isIdeal: false).chain(),
      trees: (0..<states).map { walking.contains($0) ? stencil.tree : nil }, grid: grid)
  }
}
