/// Start weights (sources): one non-negative number per state, for `WalkProblem.start`.
///
/// Weights need not sum to one: a source of strength s gives estimates for s walkers.
public enum StartWeights {
  /// Everything on one state.
  ///
  /// - Throws: `ChainError.badParameter` if `state` is not a state of the chain, or the weight is not
  ///   positive.
  public static func point(
    _ state: Int, of chain: MarkovChain, weight: Double = 1
  ) throws -> [Double] {
    try ChainError.require(
      state >= 0 && state < chain.stateCount, "start state", state,
      allowed: "0 to \(chain.stateCount - 1)")
    try ChainError.requirePositive("start weight", weight)
    var start = [Double](repeating: 0, count: chain.stateCount)
    start[state] = weight
    return start
  }

  /// The same weight on every transient state.
  public static func uniform(over chain: MarkovChain, weight: Double = 1) throws -> [Double] {
    try weights(on: chain, weight: weight) { _ in true }
  }

  /// The same weight on every transient state whose place lies in `region`.
  ///
  /// - Throws: `ChainError.badParameter` if no transient state lies in the region.
  public static func region(
    of chain: MarkovChain, weight: Double = 1, _ region: (SIMD2<Double>) -> Bool
  ) throws -> [Double] {
    try weights(on: chain, weight: weight) { state in
      chain.space.position(of: state).map(region) ?? false
    }
  }

  private static func weights(
    on chain: MarkovChain, weight: Double, _ isSource: (Int) -> Bool
  ) throws -> [Double] {
    try ChainError.requirePositive("start weight", weight)
    let start = (0..<chain.stateCount).map {
      !chain.isAbsorbing($0) && isSource($0) ? weight : 0
    }
    try ChainError.require(
      start.contains { $0 > 0 }, "start region", "empty",
      allowed: "a region with at least one transient state")
    return start
  }
}
