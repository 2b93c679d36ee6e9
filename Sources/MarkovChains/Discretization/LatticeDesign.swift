import FixedPoint
import RealModule

/// Chooses the number of steps, the gates and the place of the start of a `CoMovingLattice`.
///
/// With jumps several ranges, kinds of steps and numbers of steps are tried; the number of steps may be up to a fifth
/// off what the range asks for, so that the chance of a jump in a step is near what the gates can say. Those whose
/// gates come nearest to their law's cumulants are refined by a search over numerators; the one of the least exact
/// error, `LatticeError`, is taken.
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
  /// Payoffs grow like exp(exponent x).
  var exponent = 0.0

  private struct Candidate {
    var steps: Int
    var layout: StencilLayout
    var draft: GateTreeDraft
    var cost: Double
    var hasAllJumps: Bool
    /// Whether jumps and diffusion are one law, `MergedStep`.
    var isMerged = false
    var range: WalkRange
    var kind: Kind
    var law: StepLaw { StepLaw(unchecked: layout.offsets, layout.probabilities) }
  }

  /// A kind of step: the diffusion's law and how many offsets jumps may have.
  private struct Kind: Hashable {
    /// Probability of the outer pair of the diffusion's stencil; 0 is three outcomes.
    var pair = 0.0
    /// The chance to move of three outcomes.
    var moving = 1.0 / 3
    var farLimit = StencilLayout.farLimit
    /// To where exponential jumps are followed.
    var tail = Self.tails[0]

    static let tails = [3e-5, 1e-6]
  }

  /// Candidates of a range that are refined.
  private static let finalists = 2
  /// Errors of the cumulants that no price shows, and how many candidates are looked at for such.
  private static let (metCost, mostEquals) = (1e-11, 40)
  /// Most numbers of steps that are tried for a stencil, with jumps that are sampled and that are fitted.
  private static let (stepChoices, fittedStepChoices) = (48, 6)
  /// Fewer steps than this, or than two for every jump, are helped by shorter ones.
  private static let fewSteps = 40.0
  /// A tree of more exits costs more neurons: it must bring an error this much smaller.
  private static let worthExits = 0.7
  static let stepLimit = 100_000_000.0

  func best() throws -> CoMovingLattice {
    try check()
    guard hasJumps else {
      let found = try candidates(plainRange())
      guard let best = found.min(by: { $0.cost < $1.cost }) else { throw tooFewStates }
      return lattice(best)
    }
    let error = LatticeError(process: process, time: time, exponent: exponent)
    var best: (candidate: Candidate, score: Double)?
    // Where the cumulants of the whole walk are met, all maturities are: the horizon's error alone decides only where
    // they do not suffice.
    if let plain = try nearestByCumulants(error) {
      let score = error.worst(lattice(plain))
      if score <= Self.enough { return lattice(plain) }
      best = (plain, score * Self.worthExits)
    }
    for candidate in try ranges.flatMap({ try leaders($0) }) {
      let refined = refined(candidate)
      let lattice = lattice(refined)
      let isWide = lattice.law.offsets.count > StencilLayout.farLimit + 5
      let score = max(error.worst(lattice), 1e-9) / (isWide ? Self.worthExits : 1)
      if score < best?.score ?? .infinity { best = (refined, score) }
    }
    guard let best else { throw tooFewStates }
    return lattice(polished(best.candidate, error))
  }

  /// For normal jumps: the candidate on the plain range whose gates come nearest to the cumulants. Where gates are so
  /// fine that many meet them, the one of the least exact error.
  private func nearestByCumulants(_ error: LatticeError) throws -> Candidate? {
    guard !isFitted else { return nil }
    let found = try candidates(plainRange()).filter { $0.hasAllJumps && $0.kind.moving == Kind().moving }
      .sorted { $0.cost < $1.cost }
    let best = found.prefix(2 * Self.finalists).map(refined).min { $0.cost < $1.cost }
    guard let best, best.cost <= Self.metCost else { return best }
    let equals = found.prefix(Self.mostEquals).map(refined).filter { $0.cost <= Self.metCost }
    return equals.map { ($0, error.worst(lattice($0))) }.min { $0.1 < $1.1 }?.0
  }

  private func refined(_ candidate: Candidate) -> Candidate {
    var refined = candidate
    let fit = WalkFit(ideal: candidate.law, steps: candidate.steps)
    let search = GateSearch(pairs: candidate.layout.offsets.count <= Self.searchedInPairs)
    (refined.draft, refined.cost) = search.improve(candidate.draft, cost: fit.cost)
    return refined
  }

  /// An error, in units of the price's mean, below which nothing else is tried.
  private static let enough = 2e-4

  /// The numerators moved by single units as long as the exact error falls, where that is quickly known.
  private func polished(_ candidate: Candidate, _ error: LatticeError) -> Candidate {
    let work = candidate.steps * states * candidate.layout.offsets.count
    guard isFitted, work <= Self.polishedWork, grid.bits <= Self.polishedBits else { return candidate }
    var (candidate, trial) = (candidate, candidate)
    candidate.draft =
      GateSearch(pairs: false, rounds: 12).improve(
        candidate.draft,
        costOfDraft: { draft in
          trial.draft = draft
          return error.worst(lattice(trial))
        }
      ).draft
    return candidate
  }

  /// States times steps times exits up to which gates are searched by the exact error, and the bits up to which that
  /// matters.
  private static let (polishedWork, polishedBits) = (1_500_000, 12)

  private func lattice(_ candidate: Candidate) -> CoMovingLattice {
    let stencil = StepStencil(
      offsets: candidate.layout.offsets, ideal: candidate.layout.probabilities, draft: candidate.draft)
    return CoMovingLattice(
      process: process, time: time, steps: candidate.steps, states: states, grid: grid, stencil: stencil,
      start: candidate.range.start(of: states, reach: stencil.ideal.reach), isIdeal: false)
  }

  /// Trees of more exits are searched by single units alone.
  private static let searchedInPairs = 21

  /// Ranges that are tried: standard deviations about the mean path, and bounds of the tails.
  private var ranges: [WalkRange] {
    let plain = [1, 0.8, 0.65].map(plainRange)
    let tails = [1, 0.75].compactMap {
      WalkRange(width: width * $0, process: process, time: time, exponent: exponent)
    }
    return plain + tails
  }

  /// The best of every kind of step, by their gates; a mesh on which small jumps have no node only where there is no
  /// other.
  private func leaders(_ range: WalkRange) throws -> [Candidate] {
    var found = try candidates(range)
    if found.contains(where: \.hasAllJumps) { found.removeAll { !$0.hasAllJumps && !$0.isMerged } }
    // The gates' cost says nothing of what a fit or a merged law leaves out: every kind of either is looked at.
    let merged = found.filter(\.isMerged).sorted { $0.cost < $1.cost }.prefix(Self.finalists)
    found.removeAll(where: \.isMerged)
    found.sort { $0.cost < $1.cost }
    guard isFitted else { return Array(found.prefix(Self.finalists) + merged) }
    return kinds(range).flatMap { kind in found.filter { $0.kind == kind }.prefix(Self.finalists) } + merged
  }

  private var isFitted: Bool {
    if case .doubleExponential = process.jumps { hasJumps } else { false }
  }

  private var hasJumps: Bool { process.intensity > 0 && process.jumps != nil }
  private var deviation: Double { (time * process.cumulant(2)).squareRoot() }

  /// The spacing at which the mesh has the width that was asked for.
  var wantedSpacing: Double {
    spacing(plainRange(), tail: Kind.tails[0])
  }

  /// Standard deviations about the mean path.
  func plainRange(_ share: Double = 1) -> WalkRange {
    let mean = hasJumps ? time * process.intensity * (process.jumps?.moment(1) ?? 0) : 0
    return WalkRange(width: width * share, deviation: deviation, mean: mean)
  }

  private func spacing(_ range: WalkRange, tail: Double) -> Double {
    let jumps = JumpStencil.range(of: process, time: time, tail: tail)
    return (range.below + range.above + jumps.upperBound - jumps.lowerBound) / Double(states - 1)
  }

  private func candidates(_ range: WalkRange) throws -> [Candidate] {
    var found: [Candidate] = []
    for kind in kinds(range) {
      let spacing = spacing(range, tail: kind.tail)
      let variance = near(kind, jumping: 0).variance
      let wanted = process.variance * time / (variance * spacing * spacing)
      try ChainError.require(
        wanted <= Self.stepLimit, "states", states, allowed: "fewer: \(wanted) steps would be needed")
      for steps in try stepRange(wanted) {
        found += candidates(range, steps: steps, kind)
      }
    }
    return found
  }

  func stepRange(_ wanted: Double) throws -> [Int] {
    // More steps than wanted make the mesh narrower: fewer, but for one multiple.
    try ChainError.require(
      wanted * 1.2 >= Double(stepMultiple) || stepMultiple == 1, "states", states,
      allowed: "more: \(stepMultiple) dates take as many steps at least, this mesh \(Int(bounded: wanted))")
    let unit = Double(stepMultiple)
    func multiple(_ steps: Double) -> Int {
      max(1, Int(bounded: (steps / unit).rounded(.down))) * stepMultiple
    }
    guard hasJumps else {
      return [stepMultiple == 1 ? max(1, Int(bounded: (wanted - 1 / 12).rounded())) : multiple(wanted)]
    }
    let (low, high) = (multiple(wanted * 0.8), multiple((wanted * 1.2).rounded(.up)))
    let choices = isFitted ? Self.fittedStepChoices : Self.stepChoices
    let stride = max(1, (high - low) / stepMultiple / choices) * stepMultiple
    return Array(Swift.stride(from: low, through: high, by: stride))
  }

  /// The kinds of steps that are tried.
  private func kinds(_ range: WalkRange) -> [Kind] {
    let spacing = spacing(range, tail: Kind.tails[0])
    let spread = process.variance * time / (spacing * spacing)
    let unit = 1 / Double(grid.denominator)
    let rare = (1...6).map { Kind(pair: Double($0) * unit) }
    let frequent = (-4...4).map { ((1 / (6 * unit)).rounded() + Double($0)) * unit }.filter { $0 > 0 }
      .map { Kind(pair: $0) }
    switch stencil {
    case .threeOutcomes:
      return isFitted ? [Kind(), Kind(farLimit: StencilLayout.wideFarLimit)] : [Kind()]
    case .fiveOutcomes: return frequent
    case nil:
      guard hasJumps else { return [Kind()] }
      let few = max(Self.fewSteps, 2 * process.intensity * time)
      let short = [6.0, 12, 24, 48].filter { 3 * spread < few && $0 * spread < 8 * few }
        .map { Kind(moving: 1 / $0) }
      // The kink of exponential jumps takes more offsets; short steps serve them better.
      if isFitted {
        let wide = ([Kind()] + short).map { Kind(moving: $0.moving, farLimit: StencilLayout.wideFarLimit) }
        return ([Kind()] + rare.prefix(1) + short + wide).flatMap { kind in
          Kind.tails.map { Kind(pair: kind.pair, moving: kind.moving, farLimit: kind.farLimit, tail: $0) }
        }
      }
      return [Kind()] + rare + frequent + short
    }
  }

  private func near(_ kind: Kind, jumping: Double) -> NearLaw {
    guard kind.pair > 0 else {
      return kind.moving < 1.0 / 3 ? .moving(kind.moving) : .normal(pair: 0)
    }
    // The pair moved by less than a unit such that pair and jumps together are a multiple of the grid's unit.
    let unit = 1 / Double(grid.denominator)
    let pair = ((kind.pair + jumping) / unit).rounded(.up) * unit - jumping
    return .normal(pair: pair / (1 - jumping))
  }

  private func candidates(_ range: WalkRange, steps: Int, _ kind: Kind) -> [Candidate] {
    let timeStep = time / Double(steps)
    let jumping = -Double.expMinusOne(-process.intensity * timeStep)
    let near = near(kind, jumping: jumping)
    guard near.isProper else { return [] }
    let spacing = (process.variance * timeStep / (near.variance + 1 / (12 * Double(steps)))).squareRoot()
    let isExact = isFitted || kind.moving < 1.0 / 3
    let jumps = JumpStencil(
      process: process, timeStep: timeStep, variance: near.variance * spacing * spacing, spacing: spacing,
      nearReach: near.reach, near: isExact ? near : nil, farLimit: kind.farLimit, time: time,
      tail: kind.tail)
    let law = hasJumps ? jumps.law() : ([], 0)
    let own = law.flatMap { far, missing in
      candidate(
        range, steps: steps, kind, StencilLayout(near: near, jumping: jumping, far: far),
        hasAllJumps: missing < Self.enoughJumps)
    }
    if let own, own.hasAllJumps { return [own] }
    return [own, merged(range, steps: steps, kind)].compactMap(\.self)
  }

  /// The share of the jumps without a node that is let pass.
  private static let enoughJumps = 1e-6

  /// Diffusion and jumps in one law, where jumps are small beside the mesh.
  private func merged(_ range: WalkRange, steps: Int, _ kind: Kind) -> Candidate? {
    // The mesh was meant for the diffusion alone.
    let share = process.cumulant(2) / process.variance
    let wanted = Double(steps / stepMultiple) * share
    guard wanted * Double(stepMultiple) < Self.stepLimit else { return nil }
    let steps = max(1, Int(bounded: wanted.rounded())) * stepMultiple
    let step = MergedStep(
      process: process, timeStep: time / Double(steps), steps: steps, near: near(kind, jumping: 0))
    guard let step, var found = candidate(range, steps: steps, kind, StencilLayout(step), hasAllJumps: true)
    else {
      return nil
    }
    found.isMerged = true
    // Wider jumps show beyond their fourth cumulant.
    found.hasAllJumps = (process.jumps?.moment(2) ?? 0).squareRoot() <= step.spacing
    return found
  }

  private func candidate(
    _ range: WalkRange, steps: Int, _ kind: Kind, _ layout: StencilLayout, hasAllJumps: Bool
  ) -> Candidate? {
    let law = StepLaw(unchecked: layout.offsets, layout.probabilities)
    guard states - law.reach.below - law.reach.above >= 3, law.probabilities.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    let draft = layout.draft(grid: grid)
    let cost = WalkFit(ideal: law, steps: steps).cost(draft.law)
    return Candidate(
      steps: steps, layout: layout, draft: draft, cost: cost, hasAllJumps: hasAllJumps, range: range,
      kind: kind)
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
        stencil: stencil, exponent: exponent)
      return design.ranges.contains { (try? design.candidates($0))?.isEmpty == false }
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
