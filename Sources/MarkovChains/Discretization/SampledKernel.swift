import RealModule

/// A process whose transition density is known, on a uniform mesh: the density sampled on the nodes.
///
/// Row i is proportional to density(x_i, x_j); what would lie beyond the mesh is on the end nodes, which absorb.
///
/// Error: none in time. Sampling a normal density of standard deviation s spacings errs by about exp(-2 pi^2 s^2):
/// nothing for s >= 1, two parts in a thousand at s = 0.56, and quickly more below. Integrating over cells instead
/// would add spacing^2 / 12 to the variance of every step.
public struct SampledKernel: Sendable {
  public var origin: Double
  public var spacing: Double
  public var count: Int
  /// The density of being at the second place a step after the first.
  public var density: @Sendable (_ from: Double, _ to: Double) -> Double

  /// How far a row may be from a law of sum one before it is normalised.
  public static let tolerance = 0.01
  /// Samples below this times the largest are left out.
  private static let cut = 1e-15

  public init(
    origin: Double, spacing: Double, count: Int,
    density: @escaping @Sendable (_ from: Double, _ to: Double) -> Double
  ) {
    (self.origin, self.spacing, self.count, self.density) = (origin, spacing, count, density)
  }

  /// A normal law with a mean and a variance that may depend on the place: Ornstein-Uhlenbeck exactly.
  public static func normal(
    origin: Double, spacing: Double, count: Int, mean: @escaping @Sendable (Double) -> Double,
    variance: @escaping @Sendable (Double) -> Double
  ) -> SampledKernel {
    SampledKernel(origin: origin, spacing: spacing, count: count) { from, to in
      let (distance, spread) = (to - mean(from), variance(from))
      return Double.exp(-distance * distance / (2 * spread)) / (2 * Double.pi * spread).squareRoot()
    }
  }

  /// - Throws: `ChainError.badParameter` for a mesh out of range, a density that is negative or not finite, or samples
  ///   whose sum is off one by more than `tolerance`: a mesh too coarse for the density.
  public func chain() throws -> MarkovChain {
    try ChainError.requireCount("nodes", count, atLeast: 3)
    try ChainError.requirePositive("spacing", spacing)
    try ChainError.require(origin.isFinite, "origin", origin, allowed: "a finite number")
    let rows = try (0..<count).map { state -> [MarkovChain.Transition] in
      if state == 0 || state == count - 1 { return [.init(target: state, probability: 1)] }
      return try row(state)
    }
    return try MarkovChain(
      rows: rows, space: .interval(count: count, origin: origin, spacing: spacing))
  }

  private func row(_ state: Int) throws -> [MarkovChain.Transition] {
    let from = origin + Double(state) * spacing
    // A mesh length beyond either end holds what a step leaves the mesh with.
    let targets = -count..<(2 * count)
    let samples = try targets.map { target -> Double in
      let value = spacing * density(from, origin + Double(target) * spacing)
      try ChainError.require(
        value >= 0 && value.isFinite, "density from \(from)", value, allowed: "a finite number not below 0")
      return value
    }
    let sum = samples.reduce(0, +)
    try ChainError.require(
      abs(sum - 1) <= Self.tolerance, "sum of the density's samples from \(from)", sum,
      allowed: "1 to within \(Self.tolerance): a finer mesh, a longer step or a wider mesh")
    let smallest = (samples.max() ?? 0) * Self.cut
    var law: [Int: Double] = [:]
    for (target, sample) in zip(targets, samples) where sample > smallest {
      law[min(max(target, 0), count - 1), default: 0] += sample / sum
    }
    let total = law.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    return law.sorted { $0.key < $1.key }.map {
      .init(
        target: $0.key, probability: $0.value / total,
        displacement: SIMD2(Double($0.key - state) * spacing, 0))
    }
  }
}
