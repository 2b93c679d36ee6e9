import RealModule

/// The law of a step of a Levy process given that it jumps at least once, put on a few offsets of a lattice.
///
/// A compound Poisson process conditioned on at least one jump in the step, convolved with the step's diffusion. Since
/// the number of jumps is in the law, one gate says exactly whether a step jumps.
///
/// - Normal jumps: the density sampled at multiples of a gap of about 0.9 standard deviations of a jump; aliasing is of the
///   order exp(-2 pi^2 / 0.81).
/// - Double exponential jumps: hat functions on multiples of a gap, sharpened, convolved with
///   themselves for several jumps in a step.
///
/// Then moments are made exact by exponential tilting: up to order six for normal jumps, four for exponential ones, or
/// fewer where no law on the offsets has them. Error: spectral in the gap for normal jumps; for exponential ones of
/// fourth order and more in the gap, which must be below the spread of the diffusion over the whole time.
struct JumpStencil {
  let process: LevyProcess
  let timeStep: Double
  /// Variance of the diffusion in a step, in the units of the process.
  let variance: Double
  let spacing: Double
  /// Offsets up to this distance belong to the diffusion's stencil.
  let nearReach: Int
  /// Most offsets of a jump.
  var farLimit = StencilLayout.farLimit

  /// How far the law of a jump is followed: in standard deviations of a normal jump, in mean lengths of an
  /// exponential one.
  private static let (normalReach, exponentialReach) = (4.5, 7.0)
  private static let gap = 0.9

  /// The range that one jump covers, in the units of the process.
  static func range(of jumps: JumpLaw) -> ClosedRange<Double> {
    switch jumps {
    case .normal(let mean, let deviation):
      return min(0, mean - normalReach * deviation)...max(0, mean + normalReach * deviation)
    case .doubleExponential(let up, let rateUp, let rateDown):
      return (up < 1 ? -exponentialReach / rateDown : 0)...(up > 0 ? exponentialReach / rateUp : 0)
    }
  }

  /// The probability that a step jumps.
  var jumpProbability: Double { -Double.expMinusOne(-process.intensity * timeStep) }

  /// Offsets, ascending, and the probabilities of the step to go there; nil if no offset is left. Offset 0 may be among
  /// them: jumps too small to leave the node.
  ///
  /// `missing` is the share of the jumps that have no node of their own, being near and not 0: none on a mesh that is
  /// fine enough.
  func law() -> (steps: [(offset: Int, probability: Double)], missing: Double)? {
    guard let jumps = process.jumps else { return ([], 0) }
    let (all, weights) = base(jumps)
    let total = weights.reduce(0, +)
    let kept = all.indices.filter {
      (all[$0] == 0 || abs(all[$0]) > nearReach) && weights[$0] > 1e-9 * total
    }
    guard kept.contains(where: { all[$0] != 0 }), kept.count <= farLimit + 1 else { return nil }
    // Where small jumps have no node, the moments are kept and the mass is not.
    let share = kept.reduce(0) { $0 + weights[$1] } / total
    let mass = jumpProbability * share
    let offsets = kept.map { all[$0] }
    let tilting = ExponentialTilting(points: offsets.map(Double.init), weights: kept.map { weights[$0] })
    let moments = farMoments().map { $0 / mass }
    for order in orders(jumps) {
      if let law = tilting.probabilities(moments: Array(moments.prefix(order))) {
        return (zip(offsets, law).map { ($0, $1 * mass) }, 1 - share)
      }
    }
    return nil
  }

  /// Moments 1 ... 6, in nodes, of the step on the event of a jump (not divided by the event's probability).
  private func farMoments() -> [Double] {
    var power = 1.0
    var (whole, diffusion) = ([Double](), [Double]())
    for n in 1...6 {
      power *= spacing
      let gaussian = n == 2 ? variance / power : 0
      diffusion.append(gaussian)
      whole.append(gaussian + timeStep * process.intensity * (process.jumps?.moment(n) ?? 0) / power)
    }
    let still = 1 - jumpProbability
    return zip(Cumulants.moments(of: whole), Cumulants.moments(of: diffusion)).map { $0 - still * $1 }
  }

  private func base(_ jumps: JumpLaw) -> (offsets: [Int], weights: [Double]) {
    switch jumps {
    case .normal(let mean, let deviation):
      let offsets = normalOffsets(mean, deviation)
      return (offsets, offsets.map { mixtureDensity(Double($0) * spacing, mean, deviation) })
    case .doubleExponential(let up, let rateUp, let rateDown):
      let nodes = exponentialNodes(jumps)
      return (nodes, compounded(nodes, hatWeights(nodes, up, rateUp, rateDown)))
    }
  }

  // MARK: Normal jumps

