import FixedPoint
import RealModule

/// A jump-diffusion as a schedule of two chains used in turn: "jump or stay", then a step of the diffusion.
///
/// Both trees are small: the rare jump has its own gate and its own stencil, and the diffusion has three outcomes. A
/// step of the process takes two steps of the walk. Nodes, frozen margins and read-out are as for `CoMovingLattice`,
/// which draws both in one step.
///
/// Error: as for `CoMovingLattice` (the compound Poisson step is exact and independent of the diffusion), but jumps
/// fall on nodes without the diffusion's smoothing, and one gate says the chance of a jump to half a unit of the grid: the number of
/// steps is chosen so that this is near.
public struct TwoStageJumps: Hashable, Sendable {
  public let process: LevyProcess
  public let time: Double
  public let states: Int
  public let grid: ProbabilityGrid
  /// Steps of the process; the walk takes twice as many.
  public let steps: Int
  public let jump: StepStencil
  public let diffusion: StepStencil

  /// - Throws: `ChainError.badParameter` for a process without jumps or without a diffusion, a parameter out of range,
  ///   or too few states for the reach of the jumps.
  public init(
    process: LevyProcess, time: Double, states: Int, grid: ProbabilityGrid, width: Double = 4.5
  ) throws {
    let design = LatticeDesign(
      process: process, time: time, states: states, grid: grid, width: width, stepMultiple: 1,
      stencil: .threeOutcomes)
    try design.check()
    try ChainError.requirePositive("jump intensity", process.intensity)
    let diffusion = StepStencil.threeOutcomes(grid: grid)
    let wanted =
      process.variance * time / (diffusion.drawn.variance * design.wantedSpacing * design.wantedSpacing)
    let candidates = try design.stepRange(wanted).compactMap {
      Self.candidate(process, time, steps: $0, diffusion.drawn, grid)
    }
    guard let best = candidates.min(by: { $0.cost < $1.cost }) else { throw design.tooFewStates }
    let (steps, jump) = (best.steps, best.refined(grid))
    (self.process, self.time, self.states, self.grid) = (process, time, states, grid)
    (self.steps, self.jump, self.diffusion) = (steps, jump, diffusion)
    let reach = jump.ideal.reach
    startState = design.plainRange().start(of: states, reach: (max(1, reach.below), max(1, reach.above)))
    guard walkingStates.count >= 3 else { throw design.tooFewStates }
  }

  /// The nodes that walk; the others are frozen in both stages.
  public var walkingStates: Range<Int> {
    let reach = jump.ideal.reach
    let (low, high) = (max(1, reach.below), states - max(1, reach.above))
    return low..<max(low, high)
  }
  /// The middle walking node, or off it where jumps carry the walk to one side.
  public let startState: Int

  /// The values of the nodes after `steps` steps of the process, twice as many of the walk.
  ///
  /// - Throws: `ChainError.badParameter` for fewer than one step or a time that is not positive.
  public func readOut(after steps: Int, time: Double) throws -> LatticeReadOut {
    try ChainError.requireCount("steps", steps)
    try ChainError.requirePositive("time", time)
    let count = Double(steps)
    let variance = jump.drawn.variance + diffusion.drawn.variance
    let spacing = (time * process.cumulant(2) / (count * variance + 1 / 12)).squareRoot()
    let drift = time * process.cumulant(1) - count * jump.drawn.mean * spacing
    return LatticeReadOut(origin: drift - Double(startState) * spacing, spacing: spacing)
  }

  /// The two stages, jumps first, with their gates.
  public func design() throws -> [QuantizedChain] {
    let spacing = try readOut(after: steps, time: time).spacing
    return try [jump, diffusion].map { stencil in
      QuantizedChain(
        ideal: try chain(stencil.ideal, spacing), quantized: try chain(stencil.drawn, spacing),
        trees: (0..<states).map { walkingStates.contains($0) ? stencil.tree : nil }, grid: grid)
    }
  }

  private func chain(_ law: StepLaw, _ spacing: Double) throws -> MarkovChain {
    try law.chain(
      states: states, walking: walkingStates, origin: -Double(startState) * spacing, spacing: spacing)
  }

  /// A number of steps and the gates of its jumps, each at its nearest numerator.
  private struct Candidate {
    var steps: Int
    var ideal: StepLaw
    var draft: GateTreeDraft
    var cost: Double

    func refined(_ grid: ProbabilityGrid) -> StepStencil {
      let fit = WalkFit(ideal: ideal, steps: steps)
      return StepStencil(
        offsets: ideal.offsets, ideal: ideal.probabilities,
        draft: GateSearch().improve(draft, cost: fit.cost).draft)
    }
  }

  private static func candidate(
    _ process: LevyProcess, _ time: Double, steps: Int, _ diffusion: StepLaw, _ grid: ProbabilityGrid
  ) -> Candidate? {
    let timeStep = time / Double(steps)
    let variance = diffusion.variance + 1 / (12 * Double(steps))
    let stencil = JumpStencil(
      process: process, timeStep: timeStep, variance: 0,
      spacing: (process.variance * timeStep / variance).squareRoot(), nearReach: 0, time: time)
    var law = stencil.law()?.steps.filter { $0.offset != 0 } ?? []
    guard !law.isEmpty, law.count <= StencilLayout.farLimit else { return nil }
    law.append((0, 1 - law.reduce(0) { $0 + $1.probability }))
    law.sort { $0.offset < $1.offset }
    let ideal = StepLaw(unchecked: law.map(\.offset), law.map(\.probability))
    guard ideal.probabilities.allSatisfy({ $0 > 0 }) else { return nil }
    var draft = GateTreeDraft(masses: ideal.probabilities, grid: grid)
    let far = draft.balanced(ideal.offsets.indices.filter { ideal.offsets[$0] != 0 }[...], depth: 4)
    _ = draft.join(ideal.offsets.firstIndex(of: 0)!, far)
    // The share of the variance that jumps have is rounded as well: the diffusion's is not, and the mesh cannot tell.
    let swing = StepLaw(unchecked: ideal.offsets, draft.law).variance / ideal.variance - 1
    return Candidate(
      steps: steps, ideal: ideal, draft: draft,
      cost: WalkFit(ideal: ideal, steps: steps).cost(draft.law) + swing * swing)
  }
}
