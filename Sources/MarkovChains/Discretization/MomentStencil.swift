import FixedPoint

/// The step of given mean and variance on a lattice, drawn by gates: what a diffusion does in a step from a state on which
/// its coefficients are known, with jumps beside it.
///
/// Outcomes lie on multiples of a stride, the smallest one on which the variance is at most 4/3. With a variance of 1/3 or
/// more (in squared strides) five outcomes have the first four moments of the normal law, so that the scheme is of fourth
/// order; below it three have the first two (second order, locally consistent as in Kushner and Dupuis). Where a step
/// drifts more than it diffuses, it spreads as little as steps to a neighbour can.
struct MomentStencil {
  typealias Outcome = (offset: Int, probability: Double)

  /// Of the diffusion in a step, in nodes.
  var mean: Double
  var variance: Double
  let grid: ProbabilityGrid
  /// How many such steps a walk has: errors of the mean add up faster than those of higher cumulants.
  var steps: Int
  /// Where jumps lead, with the probabilities of the whole step.
  var far: [Outcome] = []

  /// - Throws: `ChainError.badParameter` for a variance that is not positive, or steps of hundreds of nodes.
  func stencil() throws -> StepStencil {
    try ChainError.requirePositive("variance of a step", variance)
    try ChainError.require(
      abs(mean) < 100 && variance < 1e4, "mean and variance of a step", "\(mean) and \(variance)",
      allowed: "below 100 and 1e4 nodes: more steps, or a coarser mesh")
    let (stride, near) = nearLaw()
    var law: [Int: Double] = [:]
    let still = 1 - far.reduce(0) { $0 + $1.probability }
    for outcome in near where outcome.probability > 0 {
      law[outcome.offset, default: 0] += outcome.probability * still
    }
    for outcome in far { law[outcome.offset, default: 0] += outcome.probability }
    let offsets = law.keys.sorted()
    return drawn(offsets, offsets.map { law[$0]! }, near: Set(near.map(\.offset)), stride: stride)
  }

  /// The mean and the variance on three nodes about the mean, a stride apart that makes them a rule of Gauss and Hermite
  /// for the normal law, as nearly as nodes allow.
  func threeNodes() -> [Outcome] {
    let center = mean.rounded()
    var stride = max(1, (3 * variance).squareRoot().rounded())
    let shift = abs(mean - center)
    while stride > 1, variance + shift * shift < shift * stride { stride -= 1 }
    let (mean, second) = ((mean - center) / stride, (variance + shift * shift) / (stride * stride))
    let law = Self.fiveOutcomes(mean, max(second, abs(mean)), outer: 0, tilt: 0)
    return law.filter { $0.probability > 0 }.map {
      ($0.offset * Int(bounded: stride) + Int(bounded: center), $0.probability)
    }
  }

  private var jumping: Double { far.reduce(0) { $0 + ($1.offset == 0 ? 0 : $1.probability) } }

  /// The diffusion's outcomes, on multiples of the smallest stride that has such a law.
  private func nearLaw() -> (stride: Int, law: [Outcome]) {
    var stride = 1
    while true {
      if let law = nearLaw(stride) { return (stride, law.map { ($0.offset * stride, $0.probability) }) }
      stride += 1
    }
  }

  private func nearLaw(_ stride: Int) -> [Outcome]? {
    let width = Double(stride)
    let (mean, variance) = (mean / width, variance / (width * width))
    let second = variance + mean * mean
    if variance >= 1.0 / 3 {
      let third = 3 * variance * mean + mean * mean * mean
      let fourth = 3 * variance * variance + 6 * variance * mean * mean + mean * mean * mean * mean
      let law = Self.fiveOutcomes(mean, second, outer: (fourth - second) / 12, tilt: (third - mean) / 6)
      if law.allSatisfy({ $0.probability > 0 }) { return law }
    }
    let spread = max(second, abs(mean) * (1 + 1e-6))
    guard spread < 0.98 else { return nil }
    // Beside jumps a small outer pair gives the gate "jump" a partner, so that two gates say how rare it is.
    let pair = jumping > 0 ? min(3 * jumping, (spread - abs(mean)) / 8) : 0
    return Self.fiveOutcomes(mean, spread, outer: pair, tilt: 0)
  }

  /// The law on -2 ... 2 with the given first two moments, probability `outer` of +-2 and a difference `tilt` of the two.
  private static func fiveOutcomes(_ mean: Double, _ second: Double, outer: Double, tilt: Double) -> [Outcome]
  {
    let (inner, innerTilt) = (second - 4 * outer, mean - 2 * tilt)
    return [
      (-2, (outer - tilt) / 2), (-1, (inner - innerTilt) / 2), (0, 1 - inner - outer),
      (1, (inner + innerTilt) / 2), (2, (outer + tilt) / 2),
    ]
  }

  /// Gates: "outer pair or jump", then "jump"; "move or stay", left or right; a balanced tree of the jumps.
  private func drawn(
    _ offsets: [Int], _ probabilities: [Double], near: Set<Int>, stride: Int
  ) -> StepStencil {
    var draft = GateTreeDraft(masses: probabilities, grid: grid)
    func nodes(_ distance: Int) -> [Int] {
      offsets.indices.filter { near.contains(offsets[$0]) && abs(offsets[$0]) == distance }
    }
    func joined(_ nodes: [Int]) -> Int? {
      nodes.count == 2 ? draft.join(nodes[0], nodes[1]) : nodes.first
    }
    var middle = nodes(0)[0]
    if let move = joined(nodes(stride)) { middle = draft.join(middle, move) }
    let far = offsets.indices.filter { !near.contains(offsets[$0]) }
    var outer = [joined(nodes(2 * stride))].compactMap { $0 }
    if !far.isEmpty { outer.append(draft.balanced(far[...], depth: 2)) }
    if let branch = joined(outer) { _ = draft.join(middle, branch) }
    let fit = CumulantFit(StepLaw(unchecked: offsets, probabilities), steps: steps)
    let best = GateSearch(reach: 2, pairs: true).improve(draft) { fit.cost(StepLaw(unchecked: offsets, $0)) }
    return StepStencil(offsets: offsets, ideal: probabilities, draft: best.draft)
  }
}

/// How far the cumulants of a walk of many steps are from those asked for, in units of its standard deviation: unlike
/// `WalkFit` it minds the mean and the variance, which no read-out makes right where rows differ.
private struct CumulantFit {
  private let target: [Double]
  private let steps: Double

  init(_ law: StepLaw, steps: Int) {
    target = law.cumulants(upTo: 4)
    self.steps = Double(steps)
  }

  func cost(_ law: StepLaw) -> Double {
    let errors = zip(law.cumulants(upTo: 4), target).map { $0 - $1 }
    let total = steps * target[1]
    var (cost, power, factorial) = (0.0, 1.0, 1.0)
    for (index, error) in errors.enumerated() {
      power *= total
      factorial *= Double(index + 1)
      cost += (steps * error) * (steps * error) / (power * factorial)
    }
    return cost
  }
}
