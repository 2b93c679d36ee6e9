import ComplexModule
import RealModule

/// The law of a step of a Levy process given that it jumps at least once, put on a few offsets of a lattice.
///
/// A compound Poisson process conditioned on at least one jump in the step, convolved with the step's diffusion. Since
/// the number of jumps is in the law, one gate says exactly whether a step jumps.
///
/// - Normal jumps: the density sampled at multiples of a gap of about 0.9 standard deviations of a jump; aliasing is of the
///   order exp(-2 pi^2 / 0.81).
/// - Double exponential jumps: offsets and weights by `JumpFit`, close where the law is dense, sparse in its tails. The
///   kink of the law and the distances in its tails are seen through the diffusion of the whole time only, which is
///   what the fit weighs errors with.
///
/// Then moments are made exact by exponential tilting: up to order six for normal jumps, three for exponential ones, or
/// fewer where no law on the offsets has them. Error: spectral in the gap for normal jumps; for exponential ones what
/// `farLimit` offsets leave.
struct JumpStencil {
  let process: LevyProcess
  let timeStep: Double
  /// Variance of the diffusion in a step, in the units of the process.
  let variance: Double
  let spacing: Double
  /// Offsets up to this distance belong to the diffusion's stencil.
  let nearReach: Int
  /// The diffusion's law on the lattice; nil takes a normal one.
  var near: NearLaw?
  /// Most offsets of a jump.
  var farLimit = StencilLayout.farLimit
  /// The time of the whole walk; nil for that of one step. The offsets of exponential jumps depend on it.
  var time: Double?
  /// Exponential jumps are followed to where those of the whole time carry less than this, in the units of the process.
  var tail = 1e-5

  /// How far the law of a jump is followed: in standard deviations of a normal jump, in mean lengths of an
  /// exponential one where nothing else is known.
  private static let (normalReach, exponentialReach) = (4.5, 7.0)
  private static let gap = 0.9
  private static let mostCandidates = 160

  /// Standard deviation of the diffusion over the whole time.
  private var smoothing: Double { (process.variance * (time ?? timeStep)).squareRoot() }

  /// The range that one jump covers, in the units of the process.
  static func range(of jumps: JumpLaw) -> ClosedRange<Double> {
    switch jumps {
    case .normal(let mean, let deviation):
      return min(0, mean - normalReach * deviation)...max(0, mean + normalReach * deviation)
    case .doubleExponential(let up, let rateUp, let rateDown):
      return (up < 1 ? -exponentialReach / rateDown : 0)...(up > 0 ? exponentialReach / rateUp : 0)
    }
  }

  /// The range that one jump covers where the tails of exponential jumps are followed to `tail`.
  static func range(of process: LevyProcess, time: Double, tail: Double) -> ClosedRange<Double> {
    guard let jumps = process.jumps, process.intensity > 0 else { return 0...0 }
    guard case .doubleExponential(let up, let rateUp, let rateDown) = jumps else { return range(of: jumps) }
    let count = process.intensity * time
    return
      -reach(
        count: count * (1 - up), rate: rateDown, tail: tail)...reach(
        count: count * up, rate: rateUp, tail: tail)
  }

  /// The probability that a step jumps.
  var jumpProbability: Double { -Double.expMinusOne(-process.intensity * timeStep) }

  /// Offsets, ascending, and the probabilities of the step to go there; nil if no offset is left. Offset 0 may be among
  /// them: jumps too small to leave the node.
  ///
  /// `missing` is the share of the jumps that have no node of their own, being near and not 0: none on a mesh that is
  /// fine enough.
  func law() -> (steps: [(offset: Int, probability: Double)], missing: Double)? {
    switch process.jumps {
    case nil: return ([], 0)
    case .normal(let mean, let deviation)?:
      let offsets = normalOffsets(mean, deviation)
      return sampled(offsets, offsets.map { mixtureDensity(Double($0) * spacing, mean, deviation) })
    case .doubleExponential(let up, let rateUp, let rateDown)?:
      let fit = fitted(up, rateUp, rateDown)
      let mass = fit.reduce(0) { $0 + $1.weight }
      guard fit.contains(where: { $0.offset != 0 }), mass < 1 else { return nil }
      return (tilted(fit, mass: mass, orders: [3, 2]) ?? fit.map { ($0.offset, $0.weight) }, 0)
    }
  }

  private func sampled(
    _ all: [Int], _ weights: [Double]
  ) -> (steps: [(offset: Int, probability: Double)], missing: Double)? {
    let total = weights.reduce(0, +)
    let kept = all.indices.filter {
      (all[$0] == 0 || abs(all[$0]) > nearReach) && weights[$0] > 1e-9 * total
    }
    guard kept.contains(where: { all[$0] != 0 }), kept.count <= farLimit + 1 else { return nil }
    // Where small jumps have no node, the moments are kept and the mass is not.
    let share = kept.reduce(0) { $0 + weights[$1] } / total
    let steps = tilted(
      kept.map { (all[$0], weights[$0]) }, mass: jumpProbability * share, orders: [6, 5, 4, 3, 2])
    return steps.map { ($0, 1 - share) }
  }

