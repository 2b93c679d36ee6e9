import RealModule

/// Pearson's statistic with cells of small expectation pooled.
///
/// The budget of this target: at most 60 comparisons a run, each with a false alarm of 1e-6, seeded, never
/// retried.
struct ChiSquare {
  private(set) var statistic = 0.0
  private(set) var degrees = -1

  /// Cells are pooled in order until a pool expects 20 or more.
  init(observed: [Double], expected: [Double]) {
    var pool = (seen: 0.0, due: 0.0)
    for (seen, due) in zip(observed, expected) {
      pool = (pool.seen + seen, pool.due + due)
      if pool.due >= 20 {
        add(pool.seen, pool.due)
        pool = (0, 0)
      }
    }
    // What is left over is too little to test by itself; it must not be more than Poisson allows.
    if pool.due > 0 || pool.seen > 0 { add(pool.seen, max(pool.due, 1e-9), atLeast: 20) }
  }

  private mutating func add(_ seen: Double, _ due: Double, atLeast least: Double = 0) {
    statistic += (seen - due) * (seen - due) / max(due, least)
    degrees += 1
  }

  /// Standard normal score of the statistic (E. B. Wilson and M. M. Hilferty 1931).
  var score: Double {
    guard degrees > 0 else { return statistic < 1e-9 ? 0 : .infinity }
    let spread = 2 / (9 * Double(degrees))
    return (Double.root(statistic / Double(degrees), 3) - (1 - spread)) / Double.sqrt(spread)
  }

  /// One-sided 1e-6.
  static let limit = 4.7534
}
