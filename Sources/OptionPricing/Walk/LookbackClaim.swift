import RealModule

/// What a lookback pays, as a constant and one integral over the law of an extreme of the price.
///
/// With Y = ln(S / S_0), or its negative for the minimum, and M the maximum of Y:
///
///     E(max S - level)+  or  E(level - min S)+  =  integral from b on of S_0 exp(+-y) P(M >= y) dy
struct LookbackClaim: Hashable, Sendable {
  /// Up: the maximum of the price; down: the minimum.
  var direction: Contract.Direction
  /// What is paid beside the integral, before discounting.
  var known: Double
  /// Where the integral starts, as a distance from the logarithm of the spot; not below 0.
  var start: Double

  /// Nil for a payoff that is no lookback.
  init?(_ contract: Contract, market: Market) {
    let (spot, forward) = (market.spot, market.forward(at: contract.maturity))
    switch contract.payoff {
    case .floatingLookback(.call): self.init(.down, known: forward - spot, beyond: spot, spot: spot)
    case .floatingLookback(.put): self.init(.up, known: spot - forward, beyond: spot, spot: spot)
    case .fixedLookback(.call, let strike):
      self.init(.up, known: max(0, spot - strike), beyond: max(spot, strike), spot: spot)
    case .fixedLookback(.put, let strike):
      self.init(.down, known: max(0, strike - spot), beyond: min(spot, strike), spot: spot)
    default: return nil
    }
  }

  private init(_ direction: Contract.Direction, known: Double, beyond level: Double, spot: Double) {
    (self.direction, self.known) = (direction, known)
    start = level > 0 ? abs(Double.log(level / spot)) : .infinity
  }

  /// The sign of Y.
  var sign: Double { direction == .up ? 1 : -1 }
}