  /// The law of the given mass on the offsets whose moments are exact, as far as a law on them has these moments.
  private func tilted(
    _ base: [(offset: Int, weight: Double)], mass: Double, orders: [Int]
  ) -> [(offset: Int, probability: Double)]? {
    let tilting = ExponentialTilting(points: base.map { Double($0.offset) }, weights: base.map(\.weight))
    let moments = farMoments().map { $0 / mass }
    for order in orders {
      if let law = tilting.probabilities(moments: Array(moments.prefix(order))) {
        return zip(base, law).map { ($0.offset, $1 * mass) }
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
    let nearMoments =
      near.map { near in
        (1...6).map { n in n % 2 == 1 ? 0 : near.inner + Double(1 << n) * near.outer }
      } ?? Cumulants.moments(of: diffusion)
    return zip(Cumulants.moments(of: whole), nearMoments).map { $0 - still * $1 }
  }

  // MARK: Normal jumps

  private func normalOffsets(_ mean: Double, _ deviation: Double) -> [Int] {
    let one = (deviation * deviation + variance).squareRoot()
    let mass = jumpProbability
    let moments = farMoments().map { $0 / mass }
    let center = moments[0] * spacing
    let spread = max(one, (moments[1] - moments[0] * moments[0]).squareRoot() * spacing)
    // A few offsets stand near the middle, as points of a quadrature rule do, and moments do the rest.
    let reach = min(Self.normalReach, 0.55 * Double(farLimit - 1))
    let (low, high) = (center - reach * spread, center + reach * spread)
    guard high - low <= 1e9 * spacing else { return [] }
    let gap = max(
      1, (Self.gap * one / spacing).rounded(.down),
      ((high - low) / spacing / Double(farLimit - 1)).rounded(.up))
    let isFew = reach < Self.normalReach
    let first = Int(bounded: (low / spacing / gap).rounded(isFew ? .toNearestOrEven : .up))
    let last = Int(bounded: (high / spacing / gap).rounded(isFew ? .toNearestOrEven : .down))
    return (first...max(first, last)).map { $0 * Int(bounded: gap) }
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

  /// Offsets that an exponential law may take: as close as the smoothing can tell, out to where payoffs see no more of
  /// it, and 0.
  private func exponentialOffsets(_ up: Double, _ rateUp: Double, _ rateDown: Double) -> [Int] {
    let reach = exponentialReach(up, rateUp, rateDown)
    let (below, above) = (reach.below / spacing, reach.above / spacing)
    guard below + above <= 1e5 else { return [] }
    let stride = max(
      1, Int(bounded: smoothing / (3 * spacing)), Int(bounded: (below + above) / Double(Self.mostCandidates)))
    let first = nearReach + 1
    let down = Swift.stride(from: first, through: max(first, Int(bounded: below)), by: stride).map { -$0 }
    let upwards = Swift.stride(from: first, through: max(first, Int(bounded: above)), by: stride)
    return (up < 1 ? down.reversed() : []) + [0] + (up > 0 ? Array(upwards) : [])
  }

  /// How far the jumps of a step are followed.
  private func exponentialReach(
    _ up: Double, _ rateUp: Double, _ rateDown: Double
  ) -> (below: Double, above: Double) {
    let whole = process.intensity * (time ?? timeStep)
    let step = process.intensity * timeStep
    // Several jumps in a step reach further than one.
    let several = { (share: Double, rate: Double) in step > 0.3 ? 3 * step * share / rate : 0 }
    return (
      Self.reach(count: whole * (1 - up), rate: rateDown, tail: tail) + several(1 - up, rateDown),
      Self.reach(count: whole * up, rate: rateUp, tail: tail) + several(up, rateUp)
    )
  }

  /// Beyond which `count` exponential jumps carry less than `tail`.
  private static func reach(count: Double, rate: Double, tail: Double) -> Double {
    count > 0 ? max(3, Double.log(count / (rate * tail))) / rate : 0
  }

  /// The weights of the law that is nearest to that of a step with a jump.
  private func fitted(_ up: Double, _ rateUp: Double, _ rateDown: Double) -> [(offset: Int, weight: Double)] {
    let offsets = exponentialOffsets(up, rateUp, rateDown)
    guard !offsets.isEmpty else { return [] }
    let fit = JumpFit(candidates: offsets, spacing: spacing, smoothing: smoothing, limit: farLimit)
    let jumps = JumpLaw.doubleExponential(up: up, rateUp: rateUp, rateDown: rateDown)
    let (count, still) = (process.intensity * timeStep, 1 - jumpProbability)
    return fit.weights { u in
      let exponent = (jumps.characteristicFunction(Complex(u)) - Complex(1)).scaled(count)
      let step = Complex.exp(exponent - Complex(variance * u * u / 2))
      return step - Complex(still * nearTransform(u))
    }
  }

  private func nearTransform(_ u: Double) -> Double {
    guard let near else { return Double.exp(-variance * u * u / 2) }
    let angle = u * spacing
    return 1 - near.inner * (1 - Double.cos(angle)) - near.outer * (1 - Double.cos(2 * angle))
  }
}