  private func normalOffsets(_ mean: Double, _ deviation: Double) -> [Int] {
    let one = (deviation * deviation + variance).squareRoot()
    let mass = jumpProbability
    let moments = farMoments().map { $0 / mass }
    let center = moments[0] * spacing
    let spread = max(one, (moments[1] - moments[0] * moments[0]).squareRoot() * spacing)
    let (low, high) = (center - Self.normalReach * spread, center + Self.normalReach * spread)
    let gap = max(
      1, (Self.gap * one / spacing).rounded(.down),
      ((high - low) / spacing / Double(farLimit - 1)).rounded(.up))
    let first = Int((low / spacing / gap).rounded(.up))
    let last = Int((high / spacing / gap).rounded(.down))
    return (first...max(first, last)).map { $0 * Int(gap) }
  }

  /// The density of the step at `y` given at least one jump, up to a factor.
  private func mixtureDensity(_ y: Double, _ mean: Double, _ deviation: Double) -> Double {
    let count = process.intensity * timeStep
    var (weight, density) = (1.0, 0.0)
    for n in 1...60 {
      weight *= count / Double(n)
      let spread = Double(n) * deviation * deviation + variance
      let distance = y - Double(n) * mean
      density += weight * Double.exp(-distance * distance / (2 * spread)) / spread.squareRoot()
    }
    return density
  }

  // MARK: Exponential jumps

  /// Multiples of a gap, over the range of a jump, as many as a tree holds.
  private func exponentialNodes(_ jumps: JumpLaw) -> [Int] {
    let range = Self.range(of: jumps)
    let length = (range.upperBound - range.lowerBound) / spacing
    let gap = max(Double(nearReach + 1), (length / Double(farLimit)).rounded(.up))
    let first = Int((range.lowerBound / spacing / gap).rounded())
    let last = Int((range.upperBound / spacing / gap).rounded())
    return (first...max(first, last)).map { $0 * Int(gap) }
  }

  /// The law of one jump on equally spaced nodes, one of them 0: means of hat functions, which are second differences
  /// of E (J - y)^+, less a twelfth of their own second differences, which takes off what the hats' width adds.
  private func hatWeights(_ nodes: [Int], _ up: Double, _ rateUp: Double, _ rateDown: Double) -> [Double] {
    let places = nodes.map { Double($0) * spacing }
    let mean = up / rateUp - (1 - up) / rateDown
    let excess = places.map { y in
      y >= 0
        ? up * Double.exp(-rateUp * y) / rateUp
        : mean - y + (1 - up) * Double.exp(rateDown * y) / rateDown
    }
    let slopes = places.indices.dropLast().map {
      (excess[$0 + 1] - excess[$0]) / (places[$0 + 1] - places[$0])
    }
    let hats = places.indices.map { j in
      (j < slopes.count ? slopes[j] : 0) - (j > 0 ? slopes[j - 1] : -1)
    }
    return sharpened(hats, gap: places.count > 1 ? places[1] - places[0] : spacing)
  }

  /// Takes off what the width of hat functions adds: their transform is that of the samples times
  /// sin^2(t/2) / (t/2)^2, t the angle of a gap, whose inverse is 1 + s/12 + s^2/90 + s^3/560 + ... with
  /// s = 4 sin^2(t/2), a negative second difference. The diffusion's spread, variance / 2 gap^2 of a second difference,
  /// is added. As many terms as leave every weight positive.
  private func sharpened(_ hats: [Double], gap: Double) -> [Double] {
    var (result, difference, best) = (hats, hats, hats)
    for coefficient in [1.0 / 12 - variance / (2 * gap * gap), 1.0 / 90, 1.0 / 560] {
      difference = difference.indices.map { j in
        guard j > 0, j + 1 < difference.count else { return 0 }
        return 2 * difference[j] - difference[j - 1] - difference[j + 1]
      }
      for j in result.indices { result[j] += coefficient * difference[j] }
      if result.allSatisfy({ $0 > 0 }) { best = result }
    }
    return best
  }

  /// The orders up to which moments are made exact, in the order of trial. What a cut tail takes from high moments of
  /// the exponential law would have to be put where it distorts the middle.
  private func orders(_ jumps: JumpLaw) -> [Int] {
    switch jumps {
    case .normal: [6, 5, 4, 3, 2]
    case .doubleExponential: [4, 3, 2]
    }
  }

  /// The mixture over the number of jumps in a step, at least one, of the law's convolutions with itself; what goes
  /// past an end is on the end.
  private func compounded(_ nodes: [Int], _ one: [Double]) -> [Double] {
    let origin = nodes.firstIndex(of: 0)!
    let count = process.intensity * timeStep
    var (weight, power, sum) = (count, one, one.map { $0 * count })
    for n in 2...40 where weight > 1e-12 * count {
      weight *= count / Double(n)
      var next = [Double](repeating: 0, count: one.count)
      for (i, p) in power.enumerated() {
        for (j, q) in one.enumerated() { next[min(max(i + j - origin, 0), one.count - 1)] += p * q }
      }
      power = next
      for j in sum.indices { sum[j] += weight * power[j] }
    }
    return sum
  }
}
