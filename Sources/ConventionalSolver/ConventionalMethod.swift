import Instrumentation
import MarkovChains

/// How the computer samples a chain. Both sample the same law; they differ in what their cost goes with.
public enum ConventionalMethod: String, CaseIterable, Sendable, Codable {
  /// Walker by walker with alias tables: cost goes with walker-steps. Use it for few walkers on many states.
  case walkers
  /// The number of walkers on every state, split by binomial variates: cost goes with occupied states and
  /// transitions, not with walkers. Use it for many walkers a state.
  case counts
}

/// What one batch gave.
public struct ConventionalRun: Hashable, Sendable {
  /// The batch's tally. If `interrupted`, it holds what was done until then: that is not the batch's law
  /// (some walkers went further than others), so show it, but do not estimate from it.
  public var tally: WalkTally
  /// Operations: `walkerStep`, `randomDraw` (64-bit numbers), `binomialDraw`.
  public var events: EventCounts
  /// Whether `shouldStop` ended the batch early.
  public var interrupted: Bool
}
