/// Whole walkers for every state and batch, fixed by the numbers alone.
public struct StartAllocation: Hashable, Sendable {
  /// `counts[batch][state]`.
  public let counts: [[Int]]

  /// Shares `walkers` among the states in proportion to `start` (largest remainder, ties to the lower state)
  /// and deals them out to `batches` in turn, so that every batch has its share of every state to within one
  /// walker.
  ///
  /// - Precondition: `start` has a positive entry, `walkers >= 1`, `1 <= batches <= walkers`.
  public init(start: [Double], walkers: Int, batches: Int) {
    precondition(walkers >= 1 && batches >= 1 && batches <= walkers)
    let total = Self.shares(of: walkers, by: start)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: start.count), count: batches)
    var next = 0
    for (state, count) in total.enumerated() where count > 0 {
      for batch in 0..<batches {
        let position = (batch - next + batches) % batches
        counts[batch][state] = count / batches + (position < count % batches ? 1 : 0)
      }
      next = (next + count) % batches
    }
    self.counts = counts
  }

  /// Walkers of all batches on every state.
  public var total: [Int] {
    counts.dropFirst().reduce(into: counts[0]) { sum, batch in
      for state in sum.indices { sum[state] += batch[state] }
    }
  }

  private static func shares(of walkers: Int, by weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    precondition(sum > 0, "the start has a positive weight")
    let exact = weights.map { Double(walkers) * ($0 / sum) }
    var shares = exact.map { Int($0) }
    let order = exact.indices.filter { weights[$0] > 0 }.sorted {
      let (a, b) = (exact[$0] - Double(shares[$0]), exact[$1] - Double(shares[$1]))
      return a != b ? a > b : $0 < $1
    }
    var left = walkers - shares.reduce(0, +)
    while left > 0 {
      for state in order.prefix(left) { shares[state] += 1 }
      left -= min(left, order.count)
    }
    return shares
  }
}
