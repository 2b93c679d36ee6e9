import FixedPoint
import RealModule

/// A diffusion with drift whose place is looked at on dates: walkers found beyond a level on a date are gone.
///
/// The level lies midway between two nodes, and the start on a node; the walk has no drift, Esscher's weight
/// exp(tilt x) / E exp(tilt x) carries it (see `EsscherLattice`). The schedule repeats with every date: steps of the free
/// walk, the last of which takes those beyond the level to the state "knocked out". Schedules of several stages run on the
/// computer.
///
/// Error: second order in the spacing, from where the law is cut on a date.
public struct MonitoredLattice: Hashable, Sendable {
  public let process: LevyProcess
  public let time: Double
  public let dates: Int
  /// Nodes; the state after them is "knocked out".
  public let nodes: Int
  public let steps: Int
  public let spacing: Double
  public let startState: Int
  /// Nodes that survive a date.
  public let surviving: Range<Int>
  public let stencil: StepStencil
  /// Relative error of the variance.
  public let misfit: Double

  /// - Parameters:
  ///   - process: without jumps.
  ///   - level: distance of the level from the start; negative for one below.
  ///   - states: nodes and the state of those that are gone.
  ///   - width: distance of the ends from the mean, in standard deviations.
  /// - Throws: `ChainError.badParameter` for a process with jumps, a level at the start, or too few states for the dates.
  public init(
    process: LevyProcess, time: Double, level: Double, dates: Int, states: Int, grid: ProbabilityGrid,
    width: Double = 5
  ) throws {
    try process.check()
    try ChainError.require(
      process.intensity == 0, "jump intensity", process.intensity,
      allowed: "0: the weight carries a drift, not jumps")
    try ChainError.requirePositive("variance of the diffusion", process.variance)
    try ChainError.requirePositive("time", time)
    try ChainError.require(level != 0 && level.isFinite, "barrier", level, allowed: "a distance other than 0")
    try ChainError.requireCount("dates", dates)
    try ChainError.requireCount("states", states, atLeast: 11)
    nodes = states - 1
    let spread = (process.variance * time).squareRoot()
    let drift = process.drift * time
    // Beyond the level nobody is longer than from date to date.
    let beyond = width * spread / Double(dates).squareRoot()
    var (low, high) = (min(0, drift) - width * spread, max(0, drift) + width * spread)
    if level < 0 { low = max(low, level - beyond) } else { high = min(high, level + beyond) }
    let wanted = (high - low) / Double(nodes - 1)
    try ChainError.require(
      abs(level) > wanted / 4, "barrier", level,
      allowed: "farther from the start than a quarter of a node of \(wanted): take more states")
    let design = try Design.best(
      wanted: wanted, level: abs(level), variance: process.variance * time, dates: dates, grid: grid)
    (spacing, steps, misfit) = (design.spacing, design.steps, design.misfit)
    stencil = StepStencil.threeOutcomes(numerator: design.numerator, grid: grid)
    startState = min(max(Int(bounded: (-low / (high - low) * Double(nodes - 1)).rounded()), 1), nodes - 2)
    let edge = startState + (level < 0 ? -design.gap : design.gap + 1)
    surviving = level < 0 ? max(0, edge)..<nodes : 0..<min(nodes, edge)
    (self.process, self.time, self.dates) = (process, time, dates)
  }

  /// Spacing, steps and gate of a lattice whose level lies midway between nodes.
  private struct Design {
    /// Nodes between the start and the level.
    var gap: Int
    var spacing: Double
    var steps: Int
    var numerator: Int
    /// Relative error of the variance.
    var misfit: Double
    var cost: Double

    /// The level fixes the spacing up to a whole number, and the dates fix the steps up to one: of those pairs around the
    /// wanted spacing and a move in every third step, the one whose variance the gate meets best.
    static func best(
      wanted: Double, level: Double, variance: Double, dates: Int, grid: ProbabilityGrid
    ) throws -> Design {
      try ChainError.requirePositive("spacing", wanted)
      let middle = Int(bounded: max(0, (level / wanted - 0.5).rounded()))
      var best: Design?
      for gap in max(0, middle - 3)...middle + 3 {
        let spacing = level / (Double(gap) + 0.5)
        guard gap == middle || abs(Double.log(spacing / wanted)) < 0.15 else { continue }
        // Payoffs are averaged over cells, which adds their variance.
        let cells = variance / (spacing * spacing) - 1.0 / 12
        guard cells > 0.25, cells <= LatticeDesign.stepLimit else { continue }
        let ideal = 3 * cells / Double(dates)
        // Walkers that are looked at before they move see another level than the one between the nodes.
        guard ideal >= 0.5 else { continue }
        let range = max(1, Int(bounded: ideal * 0.7))...max(1, Int(bounded: (ideal * 1.4).rounded(.up)))
        for perDate in range.lowerBound...min(range.upperBound, range.lowerBound + 64) {
          let steps = perDate * dates
          let move = cells / Double(steps)
          let numerator = Int(bounded: (move * Double(grid.denominator)).rounded())
          guard numerator >= 1, numerator <= grid.denominator / 2 else { continue }
          let misfit = grid.probability(numerator) / move - 1
          let cost = WalkFit.threeOutcomes(misfit: misfit, move: move, steps: Double(steps))
          if cost < best?.cost ?? .infinity {
            best = Design(
              gap: gap, spacing: spacing, steps: steps, numerator: numerator, misfit: misfit, cost: cost)
          }
        }
      }
      guard let best, abs(best.misfit) < 0.05 else {
        let most = Int(bounded: 6 * variance / (wanted * wanted))
        throw ChainError.badParameter(
          name: "dates", value: "\(dates)",
          allowed: "at most about \(most) on this mesh; take more states, or a barrier watched all the time")
      }
      return best
    }
  }

  public var tilt: Double { process.drift / process.variance }
  public var timeStep: Double { time / Double(steps) }
  public var readOut: LatticeReadOut {
    LatticeReadOut(origin: -Double(startState) * spacing, spacing: spacing)
  }

  /// What a walker on `state` counts at the end, of a walk that moves with probability `move` in a step.
  public func weight(of state: Int, move: Double) -> Double {
    let growth = Double.log(onePlus: move * (Double.cosh(tilt * spacing) - 1))
    return Double.exp(tilt * readOut.center(of: state) - Double(steps) * growth)
  }

  /// The schedule of one date, for a walk that moves with probability `move` in a step. Nodes at the ends are frozen.
  public func stages(move: Double) throws -> [MarkovChain] {
    func chain(isDate: Bool) throws -> MarkovChain {
      func landing(_ node: Int) -> Int { isDate && !surviving.contains(node) ? nodes : node }
      let rows = (0..<nodes).map { node -> [MarkovChain.Transition] in
        guard node > 0, node < nodes - 1 else { return [.init(target: landing(node), probability: 1)] }
        return [(-1, move / 2), (0, 1 - move), (1, move / 2)].map {
          .init(
            target: landing(node + $0), probability: $1, displacement: SIMD2(Double($0) * spacing, 0))
        }
      }
      return try MarkovChain(
        rows: rows + [[.init(target: nodes, probability: 1)]],
        space: .interval(count: nodes, origin: readOut.origin, spacing: spacing),
        names: [nodes: "knocked out"])
    }
    let free = try chain(isDate: false)
    return Array(repeating: free, count: steps / dates - 1) + [try chain(isDate: true)]
  }
}
