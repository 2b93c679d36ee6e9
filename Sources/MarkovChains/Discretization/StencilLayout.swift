import FixedPoint

/// The diffusion's part of a step, given that no jump happens: symmetric, on -2 ... 2.
struct NearLaw {
  /// Probability of +-1 and of +-2, both sides together.
  var inner: Double
  var outer: Double

  /// The law with `pair` on +-2 whose fourth cumulant vanishes.
  ///
  /// With x on +-1 and y on +-2 the variance is v = x + 4y and the fourth moment x + 16y; it must be 3 v^2.
  static func normal(pair: Double) -> NearLaw {
    let variance = (1 + (1 + 144 * pair).squareRoot()) / 6
    return NearLaw(inner: variance - 4 * pair, outer: pair)
  }

  /// Three outcomes that move with the probability `inner`, below 1/3 for more and shorter steps.
  static func moving(_ inner: Double) -> NearLaw { NearLaw(inner: inner, outer: 0) }

  var variance: Double { inner + 4 * outer }
  var stay: Double { 1 - inner - outer }
  var reach: Int { outer > 0 ? 2 : 1 }
  /// Whether every outcome has a positive probability.
  var isProper: Bool { inner > 0 && stay > 0 }
}

/// Where the outcomes of a step lie and which gates part them: "far or near" on a gate of its own, then "move or
/// stay" and fair coins for what is near, and a balanced tree over neighbouring offsets for what is far.
///
/// With an outer pair, +-2 shares a branch with what is far: `far or pair`, then `far`. Two cascaded gates then say how
/// rare a jump is, to 2^-2k instead of 2^-k.
struct StencilLayout {
  /// Ascending.
  let offsets: [Int]
  let probabilities: [Double]
  private let reach: Int
  /// Whether left and right are equally likely near the middle.
  private var isFair = true

  /// Most offsets of a jump below a first stage of two gates, and below one of a single gate.
  static let (farLimit, wideFarLimit) = (16, 32)

  /// - Parameters:
  ///   - near: the law of the step where it does not jump.
  ///   - jumping: probability that it jumps.
  ///   - far: where it goes then, ascending, with the probabilities of the whole step. A jump to 0 is a stay; no
  ///     other offset lies within the reach of `near`.
  init(near: NearLaw, jumping: Double = 0, far: [(offset: Int, probability: Double)] = []) {
    let inner = (1 - jumping) * near.inner / 2
    let outer = (1 - jumping) * near.outer / 2
    var steps = far.filter { $0.offset != 0 } + [(-1, inner), (1, inner)]
    if near.reach == 2 { steps += [(-2, outer), (2, outer)] }
    steps.append((0, 1 - steps.reduce(0) { $0 + $1.probability }))
    steps.sort { $0.offset < $1.offset }
    (offsets, probabilities, reach) = (steps.map(\.offset), steps.map(\.probability), near.reach)
  }

  /// Diffusion and jumps in one.
  init(_ step: MergedStep) {
    (offsets, probabilities, reach, isFair) = (MergedStep.offsets, step.probabilities, 2, false)
  }

  /// The tree with every gate at its nearest numerator; exits in the order of `offsets`.
  func draft(grid: ProbabilityGrid) -> GateTreeDraft {
    var draft = GateTreeDraft(masses: probabilities, grid: grid)
    let exit = { (offset: Int) in offsets.firstIndex(of: offset)! }
    let coin = draft.join(exit(-1), exit(1), fair: isFair)
    let middle = draft.join(exit(0), coin)
    let far = offsets.indices.filter { abs(offsets[$0]) > reach }
    var outer: [Int] = []
    if reach == 2 { outer.append(draft.join(exit(-2), exit(2), fair: isFair)) }
    if !far.isEmpty { outer.append(draft.balanced(far[...], depth: reach == 2 ? 4 : 5)) }
    if outer.count == 2 { outer = [draft.join(outer[0], outer[1])] }
    if let branch = outer.first { _ = draft.join(middle, branch) }
    return draft
  }
}
