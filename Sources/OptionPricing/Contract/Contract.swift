/// What is paid, when, and who may choose.
public struct Contract: Hashable, Sendable {
  public enum Side: String, Hashable, Sendable, CaseIterable { case call, put }

  /// When the holder may exercise.
  public enum Exercise: Hashable, Sendable {
    case european
    /// At any time up to maturity.
    case american
    /// At `dates` equally spaced dates, the last of them the maturity.
    case bermudan(dates: Int)
  }

  public enum Direction: String, Hashable, Sendable, CaseIterable { case up, down }
  public enum Knock: String, Hashable, Sendable, CaseIterable { case `in`, out }

  /// When a path is looked at.
  public enum Monitoring: Hashable, Sendable {
    case continuous
    /// At the dates j T / n, j = 1 ... n.
    case discrete(dates: Int)
  }

  public enum Payoff: Hashable, Sendable {
    case vanilla(Side, strike: Double)
    /// `cash` if the option ends in the money.
    case digitalCash(Side, strike: Double, cash: Double)
    /// The asset if the option ends in the money.
    case digitalAsset(Side, strike: Double)
    case barrier(Side, strike: Double, level: Double, Direction, Knock, Monitoring)
    case doubleBarrier(Side, strike: Double, lower: Double, upper: Double, Knock)
    /// `cash` at the moment when the price first touches the level.
    case oneTouch(level: Double, Direction, cash: Double)
    /// The probability that the price touches the level before maturity (not discounted).
    case hitProbability(level: Double, Direction)
    /// On the geometric or arithmetic mean of the price.
    case geometricAsian(Side, strike: Double, Monitoring)
    case arithmeticAsian(Side, strike: Double, Monitoring)
    /// Call: S_T - min S; put: max S - S_T.
    case floatingLookback(Side)
    /// Call: (max S - K)+; put: (K - min S)+.
    case fixedLookback(Side, strike: Double)
    /// (S1 - S2)+ on two assets.
    case exchange
    /// On sqrt(S1 S2).
    case geometricBasket(Side, strike: Double)
    case maximumOfTwo(Side, strike: Double)
    case minimumOfTwo(Side, strike: Double)
  }

  public var payoff: Payoff
  public var exercise: Exercise
  /// Years to maturity.
  public var maturity: Double

  public init(_ payoff: Payoff, exercise: Exercise = .european, maturity: Double) {
    self.payoff = payoff
    self.exercise = exercise
    self.maturity = maturity
  }
}
