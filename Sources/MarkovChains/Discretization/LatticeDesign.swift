import FixedPoint
import RealModule

/// Chooses the number of steps and the gates of a `CoMovingLattice`.
///
/// The number of steps may be up to a fifth off what the width asks for, so that the chance of a jump in a step is
/// near what the gates can say. Among all candidates the one whose gates come nearest to the process's cumulants is
/// refined by a search over numerators.
struct LatticeDesign {
  let process: LevyProcess
  let time: Double
  let states: Int
  let grid: ProbabilityGrid
  /// From the start to the first frozen node, in standard deviations.
  let width: Double
  /// The number of steps is a multiple of this.
  let stepMultiple: Int
  let stencil: DiffusionStencil?

  private struct Candidate {
    var steps: Int
    var layout: StencilLayout
    var draft: GateTreeDraft
    var cost: Double
    var hasAllJumps: Bool
  }

  /// Candidates that are refined.
  private static let finalists = 4
  /// Most numbers of steps that are tried for a stencil.
  private static let stepChoices = 48
  static let stepLimit = 100_000_000.0

  func best() throws -> (stencil: StepStencil, steps: Int) {
    try check()
    let finalists = try candidates().sorted { $0.cost < $1.cost }.prefix(Self.finalists)
    let refined = finalists.map { candidate -> Candidate in
      guard hasJumps else { return candidate }
      let law = StepLaw(unchecked: candidate.layout.offsets, candidate.layout.probabilities)
      let fit = WalkFit(ideal: law, steps: candidate.steps)
      var result = candidate
      (result.draft, result.cost) = GateSearch().improve(candidate.draft, cost: fit.cost)
      return result
    }
    guard let best = refined.min(by: { $0.cost < $1.cost }) else { throw tooFewStates }
    let stencil = StepStencil(
      offsets: best.layout.offsets, ideal: best.layout.probabilities, draft: best.draft)
    return (stencil, best.steps)
  }

  private var hasJumps: Bool { process.intensity > 0 && process.jumps != nil }
  private var deviation: Double { (time * process.cumulant(2)).squareRoot() }

  /// The spacing at which the mesh has the width that was asked for.
  var wantedSpacing: Double {
    let range = hasJumps ? process.jumps.map(JumpStencil.range) ?? 0...0 : 0...0
    return (2 * width * deviation + range.upperBound - range.lowerBound) / Double(states - 1)
  }

  private func candidates() throws -> [Candidate] {
    var found: [Candidate] = []
    for pair in pairChoices {
      let variance = NearLaw.normal(pair: pair).variance
      let wanted = process.variance * time / (variance * wantedSpacing * wantedSpacing)
      try ChainError.require(
        wanted <= Self.stepLimit, "states", states, allowed: "fewer: \(wanted) steps would be needed")
      for steps in try stepRange(wanted) {
        if let candidate = candidate(steps: steps, pair: pair) { found.append(candidate) }
      }
    }
    // A mesh on which small jumps have no node is only taken where there is no other.
    return found.contains(where: \.hasAllJumps) ? found.filter(\.hasAllJumps) : found
  }

  func stepRange(_ wanted: Double) throws -> [Int] {
    // More steps than wanted make the mesh narrower: fewer, but for one multiple.
    try ChainError.require(
      wanted * 1.2 >= Double(stepMultiple) || stepMultiple == 1, "states", states,
      allowed: "more: \(stepMultiple) dates take as many steps at least, this mesh \(Int(wanted))")
    let unit = Double(stepMultiple)
    func multiple(_ steps: Double) -> Int { max(1, Int((steps / unit).rounded(.down))) * stepMultiple }
    guard hasJumps else {
      return [stepMultiple == 1 ? max(1, Int((wanted - 1 / 12).rounded())) : multiple(wanted)]
    }
    let (low, high) = (multiple(wanted * 0.8), multiple((wanted * 1.2).rounded(.up)))
    let stride = max(1, (high - low) / stepMultiple / Self.stepChoices) * stepMultiple
    return Array(Swift.stride(from: low, through: high, by: stride))
  }

  /// Probabilities of the outer pair of the diffusion's stencil that are tried; 0 is three outcomes.
  private var pairChoices: [Double] {
    let unit = 1 / Double(grid.denominator)
    let rare = (1...6).map { Double($0) * unit }
    let frequent = (-4...4).map { ((1 / (6 * unit)).rounded() + Double($0)) * unit }.filter { $0 > 0 }
    switch stencil {
    case .threeOutcomes: return [0]
    case .fiveOutcomes: return frequent
    case nil:
      guard hasJumps else { return [0] }
      // Exponential jumps are put on nodes step by step: short steps serve them better.
      if case .doubleExponential = process.jumps { return [0] + rare }
      return [0] + rare + frequent
    }
  }

  /// `pair` moved by less than a unit such that pair and jumps together are a multiple of the grid's unit.
  private func adjusted(_ pair: Double, jumping: Double) -> Double {
    guard pair > 0 else { return 0 }
    let unit = 1 / Double(grid.denominator)
    return ((pair + jumping) / unit).rounded(.up) * unit - jumping
  }

  private func candidate(steps: Int, pair: Double) -> Candidate? {
    let timeStep = time / Double(steps)
    let jumping = -Double.expMinusOne(-process.intensity * timeStep)
    let near = NearLaw.normal(pair: adjusted(pair, jumping: jumping) / (1 - jumping))
    guard near.isProper else { return nil }
    let spacing = (process.variance * timeStep / (near.variance + 1 / (12 * Double(steps)))).squareRoot()
    let jumps = JumpStencil(
      process: process, timeStep: timeStep, variance: near.variance * spacing * spacing, spacing: spacing,
      nearReach: near.reach)
    guard let (far, missing) = hasJumps ? jumps.law() : ([], 0) else { return nil }
    let layout = StencilLayout(near: near, jumping: jumping, far: far)
    let law = StepLaw(unchecked: layout.offsets, layout.probabilities)
    guard states - law.reach.below - law.reach.above >= 3, law.probabilities.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    let draft = layout.draft(grid: grid)
    let cost = WalkFit(ideal: law, steps: steps).cost(draft.law)
    return Candidate(
      steps: steps, layout: layout, draft: draft, cost: cost, hasAllJumps: missing < 1e-6)
  }

  var tooFewStates: ChainError {
    let enough = enoughStates.map { "; \($0) are enough" } ?? ""
    return .badParameter(
      name: "states", value: String(states),
      allowed: "more, for jumps that reach as far as these beside a diffusion of this size\(enough)")
  }

  /// A number of states that can carry the process, found by doubling; nil if 10,000 cannot.
  private var enoughStates: Int? {
    sequence(first: 2 * states + 1) { 2 * $0 + 1 }.prefix { $0 <= 10_000 }.first { count in
      let design = LatticeDesign(
        process: process, time: time, states: count, grid: grid, width: width, stepMultiple: stepMultiple,
        stencil: stencil)
      return (try? design.candidates())?.isEmpty == false
    }
  }

  func check() throws {
    try process.check()
    try ChainError.requirePositive("variance of the diffusion", process.variance)
    try ChainError.requirePositive("time", time)
    try ChainError.requirePositive("width", width)
    try ChainError.requireCount("states", states, atLeast: 5)
    try ChainError.requireCount("step multiple", stepMultiple)
    try ChainError.requirePositive("standard deviation over the time", deviation)
    try ChainError.requirePositive("spacing", wantedSpacing)
  }
}
