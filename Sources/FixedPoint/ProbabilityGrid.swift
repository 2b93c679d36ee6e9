/// The probabilities that a stochastic gate of a chip can draw: `a / 2^bits` for `a` in `1 ..< 2^bits`.
///
/// Zero and one need no gate: an exit of probability zero is left out of a circuit, and a sure exit is wired directly.
public struct ProbabilityGrid: Hashable, Sendable {
  /// Bits of resolution, 1...16.
  public let bits: Int

  public init(bits: Int) {
    precondition((1...16).contains(bits), "a probability grid has 1...16 bits, got \(bits)")
    self.bits = bits
  }

  /// `2^bits`.
  public var denominator: Int { 1 << bits }

  /// The numerators that a gate can draw.
  public var numerators: ClosedRange<Int> { 1...(denominator - 1) }

  /// The numerator nearest to `probability`; ties go to the even numerator, and the ends of the grid are kept
  /// (a probability below half a unit becomes one unit, never zero).
  ///
  /// - Precondition: `0 < probability < 1`.
  public func nearestNumerator(to probability: Double) -> Int {
    precondition(probability > 0 && probability < 1, "a gate probability lies in (0, 1), got \(probability)")
    let nearest = Int((probability * Double(denominator)).rounded(.toNearestOrEven))
    return min(max(nearest, numerators.lowerBound), numerators.upperBound)
  }

  /// `numerator / 2^bits`, exact.
  public func probability(_ numerator: Int) -> Double {
    Double(numerator) / Double(denominator)
  }
}
